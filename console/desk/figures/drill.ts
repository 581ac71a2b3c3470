import { type Condition, conditionOver } from '@bellwether/contract/condition.ts'
import type { TicketSplit } from '@bellwether/contract/desk-figures.ts'
import { ticketFields } from '@bellwether/contract/desk-views.ts'
import { instantOf, weekAfter } from './figure-period.ts'

/** Of which tickets a row is. */
export interface Drilled {
  readonly by: TicketSplit
  readonly key: string | null
  /** Of the whole period. */
  readonly from: string
  readonly until: string
}

const is = (field: string, value: string | boolean | null): Condition => ({ field, op: '=', value })

/** What a number counts besides that a ticket is of the row. */
export const behind = {
  opened: [],
  resolved: [is('state', 'resolved')],
  firstLate: [is('isFirstLate', true)],
  reopened: [is('isReopened', true)],
  touchedAgain: [is('isTouchedAgain', true)],
  rounds: [is('hasRounds', true)],
  satisfied: [is('wasGood', true)],
  docDebt: [is('state', 'resolved'), is('isDocumented', false)],
} as const satisfies Record<string, readonly Condition[]>
export type Behind = keyof typeof behind

const fieldOf = { plan: 'plan', customer: 'customer', person: 'owner', channel: 'channel', mailbox: 'mailbox' } as const

const openedWithin = (from: string, until: string): Condition[] => [
  { field: 'createdAt', op: '>=', value: instantOf(from) },
  { field: 'createdAt', op: '<', value: instantOf(until) },
]

/** The condition of a list that shows the tickets behind a number; undefined where no list can be asked for them. */
export function whereOf({ by, key, from, until }: Drilled, what: Behind): string | undefined {
  const ofRow =
    by === 'week'
      ? openedWithin(key ?? from, key === null ? until : weekAfter(key))
      : [...openedWithin(from, until), is(fieldOf[by], key)]
  const condition: Condition = { and: [...ofRow, ...behind[what]] }
  return conditionOver(ticketFields).safeParse(condition).success ? JSON.stringify(condition) : undefined
}
