import type { Field } from '@bellwether/contract/condition.ts'
import { ticketFields } from '@bellwether/contract/desk-views.ts'
import { t } from '../../ui/words.ts'

export type TicketField = keyof typeof ticketFields

/** What a field is called where people choose it. */
export const fieldNames: Readonly<Record<TicketField, string>> = {
  state: t`State`,
  waitingOn: t`Waiting on`,
  owner: t`Owner`,
  follower: t`Follower`,
  tag: t`Tag`,
  field: t`Ticket field`,
  customer: t`Customer`,
  plan: t`Plan`,
  priority: t`Priority`,
  isUrgent: t`Emergency`,
  isOurs: t`Ours, nobody outside asked`,
  isTeamAsked: t`A team is asked`,
  isSnoozed: t`Snoozed`,
  subject: t`Subject`,
  words: t`What the customer wrote`,
  contactEmail: t`Address of the sender`,
  mailbox: t`Mailbox`,
  channel: t`Channel`,
  nextDueAt: t`Next due`,
  lastMessageAt: t`Last message`,
  createdAt: t`Opened`,
  resolvedAt: t`Resolved`,
  isDocumented: t`Documented`,
  number: t`Number`,
  isFirstLate: t`First reply was late`,
  isReopened: t`Was reopened`,
  isTouchedAgain: t`Took more than one reply`,
  hasRounds: t`Was handed off`,
  wasGood: t`Customer found it good`,
}

export const isTicketField = (name: string): name is TicketField => Object.hasOwn(fieldNames, name)

export const fieldOf = (name: TicketField): Field => ticketFields[name]

const valueNames: Readonly<Record<string, string>> = {
  open: t`open`,
  resolved: t`resolved`,
  merged: t`merged`,
  spam: t`in spam`,
  trash: t`in the trash`,
  support: t`support`,
  customer: t`the customer`,
  teams: t`teams`,
  incident: t`an incident`,
  nobody: t`nobody`,
  'in-person': t`in person`,
  api: t`API`,
}

/** A value of a choice as people read it. */
export const valueName = (value: string): string => valueNames[value] ?? value
