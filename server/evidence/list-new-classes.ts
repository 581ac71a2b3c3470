import type { Context } from '../platform/context.ts'
import { allow } from '../platform/permissions.ts'
import { findEvidenceSpan } from './explanation/explanation.store.ts'
import { findNewClasses, type NewClassRow } from './new-class.store.ts'

/**
 * Classes of failures first seen within the last `withinHours`, with at least so many errors from so
 * many customers in the `windowMinutes` up to the latest evidence. A class counts as new only where
 * the evidence reaches back `historyMinutes` before its first error.
 */
export async function listNewClasses(
  ctx: Context,
  rule: { withinHours: number; windowMinutes: number; historyMinutes: number; errorsMin: number; customersMin: number },
): Promise<NewClassRow[]> {
  allow(ctx, 'evidence.read')
  const span = await findEvidenceSpan(ctx)
  if (span === undefined) return []
  const newSince = Math.max(span.to - rule.withinHours * 3_600_000, span.from + rule.historyMinutes * 60_000)
  const windowFrom = span.to - rule.windowMinutes * 60_000
  const { errorsMin, customersMin } = rule
  return findNewClasses(ctx, { newSince, windowFrom, errorsMin, customersMin })
}
