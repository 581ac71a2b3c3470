import { type Context, now } from '../platform/context.ts'
import type { Page } from '../platform/database/page-by-key.ts'
import { getTeam, type Names, namesById } from '../people/people.ts'
import { allow } from '../platform/permissions.ts'
import { countInForce, findRotas, type Rota } from './rota.store.ts'
import { onCallAt, shiftsBetween } from './rota-version.rules.ts'

const shownMilliseconds = 28 * 86_400_000

/** Rotas, those of a team together, with who is on call and the shifts of the next four weeks. */
export async function listRotas(ctx: Context, { team, ...page }: Page & { team?: string | undefined }) {
  allow(ctx, 'pager.read')
  const teamId = team === undefined ? undefined : (await getTeam(ctx, team)).id
  const { items, nextCursor } = await findRotas(ctx, { ...page, teamId })
  const from = now(ctx)
  const to = new Date(from.getTime() + shownMilliseconds)
  const shown = items.map((rota) => ({
    rota,
    onCall: onCallAt(rota.versions, from) ?? null,
    shifts: shiftsBetween(rota.versions, from, to),
  }))
  const people = shown.flatMap(({ onCall, shifts }) => [onCall, ...shifts.map(({ personId }) => personId)])
  const names = await rotaNames(ctx, items, people)
  return {
    nextCursor,
    items: shown.map(({ rota, onCall, shifts }) => ({
      ...presentRota(rota, names),
      onCall: onCall === null ? null : names.person(onCall),
      shifts: shifts.map(({ personId, ...shift }) => ({ person: names.person(personId), ...shift })),
    })),
  }
}

const rotasLookedAt = 50

/** Whom any rota has on call, by name, and when the next turn of one begins. */
export async function getOnCall(ctx: Context): Promise<{ now: string[]; nextAt: Date | null }> {
  allow(ctx, 'pager.read')
  const { items } = await listRotas(ctx, { limit: rotasLookedAt, cursor: undefined })
  const at = now(ctx)
  const starts = items.flatMap(({ shifts }) => shifts.map(({ startsAt }) => startsAt)).filter((start) => start > at)
  return {
    now: [...new Set(items.flatMap(({ onCall }) => onCall?.name ?? []))],
    nextAt: starts.toSorted((a, b) => a.getTime() - b.getTime())[0] ?? null,
  }
}

/** How many rotas are in force. */
export async function countRotas(ctx: Context): Promise<number> {
  allow(ctx, 'pager.read')
  return countInForce(ctx)
}

type WrittenRota = Omit<Rota, 'versions'>

/** The names of whom these rotas and an answer about them name. */
export const rotaNames = (ctx: Context, rotas: readonly WrittenRota[], people: readonly (string | null)[] = []) =>
  namesById(ctx, {
    teams: rotas.map(({ teamId }) => teamId),
    people: [...rotas.flatMap(({ written }) => written.people), ...people],
  })

/** A rota as it was written last. */
export const presentRota = ({ id, teamId, name, work, written }: WrittenRota, names: Names) => ({
  id,
  name,
  work,
  ...written,
  team: names.team(teamId),
  people: written.people.map(names.person),
})
