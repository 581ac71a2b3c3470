import type { Generated, JSONColumnType } from 'kysely'
import type {
  Decision,
  IncidentPart,
  IncidentRole,
  IncidentStep,
  Severity,
} from '@bellwether/contract/incidents-declared.ts'
import type { Context } from '../platform/context.ts'

export interface ReportDeploy {
  readonly id: string
  readonly service: string
  readonly version: string
  readonly title: string
  readonly by: string
  readonly startedAt: string
}

export interface CustomerCounts {
  readonly seen: number
  readonly exposed: number
  readonly estimated: number
}

export type IncidentsTables = {
  'incidents.reports': {
    id: Generated<string>
    number: Generated<number>
    state: Generated<'draft' | 'handed-off' | 'rolling-back' | 'watching' | 'recovered' | 'told'>
    title: string
    claim: string
    reproduction: string
    frequency: string
    impact: string
    ask: string
    classId: string | null
    classTemplate: string | null
    slices: JSONColumnType<{ where: Record<string, string> }[]>
    firstSeenAt: Date | null
    customers: JSONColumnType<CustomerCounts> | null
    deploy: JSONColumnType<ReportDeploy> | null
    teamId: string | null
    pageId: string | null
    createdAt: Date
    createdBy: string | null
    handedOffAt: Date | null
    /** Counts on when everyone is told again, and when the errors are gone: everyone hears from us once more. */
    tellingRound: Generated<number>
  }
  /** Reports that were over before they came here. */
  'incidents.importedReports': { reference: string; reportId: string; importedAt: Date; recoveredAt: Date }
  'incidents.reportTickets': {
    reportId: string
    ticketId: string
    linkedAt: Date
    isByPerson: boolean
    /** When it was told that its report is over. */
    returnedAt: Date | null
  }
  'incidents.affectedCustomers': { reportId: string; customerKey: string; errors: number; firstSeenAt: Date }
  'incidents.rollbackRequests': {
    id: Generated<string>
    reportId: string
    deployId: string
    service: string
    version: string
    state: Generated<'asked' | 'accepted' | 'declined'>
    askedBy: string
    askedAt: Date
    decidedBy: string | null
    decidedAt: Date | null
    reason: string | null
  }
  'incidents.watches': {
    id: Generated<string>
    reportId: string
    state: Generated<'watching' | 'falling' | 'at-zero' | 'recovered'>
    startedAt: Date
    zeroMinutes: number
    errorsLastMinute: Generated<number>
    requestsLastMinute: number | null
    lastErrorAt: Date | null
    zeroSince: Date | null
    recoveredAt: Date | null
  }
  'incidents.tellings': {
    id: Generated<string>
    reportId: string
    round: number
    text: string
    personId: string
    askedAt: Date
    /** Until when whoever was told hears from us again. */
    nextBy: Date | null
  }
  'incidents.tellingTickets': {
    tellingId: string
    ticketId: string
    reportId: string
    round: number
    state: Generated<'waiting' | 'told' | 'refused' | 'unheard'>
    messageId: string | null
    reason: string | null
    at: Date | null
  }
  'incidents.incidents': {
    id: Generated<string>
    number: Generated<number>
    /** Empty: it is called as a part is. */
    title: string
    namedBy: string | null
    severityByRule: Severity
    severityChosen: Severity | null
    severityChosenBy: string | null
    severityReason: string | null
    step: IncidentStep
    customers: Generated<number>
    tickets: Generated<number>
    beganAt: Date | null
    /** A person said when it began: evidence changes it no more. */
    isBeginningChosen: Generated<boolean>
    declaredAt: Date
    declaredBy: string | null
    closedAt: Date | null
    closedBy: string | null
    mergedInto: string | null
    decision: Decision | null
    decisionReason: string | null
    decidedBy: string | null
    decidedAt: Date | null
    /** When whoever waits hears next; null: nobody does. */
    wordDueAt: Date | null
    remindedOf: Date | null
  }
  'incidents.policies': { severity: Severity; firstMinutes: number; thenMinutes: number; decision: Decision }
  'incidents.incidentParts': { incidentId: string; kind: IncidentPart['kind']; partId: string; addedAt: Date }
  /** Its parts, and the tickets that came with its reports. */
  'incidents.belongings': { incidentId: string; kind: IncidentPart['kind']; partId: string }
  'incidents.incidentRoles': { incidentId: string; role: IncidentRole; personId: string; since: Date }
  'incidents.incidentLines': {
    id: Generated<string>
    place: Generated<string>
    incidentId: string
    /** What it came from; the same comes once. */
    source: string
    /** With which part it moves to another incident. */
    partId: string | null
    at: Date
    who: string
    what: string
    path: string | null
    isByPerson: Generated<boolean>
    firstAt: Date | null
    firstWhat: string | null
    correctedBy: string | null
    isLeftOut: Generated<boolean>
  }
  'incidents.lineComments': { id: Generated<string>; lineId: string; personId: string; at: Date; text: string }
  'incidents.entries': { id: Generated<number>; reportId: string; at: Date; who: string; what: string }
}

export const incidentsDb = (ctx: Context) => ctx.db.withTables<IncidentsTables>()
