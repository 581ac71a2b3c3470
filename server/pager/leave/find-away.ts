import type { Context } from '../../platform/context.ts'
import { staffById } from '../../people/people.ts'
import { dayMilliseconds } from '../hours.rules.ts'
import { dayAt, spanOfDays } from './leave.rules.ts'
import { findLeaveOf } from './leave.store.ts'

interface AwaySpan {
  readonly personId: string
  readonly startsAt: Date
  readonly endsAt: Date
}

/** For verbs: when these people are away within a span of time, by the days of where they live now. */
export async function findAway(
  ctx: Context,
  people: readonly string[],
  { startsAt, endsAt }: { startsAt: Date; endsAt: Date },
): Promise<AwaySpan[]> {
  // Their days may be a day off ours.
  const firstOn = dayAt('UTC', startsAt.getTime() - dayMilliseconds)
  const lastOn = dayAt('UTC', endsAt.getTime() + dayMilliseconds)
  const rows = await findLeaveOf(ctx, [...new Set(people)], { firstOn, lastOn })
  if (rows.length === 0) return []
  const staff = await staffById(ctx, [...new Set(rows.map(({ personId }) => personId))])
  const zones = new Map(staff.map(({ id, timeZone }) => [id, timeZone]))
  return rows
    .map(({ personId, ...days }) => {
      const span = spanOfDays(days, zones.get(personId) ?? 'UTC')
      return { personId, startsAt: new Date(span.startsAt), endsAt: new Date(span.endsAt) }
    })
    .filter((away) => away.startsAt < endsAt && away.endsAt > startsAt)
}
