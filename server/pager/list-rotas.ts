import { type Context, now } from '../platform/context.ts'
import type { Page } from '../platform/database/page-by-key.ts'
import { getTeam, personNames, teamDirectory } from '../people/people.ts'
import { allow } from '../platform/permissions.ts'
import { findRotas, type Rota } from './rota.store.ts'
import { onCallAt, shiftsBetween } from './rota-version.rules.ts'

const shownMilliseconds = 28 * 86_400_000

/** Rotas, those of a team together, with who is on call and the shifts of the next four weeks. */
export async function listRotas(ctx: Context, { team, ...page }: Page & { team?: string | undefined }) {
  allow(ctx, 'pager.read')
  const teamId = team === undefined ? undefined : (await getTeam(ctx, team)).id
  const { items, nextCursor } = await findRotas(ctx, { ...page, teamId })
  const names = await rotaNames(ctx)
  const from = now(ctx)
  const to = new Date(from.getTime() + shownMilliseconds)
  return {
    nextCursor,
    items: items.map((rota) => {
      const onCall = onCallAt(rota.versions, from)
      return {
        ...presentRota(rota, names),
        onCall: onCall === undefined ? null : names.person(onCall),
        shifts: shiftsBetween(rota.versions, from, to).map(({ personId, startsAt, endsAt }) => ({
          person: names.person(personId),
          startsAt,
          endsAt,
        })),
      }
    }),
  }
}

/** Looks up the names of people and teams once for a whole answer. */
export async function rotaNames(ctx: Context) {
  const teams = new Map((await teamDirectory(ctx)).map((team) => [team.id, team]))
  return {
    person: await personNames(ctx),
    team: (id: string) => teams.get(id) ?? { id, slug: 'gone', name: 'a team that was removed' },
  }
}

/** A rota as it was written last. */
export const presentRota = (
  { id, teamId, name, work, written }: Omit<Rota, 'versions'>,
  names: Awaited<ReturnType<typeof rotaNames>>,
) => ({ id, name, work, ...written, team: names.team(teamId), people: written.people.map(names.person) })
