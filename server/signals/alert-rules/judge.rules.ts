import type { AlertTrigger } from '@bellwether/contract/signals.ts'
import type { Judged } from './firing.rules.ts'
import { limitOf } from './value.rules.ts'

/** How the values of a rule are judged. */
export const judgedBy = ({ trigger, holdMinutes }: { trigger: AlertTrigger; holdMinutes: number }): Judged => ({
  limit: limitOf(trigger),
  holdMinutes,
  endsAtOnce: trigger.kind === 'absence',
})
