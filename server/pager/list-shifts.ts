import { badInput } from '@bellwether/contract/problem.ts'
import { said } from '@bellwether/contract/said.ts'
import { type Context, now } from '../platform/context.ts'
import { namesById } from '../people/people.ts'
import { allow } from '../platform/permissions.ts'
import { Problem } from '../platform/problem.ts'
import { overridePeople, presentOverride } from './change-overrides.ts'
import { holesBetween } from './forecast.rules.ts'
import { findAway } from './leave/find-away.ts'
import { getRota } from './lock-rota.ts'
import { findOverrides } from './override.store.ts'
import { shiftsBetween } from './rota.rules.ts'
import type { Rota } from './rota.store.ts'

const dayMilliseconds = 86_400_000
const usualDays = 28
const mostDays = 400

/** Before a rota was written there was none: nobody was missing. */
function begunBy({ layers }: Rota, from: Date, to: Date): Date {
  const begins = layers.flatMap(({ versions }) => versions.map(({ beginsAt }) => beginsAt.getTime()))
  return new Date(Math.min(to.getTime(), Math.max(from.getTime(), Math.min(...begins))))
}

/** The shifts of a rota between two instants, where nobody is on, and what was overridden. */
export async function listShifts(ctx: Context, id: string, asked: { from?: Date | undefined; to?: Date | undefined }) {
  allow(ctx, 'pager.read')
  const rota = await getRota(ctx, id)
  const from = asked.from ?? now(ctx)
  const to = asked.to ?? new Date(from.getTime() + usualDays * dayMilliseconds)
  const days = (to.getTime() - from.getTime()) / dayMilliseconds
  if (!(days > 0 && days <= mostDays)) {
    const detail = said`Ask for an end that is later than the begin, by at most ${mostDays} days.`
    throw new Problem(badInput, undefined, { errors: [{ pointer: '/to', detail }] })
  }
  const shifts = shiftsBetween(rota, from, to)
  const rows = (await findOverrides(ctx, [id])).get(id) ?? []
  const overrides = rows.filter(({ startsAt, endsAt }) => startsAt < to && endsAt > from)
  const away = await findAway(
    ctx,
    shifts.map(({ personId }) => personId),
    { startsAt: from, endsAt: to },
  )
  const names = await namesById(ctx, {
    people: [...shifts.map(({ personId }) => personId), ...overridePeople(overrides)],
  })
  return {
    shifts: shifts.map(({ personId, ...shift }) => ({ person: names.person(personId), ...shift })),
    gaps: holesBetween(rota, begunBy(rota, from, to), to).gaps.map(({ startsAt, endsAt }) => ({
      startsAt: new Date(startsAt),
      endsAt: new Date(endsAt),
    })),
    overrides: overrides.map((row) => presentOverride(row, names)),
    away: away.map(({ personId, ...span }) => ({ person: names.person(personId), ...span })),
  }
}
