import type { Context } from '../platform/context.ts'
import { type Names, namesById } from '../people/people.ts'
import type { Standing } from './rota.rules.ts'
import { peopleOf, type Rota } from './rota.store.ts'
import { findWorks } from './work.store.ts'

export type PresentedRota = Pick<Rota, 'id' | 'teamId' | 'name' | 'work' | 'written'>

export interface RotaNames extends Names {
  work(slug: string): { slug: string; name: string }
}

/** The names of what these rotas and an answer about them name. */
export async function rotaNames(
  ctx: Context,
  rotas: readonly PresentedRota[],
  people: readonly (string | null)[] = [],
): Promise<RotaNames> {
  const names = await namesById(ctx, {
    teams: rotas.map(({ teamId }) => teamId),
    people: [...rotas.flatMap(peopleOf), ...people],
  })
  const works = new Map((await findWorks(ctx)).map(({ slug, name }) => [slug, { slug, name }]))
  return { ...names, work: (slug) => works.get(slug) ?? { slug, name: slug } }
}

/** A rota as it was written last. */
export const presentRota = ({ id, teamId, name, work, written }: PresentedRota, names: RotaNames) => ({
  id,
  name,
  work: names.work(work),
  team: names.team(teamId),
  layers: written.map(({ id, name, rule }) => {
    const { timeZone, every, unit, handOverTime, startsOn, counts, hours, people } = rule
    const turn = { every, unit }
    const windows = hours.map((window) => ({ ...window, days: [...window.days] }))
    return {
      id,
      name,
      timeZone,
      turn,
      handOverTime,
      startsOn,
      counts,
      hours: windows,
      people: people.map(names.person),
    }
  }),
})

export const standingPeople = ({ now, next }: Standing): (string | null)[] => [now, next?.personId ?? null]

/** Who is on, until when, and who is next. */
export const presentStanding = ({ now, until, next }: Standing, names: Names) => ({
  onCall: now === null ? null : names.person(now),
  until,
  next: next === null ? null : { person: names.person(next.personId), startsAt: next.startsAt },
})
