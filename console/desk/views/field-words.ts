import type { Field } from '@bellwether/contract/condition.ts'
import { ticketFields } from '@bellwether/contract/desk-views.ts'

export type TicketField = keyof typeof ticketFields

/** What a field is called where people choose it. */
export const fieldNames: Readonly<Record<TicketField, string>> = {
  state: 'State',
  waitingOn: 'Waiting on',
  owner: 'Owner',
  follower: 'Follower',
  tag: 'Tag',
  field: 'Ticket field',
  customer: 'Customer',
  plan: 'Plan',
  priority: 'Priority',
  isUrgent: 'Emergency',
  isOurs: 'Ours, nobody outside asked',
  isTeamAsked: 'A team is asked',
  isSnoozed: 'Snoozed',
  subject: 'Subject',
  words: 'What the customer wrote',
  contactEmail: 'Address of the sender',
  mailbox: 'Mailbox',
  channel: 'Channel',
  nextDueAt: 'Next due',
  lastMessageAt: 'Last message',
  createdAt: 'Opened',
  resolvedAt: 'Resolved',
  isDocumented: 'Documented',
  number: 'Number',
  isFirstLate: 'First reply was late',
  isReopened: 'Was reopened',
  isTouchedAgain: 'Took more than one reply',
  hasRounds: 'Was handed off',
  wasGood: 'Customer found it good',
}

export const isTicketField = (name: string): name is TicketField => Object.hasOwn(fieldNames, name)

export const fieldOf = (name: TicketField): Field => ticketFields[name]

const valueNames: Readonly<Record<string, string>> = {
  open: 'open',
  resolved: 'resolved',
  merged: 'merged',
  spam: 'in spam',
  trash: 'in the trash',
  support: 'support',
  customer: 'the customer',
  teams: 'teams',
  incident: 'an incident',
  nobody: 'nobody',
  'in-person': 'in person',
  api: 'API',
}

/** A value of a choice as people read it. */
export const valueName = (value: string): string => valueNames[value] ?? value
