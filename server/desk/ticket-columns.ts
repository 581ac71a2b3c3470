import { comparisonsOf, type Condition } from '@bellwether/contract/condition.ts'
import type { ticketFields } from '@bellwether/contract/desk-views.ts'
import type { Columns } from '../platform/database/condition-sql.ts'

type TicketField = keyof typeof ticketFields

const fact = (sql: string): string => `(select ${sql} from desk.ticket_facts where ticket_id = tickets.id)`

/** What stands for the fields of a view in `desk.tickets`. */
export const ticketColumns = {
  state: { sql: 'state', type: 'text' },
  waitingOn: { sql: 'waiting_on', type: 'text' },
  isTeamAsked: { sql: 'cardinality(waiting_on_teams) > 0', type: 'boolean' },
  owner: { sql: 'owner_id', type: 'uuid' },
  follower: { sql: 'select person_id from desk.follows where ticket_id = tickets.id', type: 'uuid', isMany: true },
  isDocumented: { sql: 'documented_as is not null', type: 'boolean' },
  priority: { sql: 'priority', type: 'text' },
  isUrgent: { sql: 'is_urgent', type: 'boolean' },
  isOurs: { sql: 'is_ours', type: 'boolean' },
  isSnoozed: { sql: 'snoozed_until is not null', type: 'boolean' },
  tag: { sql: 'select tag from desk.ticket_tags where ticket_id = tickets.id', type: 'text', isMany: true },
  field: {
    sql: `select field_key || '=' || (value #>> '{}') from desk.field_values where ticket_id = tickets.id`,
    type: 'text',
    isMany: true,
  },
  customer: { sql: 'customer_id', type: 'uuid' },
  mailbox: { sql: 'mailbox_id', type: 'uuid' },
  number: { sql: 'number', type: 'bigint' },
  subject: { sql: 'subject', type: 'text' },
  words: {
    sql: `(select string_agg(text, E'\\n') from desk.messages where ticket_id = tickets.id and direction = 'in')`,
    type: 'text',
  },
  contactEmail: { sql: 'contact_email', type: 'text' },
  createdAt: { sql: 'created_at', type: 'timestamptz' },
  lastMessageAt: { sql: 'last_message_at', type: 'timestamptz' },
  nextDueAt: { sql: 'next_due_at', type: 'timestamptz' },
  resolvedAt: { sql: 'resolved_at', type: 'timestamptz' },
  plan: { sql: fact('plan'), type: 'text' },
  channel: { sql: fact('channel'), type: 'text' },
  isFirstLate: { sql: fact('is_first_late'), type: 'boolean' },
  isReopened: { sql: fact('reopened_count > 0'), type: 'boolean' },
  isTouchedAgain: { sql: fact('reply_count > 1'), type: 'boolean' },
  wasGood: { sql: fact('was_good'), type: 'boolean' },
  hasRounds: { sql: fact('round_count > 0'), type: 'boolean' },
} as const satisfies Columns & Record<TicketField, unknown>

/** Whether a condition asks what is derived from a ticket's history. */
export const asksFacts = (condition: Condition): boolean =>
  comparisonsOf(condition).some(({ field }) => ticketColumns[field as TicketField].sql.includes('desk.ticket_facts'))

/** The same in `desk.ticket_counts`: for views that are counted without looking at the tickets. */
export const countColumns: Columns = {
  state: { sql: 'state', type: 'text' },
  waitingOn: { sql: 'waiting_on', type: 'text' },
  isTeamAsked: { sql: 'is_team_asked', type: 'boolean' },
  owner: { sql: 'owner_id', type: 'uuid' },
  isDocumented: { sql: 'is_documented', type: 'boolean' },
  isSnoozed: { sql: 'is_snoozed', type: 'boolean' },
}
