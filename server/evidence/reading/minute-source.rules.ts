import { comparisonsOf, type Condition } from '@bellwether/contract/condition.ts'
import { rolledUpFields } from '../event-fields.ts'
import { namesClass } from './event-filter.ts'

/** Which events are counted. */
export interface AskedEvents {
  readonly where: Condition
  readonly errors: boolean
}

/** The roll-up knows 90 days in a few rows a minute, the errors 90 days, and all events 7. */
export type Source = 'roll-up' | 'errors' | 'events'

/** The smallest table that knows all of these events. */
export function sourceOf({ where, errors }: AskedEvents): Source {
  if (comparisonsOf(where).every(({ field }) => rolledUpFields.has(field))) return 'roll-up'
  return errors || namesClass(where) ? 'errors' : 'events'
}

/** Those among events that are so as well. */
export const among = (events: AskedEvents, more: AskedEvents): AskedEvents => ({
  where: { and: [events.where, more.where] },
  errors: events.errors || more.errors,
})
