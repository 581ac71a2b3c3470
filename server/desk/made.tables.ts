import type { Condition } from '@bellwether/contract/condition.ts'
import type { NoticeEvent, OpeningAct, RuleAct } from '@bellwether/contract/desk.ts'
import type { TicketOrder } from '@bellwether/contract/desk-views.ts'
import type { FieldKind, FieldValue } from '@bellwether/contract/field-shapes.ts'
import type { Recurrence } from '@bellwether/contract/recurrence.ts'
import type { RuleEvent } from '@bellwether/contract/rule-events.ts'
import type { ShownWhen } from '@bellwether/contract/shown-fields.ts'
import type { ColumnType, Generated, GeneratedAlways, JSONColumnType } from 'kysely'

/** What people make to work with tickets, as `desk.tables.ts` has the tickets themselves. */
export type MadeTables = {
  'desk.views': {
    id: Generated<string>
    name: string
    condition: JSONColumnType<Condition>
    ticketOrder: TicketOrder
    columns: string[]
    ownerId: string
    isForEverybody: boolean
    teamIds: string[]
    madeAt: Date
  }
  'desk.pinnedViews': { personId: string; viewId: string; pinnedAt: Date }
  'desk.ticketLinks': { oneId: string; otherId: string; kind: 'related' | 'part-of'; at: Date }
  'desk.follows': { personId: string; ticketId: string; at: Date }
  'desk.forwards': {
    id: Generated<string>
    ticketId: string
    messageId: string | null
    byPersonId: string | null
    toAddress: string
    at: Date
    failedAt: Generated<Date | null>
  }
  'desk.fields': {
    key: string
    name: string
    kind: FieldKind
    choices: string[]
    shownWhen: JSONColumnType<ShownWhen | null, string | null, string | null>
    isOnForm: boolean
    isRequired: boolean
    position: GeneratedAlways<number>
  }
  'desk.fieldValues': { ticketId: string; fieldKey: string; value: ColumnType<FieldValue, string, string> }
  'desk.noticeSettings': {
    personId: string
    events: NoticeEvent[]
    waitMinutes: number
    quietFrom: string | null
    quietUntil: string | null
    chatUrl: string | null
  }
  'desk.toldWords': { personId: string; ticketId: string; place: number }
  'desk.ticketNotices': { id: Generated<string>; personId: string; ticketId: string; at: Date }
  'desk.looks': { personId: string; ticketId: string; place: number }
  'desk.signatures': { personId: string | null; text: string }
  'desk.snippets': {
    id: Generated<string>
    name: string
    text: string
    ownerId: string
    isForEverybody: boolean
    teamIds: string[]
    changedAt: Date
  }
  'desk.rules': {
    id: Generated<string>
    name: string
    place: number
    isOn: boolean
    event: RuleEvent
    condition: JSONColumnType<Condition>
    acts: JSONColumnType<RuleAct[]>
    changedAt: Date
    changedBy: string | null
  }
  'desk.ruleRuns': { ruleId: string; about: string; ticketId: string; at: Date }
  'desk.ruleTurns': { personId: string; turn: Generated<number> }
  'desk.recurringTickets': {
    id: Generated<string>
    subject: string
    text: string
    recurrence: JSONColumnType<Recurrence>
    acts: JSONColumnType<OpeningAct[]>
    isOn: boolean
    waitsForLast: boolean
    nextAt: Date
    lastTicketId: string | null
    changedAt: Date
    changedBy: string
  }
  'desk.blockedSenders': { sender: string; blockedAt: Date; blockedBy: string | null }
}
