import type { AlertTrigger } from '@bellwether/contract/signals.ts'
import { listMinutes, listNewClassMinutes, type MinuteSpan } from '../../evidence/evidence.ts'
import type { Context } from '../../platform/context.ts'
import { spreadsOf, valuesOf, windowOf } from './value.rules.ts'

/** The value of each minute of a span. `lastBefore`: when there was such an event last, where that is known. */
export async function readValues(
  ctx: Context,
  trigger: AlertTrigger,
  span: MinuteSpan,
  lastBefore: number | null = null,
): Promise<(number | null)[]> {
  const whole = { from: span.from - windowOf(trigger), to: span.to }
  const values =
    trigger.kind === 'new-class'
      ? spreadsOf(await listNewClassMinutes(ctx, trigger, whole), whole)
      : valuesOf(trigger, await listMinutes(ctx, trigger, whole), whole, lastBefore)
  return values.slice(span.from - whole.from)
}
