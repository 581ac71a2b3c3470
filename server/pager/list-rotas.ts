import { type Context, now } from '../platform/context.ts'
import type { Page } from '../platform/database/page-by-key.ts'
import { getTeam, namesById } from '../people/people.ts'
import { allow } from '../platform/permissions.ts'
import { presentRota, presentStanding, rotaNames, standingPeople } from './present-rota.ts'
import { onCallOf, shiftsBetween, standingAt } from './rota.rules.ts'
import { countInForce, findRotas } from './rota.store.ts'

const shownMilliseconds = 28 * 86_400_000

/** Rotas, those of a team together, with who is on call, who is next and the shifts of the next four weeks. */
export async function listRotas(
  ctx: Context,
  { team, ...page }: Page & { team?: string | undefined; id?: string | undefined },
) {
  allow(ctx, 'pager.read')
  const teamId = team === undefined ? undefined : (await getTeam(ctx, team)).id
  const { items, nextCursor } = await findRotas(ctx, { ...page, teamId })
  const from = now(ctx)
  const to = new Date(from.getTime() + shownMilliseconds)
  const shown = items.map((rota) => ({ rota, standing: standingAt(rota, from), shifts: shiftsBetween(rota, from, to) }))
  const people = shown.flatMap(({ standing, shifts }) => [
    ...standingPeople(standing),
    ...shifts.map(({ personId }) => personId),
  ])
  const names = await rotaNames(ctx, items, people)
  return {
    nextCursor,
    items: shown.map(({ rota, standing, shifts }) => ({
      ...presentRota(rota, names),
      ...presentStanding(standing, names),
      shifts: shifts.map(({ personId, ...shift }) => ({ person: names.person(personId), ...shift })),
    })),
  }
}

const rotasLookedAt = 50

/** Whom any rota has on call, by name, and when the next turn of one begins. */
export async function getOnCall(ctx: Context): Promise<{ now: string[]; nextAt: Date | null }> {
  allow(ctx, 'pager.read')
  const at = now(ctx)
  const { items: some } = await findRotas(ctx, { limit: rotasLookedAt, cursor: undefined, teamId: undefined })
  const items = some.filter(({ work }) => work === 'paging')
  const starts = items.flatMap((rota) => standingAt(rota, at).next?.startsAt ?? [])
  const onCall = onCallOf(items, at)
  const names = await namesById(ctx, { people: onCall })
  return {
    now: onCall.map((id) => names.person(id).name),
    nextAt: starts.toSorted((a, b) => a.getTime() - b.getTime())[0] ?? null,
  }
}

/** How many rotas are in force. */
export async function countRotas(ctx: Context): Promise<number> {
  allow(ctx, 'pager.read')
  return countInForce(ctx)
}
