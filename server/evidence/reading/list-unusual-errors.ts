import type { listUnusualErrors as contract } from '@bellwether/contract/evidence.ts'
import type { AnswerOf } from '@bellwether/contract/route.ts'
import { type Context, now } from '../../platform/context.ts'
import { allow } from '../../platform/permissions.ts'
import { findEvidenceSpan } from '../explanation/explanation.store.ts'
import { type EventFilter, filterSql } from './event-filter.ts'
import { findClassesBeside, findGoodEvents } from './event.store.ts'
import { besideInstant, canBeJudged, changeAt, hasEnough, isUnusual } from './unusual.rules.ts'

const day = 86_400_000

/** Which classes of errors in a filter are more frequent than they were before it, for as many good events. */
export async function listUnusualErrors(ctx: Context, filter: EventFilter): Promise<AnswerOf<typeof contract>> {
  allow(ctx, 'evidence.read')
  const { from, to } = filterSql(filter, now(ctx))
  const beforeFrom = new Date(from.getTime() - Math.max(to.getTime() - from.getTime(), day))
  const both = filterSql({ ...filter, from: beforeFrom, to }, now(ctx))
  const [good, classes, history] = await Promise.all([
    findGoodEvents(ctx, both),
    findClassesBeside(ctx, both, from),
    findEvidenceSpan(ctx),
  ])
  const since = new Date(Math.min(from.getTime(), Math.max(beforeFrom.getTime(), history?.from ?? 0)))
  const found = classes.filter((errors) => {
    const beside = besideInstant(good, changeAt(errors, from.getTime()))
    return hasEnough(beside) && isUnusual(errors, beside, classes.length)
  })
  return {
    before: { from: since.toISOString(), to: from.toISOString() },
    isJudged: canBeJudged(besideInstant(good, from.getTime())),
    items: found.map((one) => ({
      id: one.class,
      errors: one.now,
      errorsBefore: one.before,
      since: new Date(one.since).toISOString(),
    })),
  }
}
