import type { Condition, Fields } from './condition.ts'
import { priorities } from './priority.ts'

/** What can be asked of a ticket in a view. */
export const ticketFields = {
  state: { kind: 'choice', values: ['open', 'resolved', 'merged', 'spam', 'trash'] },
  waitingOn: { kind: 'choice', values: ['support', 'customer', 'teams', 'incident', 'nobody'] },
  isTeamAsked: { kind: 'yes-no' },
  owner: { kind: 'person', isNullable: true },
  follower: { kind: 'person', isNullable: true },
  isDocumented: { kind: 'yes-no' },
  isUrgent: { kind: 'yes-no' },
  isOurs: { kind: 'yes-no' },
  priority: { kind: 'choice', values: priorities },
  isSnoozed: { kind: 'yes-no' },
  tag: { kind: 'tag', isNullable: true },
  field: { kind: 'entry', isNullable: true },
  customer: { kind: 'id', isNullable: true },
  mailbox: { kind: 'id', isNullable: true },
  number: { kind: 'integer' },
  subject: { kind: 'text' },
  words: { kind: 'text' },
  contactEmail: { kind: 'text' },
  createdAt: { kind: 'instant' },
  lastMessageAt: { kind: 'instant' },
  nextDueAt: { kind: 'instant', isNullable: true },
  resolvedAt: { kind: 'instant', isNullable: true },
  plan: { kind: 'choice', values: ['free', 'pro', 'premium'] },
  channel: { kind: 'choice', values: ['mail', 'form', 'phone', 'in-person', 'chat', 'api', 'import'] },
  isFirstLate: { kind: 'yes-no' },
  isReopened: { kind: 'yes-no' },
  isTouchedAgain: { kind: 'yes-no' },
  wasGood: { kind: 'yes-no' },
  hasRounds: { kind: 'yes-no' },
} as const satisfies Fields

/** A view of the queue: which tickets, and in which order. */
export interface TicketView {
  readonly id: string
  readonly name: string
  readonly about: string
  readonly where: Condition
  readonly order: TicketOrder
}

export const ticketOrders = [
  'due',
  'returned-first',
  'priority',
  'resolved',
  'opened',
  'oldest',
  'newest-message',
  'waiting-longest',
] as const

/**
 * `due` is the nearest breach first, `returned-first` the same after what came back from a team, `priority` the same
 * within each priority, `resolved` the latest resolved first, `opened` the latest opened first, `oldest` the earliest, `newest-message`
 * the latest word first, `waiting-longest` what has waited longest where it waits; by a field of an organisation’s own what has none
 * comes last.
 */
export type TicketOrder = (typeof ticketOrders)[number] | FieldOrder
/** By a field of an organisation’s own, by its key; a choice as its choices stand. */
export type FieldOrder = `field:${string}`

/** What is put away until later is not in the queue. */
const isOpen: Condition = {
  and: [
    { field: 'state', op: '=', value: 'open' },
    { field: 'isSnoozed', op: '=', value: false },
  ],
}
const isResolved: Condition = { field: 'state', op: '=', value: 'resolved' }

/** The views that everybody has. */
export const builtInViews = [
  {
    id: 'open',
    name: 'Open',
    about: 'Everything that is not resolved or snoozed, nearest breach first.',
    where: isOpen,
    order: 'due',
  },
  {
    id: 'mine',
    name: 'Mine',
    about: 'Open tickets that you own: what came back from a team first, then the nearest breach.',
    where: { and: [isOpen, { field: 'owner', op: '=', value: 'me' }] },
    order: 'returned-first',
  },
  {
    id: 'mine-now',
    name: 'Mine now',
    about:
      'What waits on you: your tickets that wait on support and, while the tickets are yours by turn, those of nobody and of whoever is not on.',
    where: {
      and: [isOpen, { field: 'waitingOn', op: '=', value: 'support' }, { field: 'owner', op: '=', value: 'shift' }],
    },
    order: 'returned-first',
  },
  {
    id: 'cover',
    name: 'To cover',
    about: 'Waits on support, and its owner is not on call now: whoever is sees to it, and the owner keeps it.',
    where: {
      and: [
        isOpen,
        { field: 'waitingOn', op: '=', value: 'support' },
        { field: 'owner', op: 'in', value: ['off-call'] },
        { not: { field: 'owner', op: '=', value: 'me' } },
      ],
    },
    order: 'returned-first',
  },
  {
    id: 'unclaimed',
    name: 'Unclaimed',
    about: 'Nobody owns these yet.',
    where: { and: [isOpen, { field: 'owner', op: '=', value: null }] },
    order: 'due',
  },
  {
    id: 'waiting-on-customer',
    name: 'Waiting on customer',
    about: 'Answered; the customer must act next.',
    where: { and: [isOpen, { field: 'waitingOn', op: '=', value: 'customer' }] },
    order: 'due',
  },
  {
    id: 'waiting-on-incidents',
    name: 'Waiting on incidents',
    about: 'Customers who were told of an incident hear from us again as promised: by then their tickets stay here.',
    where: { and: [isOpen, { field: 'waitingOn', op: '=', value: 'incident' }] },
    order: 'due',
  },
  {
    id: 'waiting-on-teams',
    name: 'Waiting on teams',
    about: 'One team or more was asked and has not answered.',
    where: { and: [isOpen, { field: 'isTeamAsked', op: '=', value: true }] },
    order: 'due',
  },
  {
    id: 'snoozed',
    name: 'Snoozed',
    about:
      'Put away until later. They come back then, with the customer’s next word or a team’s answer, and before a word is due to them.',
    where: {
      and: [
        { field: 'state', op: '=', value: 'open' },
        { field: 'isSnoozed', op: '=', value: true },
      ],
    },
    order: 'due',
  },
  {
    id: 'doc-debt',
    name: 'Doc debt',
    about: 'Resolved, but the answer is not written down anywhere yet.',
    where: { and: [isResolved, { field: 'isDocumented', op: '=', value: false }] },
    order: 'resolved',
  },
  { id: 'resolved', name: 'Resolved', about: 'Done, the latest first.', where: isResolved, order: 'resolved' },
  {
    id: 'all',
    name: 'All',
    about: 'Open and resolved, the latest opened first.',
    where: { field: 'state', op: 'in', value: ['open', 'resolved'] },
    order: 'opened',
  },
  {
    id: 'spam',
    name: 'Spam',
    about:
      'What nobody wanted, and mail of blocked senders: the latest word first. Nothing here waits for an answer, and nothing is deleted.',
    where: { field: 'state', op: '=', value: 'spam' },
    order: 'newest-message',
  },
  {
    id: 'trash',
    name: 'Trash',
    about:
      'Thrown away, to be restored when it was a mistake. A customer’s next word brings a ticket back; nothing is deleted by itself.',
    where: { field: 'state', op: '=', value: 'trash' },
    order: 'newest-message',
  },
] as const satisfies readonly TicketView[]

export type BuiltInView = (typeof builtInViews)[number]['id']
