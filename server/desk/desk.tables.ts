import type { Calendar } from '@bellwether/contract/calendar.ts'
import type { Act, AfterCare, Channel, CustomerAnswer, RemovedState, ThenAct } from '@bellwether/contract/desk.ts'
import type { Priority } from '@bellwether/contract/priority.ts'
import type { Plan } from '@bellwether/contract/customers.ts'
import type { ColumnType, Generated, JSONColumnType } from 'kysely'
import type { StoredActor } from '../platform/audit/stored-actor.ts'
import type { Context } from '../platform/context.ts'
import type { MadeTables } from './made.tables.ts'

/** An incident as a ticket names it: what it is called, and where its page is. */
export interface IncidentRef {
  readonly id: string
  readonly name: string
  readonly path: string
}

/** An incident of which the customer was told, and until when they hear from us again. */
export interface IncidentWait extends IncidentRef {
  readonly by: string
}

export type DeskTables = MadeTables & {
  'desk.tickets': {
    id: Generated<string>
    number: Generated<number>
    subject: string
    state: Generated<'open' | 'resolved' | 'merged' | RemovedState>
    isUrgent: boolean
    priority: Generated<Priority>
    /** Support opened it for itself: nobody outside asked. */
    isOurs: Generated<boolean>
    customerId: string | null
    contactName: string
    contactEmail: string
    ownerId: string | null
    mailboxId: string | null
    /** Whose turn it is between support and the customer, hand-offs apart. */
    owes: 'support' | 'customer'
    /** Derived by `waiting-on.rules.ts`, as are its teams: every team that is asked. */
    waitingOn: 'support' | 'customer' | 'teams' | 'incident' | 'nobody'
    waitingOnTeams: Generated<string[]>
    /** Of these the teams that are asked in private. */
    privateTeams: Generated<string[]>
    waitingSince: Date
    /** Since when an answer, a refusal or a question back is there that support has not gone on from. */
    returnedAt: Date | null
    /** The incidents of which the customer was told, and hears from us again. */
    waitsFor: ColumnType<IncidentWait[], string | undefined, string>
    mentionedSites: string[]
    relatedTicketId: string | null
    mergedIntoId: string | null
    nextDueAt: Date | null
    /** Until when support put it away; null while it is in the queue. */
    snoozedUntil: Generated<Date | null>
    lastMessageAt: Date
    messageCount: Generated<number>
    createdAt: Date
    resolvedAt: Date | null
    documentedAs: 'linked-article' | 'edited-article' | 'written-article' | 'forum-answer' | 'not-needed' | null
    documentedUrl: string | null
    documentedReason: string | null
  }
  'desk.messages': {
    id: Generated<string>
    ticketId: string
    at: Date
    direction: 'in' | 'out'
    channel: Generated<Channel>
    authorName: string
    authorEmail: string | null
    authorPersonId: string | null
    text: string
    fullText: string
    html: string | null
    rfcMessageId: string | null
    isAutomatic: boolean
    flag: string | null
    leftOut: Generated<string[]>
    isList: Generated<boolean>
    /** Rises with each message that is filed, whatever its time. */
    filedNumber: Generated<number>
    /** Among what happened at the same instant, of whatever kind. */
    place: Generated<number>
    incomingMailId: string | null
    outgoingMailId: string | null
  }
  'desk.ticketTags': { ticketId: string; tag: string }
  'desk.acts': {
    id: Generated<string>
    act: JSONColumnType<Act>
    actor: JSONColumnType<StoredActor>
    askedAt: Date
    finishedAt: Date | null
    undoActor: JSONColumnType<StoredActor | null, string | null, string | null>
    undoAskedAt: Date | null
    undoneAt: Date | null
  }
  'desk.actTickets': {
    actId: string
    ticketId: string
    place: number
    state: Generated<'waiting' | 'done' | 'refused' | 'undone' | 'kept'>
    /** Why it was refused, or could not be undone. */
    reason: string | null
    /** What undoing brings back; null where nothing was changed. */
    before: JSONColumnType<object | null, string | null, string | null>
    /** The newest message when it was asked for; only of an act that answers, null where there was none. */
    seenMessageId: string | null
  }
  'desk.unsentReplies': {
    id: Generated<string>
    ticketId: string
    actor: JSONColumnType<StoredActor>
    personId: string | null
    text: string
    signature: string
    contactEmail: string
    cc: string[]
    nextUpdateBy: Date | null
    seenMessageId: string
    thenAct: JSONColumnType<ThenAct | null, string | null, string | null>
    askedAt: Date
    sendAt: Date
    state: Generated<'waiting' | 'stopped'>
    reason: string | null
  }
  'desk.comingFiles': {
    id: Generated<string>
    ticketId: string
    personId: string
    kind: 'reply' | 'note'
    fileName: string
    contentType: string
    sizeBytes: number
    mark: string
    begunAt: Date
    draftFileId: Generated<string | null>
  }
  'desk.comingParts': { comingId: string; fromByte: number; sizeBytes: number; fileId: string }
  'desk.draftFiles': {
    id: Generated<string>
    ticketId: string
    personId: string
    kind: 'reply' | 'note'
    /** Of a reply that waits to go out. */
    unsentId: string | null
    fileId: string
    fileName: string
    contentType: string
    sizeBytes: number
    addedAt: Date
    place: Generated<number>
  }
  'desk.drafts': { personId: string; ticketId: string; kind: 'reply' | 'note'; text: string; at: Date }
  /** What restoring brings back; null for what never was in the queue. */
  'desk.removals': { ticketId: string; before: JSONColumnType<object | null, string | null, never> }
  /** Made and read by `merging/merge-record.store.ts`. */
  'desk.merges': {
    id: Generated<string>
    fromId: string
    intoId: string
    at: Date
    before: JSONColumnType<object>
    tags: string[]
    people: Generated<string[]>
    number: Generated<number>
    followers: Generated<string[]>
    pages: Generated<string[]>
    drafts: Generated<string[]>
    undoneAt: Date | null
  }
  'desk.movedTickets': { mergeId: string; ticketId: string }
  /** Each time a ticket was resolved; `reopenedAt` is null where that was the end of it. */
  'desk.resolutions': {
    id: Generated<string>
    ticketId: string
    resolvedAt: Date
    resolvedBy: string | null
    reopenedAt: Date | null
  }
  'desk.participants': {
    id: Generated<string>
    ticketId: string
    address: string
    name: string
    addedAt: Date
    messageId: string | null
    addedBy: string | null
    removedAt: Date | null
    removedBy: string | null
  }
  /** Where tickets come from that were resolved elsewhere. */
  'desk.importedTickets': { reference: string; ticketId: string }
  'desk.attachments': {
    id: Generated<string>
    /** Of a message or of a note. */
    messageId: string | null
    noteId: Generated<string | null>
    fileId: string
    fileName: string
    contentType: string
    sizeBytes: number
    isDamaged: boolean
    contentId: string | null
    /** For the search: somebody looked what stands in it. */
    isRead: Generated<boolean>
    /** How often it could not be had. */
    readTries: Generated<number>
  }
  'desk.attachmentTexts': { attachmentId: string; text: string }
  'desk.notes': {
    id: Generated<string>
    ticketId: string
    at: Date
    /** null where no person wrote it; the name is null, too, where the server did. */
    personId: string | null
    authorName: string | null
    /** Of somebody outside who was asked. */
    authorAddress: Generated<string | null>
    text: string
    place: Generated<number>
  }
  'desk.mentions': {
    noteId: string
    personId: string
    /** The team that was mentioned; null: the person by name. */
    teamId: string | null
    ticketId: string
    at: Date
    seenAt: Date | null
    mailedAt: Date | null
  }
  'desk.changes': {
    id: Generated<string>
    ticketId: string
    at: Date
    who: string
    what: string
    place: Generated<number>
  }
  'desk.handOffs': {
    id: Generated<string>
    ticketId: string
    round: number
    state: 'asked' | 'acknowledged' | 'asked-back' | 'answered' | 'declined' | 'withdrawn' | 'passed-on' | 'returned'
    outcome: 'answered' | 'declined' | 'withdrawn' | 'passed-on' | null
    question: string
    evidenceLinks: JSONColumnType<{ label: string; url: string }[]>
    mayReplyToCustomer: boolean
    isPrivate: Generated<boolean>
    isUrgent: Generated<boolean>
    askedBy: string
    /** The program that asked for them. */
    askedThrough: string | null
    askedTeamId: string
    /** Of whom in the team it is asked; anybody in it may answer. */
    askedPersonId: string | null
    /** The hand-off that was passed on and goes on as this one. */
    passedOnFromId: string | null
    askedAt: Date
    acknowledgedBy: string | null
    acknowledgedAt: Date | null
    endedBy: string | null
    endedAt: Date | null
    answer: string | null
    answeredToCustomer: Generated<boolean>
    returnedTo: string | null
    /** What the team still does after its answer, whatever becomes of the ticket. */
    todo: string | null
    todoDoneBy: string | null
    todoDoneAt: Date | null
    /** The nearest due time of its own running clocks. */
    nextDueAt: Date | null
    place: Generated<number>
    /** These are derived by `figures/fact.store.ts`. */
    leftAt: Generated<Date | null>
    wasLate: ColumnType<boolean | null, never, never>
    wasSeenLate: ColumnType<boolean | null, never, never>
    wasAskedBack: ColumnType<boolean, never, never>
    heldSeconds: ColumnType<number | null, never, never>
  }
  'desk.handOffWords': {
    id: Generated<string>
    handOffId: string
    at: Date
    kind: 'asked-back' | 'replied' | 'team-note' | 'afterwards'
    personId: string
    text: string
    /** Among what was said at the same instant. */
    place: Generated<number>
  }
  'desk.handOffNotices': { id: Generated<string>; handOffId: string; personId: string; at: Date }
  'desk.teamTargets': {
    teamId: string
    version: number
    calendarId: string
    acknowledgeMinutes: number
    answerMinutes: number
    urgentAcknowledgeMinutes: number
    urgentAnswerMinutes: number
    pagesWhenLate: 'nobody' | 'low' | 'high'
    madeAt: Date
    madeBy: string
  }
  /** What the triggers of `desk.tickets` keep. */
  'desk.ticketCounts': {
    state: string
    waitingOn: string
    isTeamAsked: boolean
    ownerId: string | null
    isDocumented: boolean
    isSnoozed: boolean
    count: number
  }
  'desk.clocks': {
    id: Generated<string>
    ticketId: string
    handOffId: string | null
    name: 'first-response' | 'next-response' | 'resolution' | 'promise' | 'acknowledge' | 'answer'
    /** Of a promise that the end of an incident keeps. */
    incidentId: string | null
    startedAt: Date
    /** Derived by `clock.rules.ts` from what follows; `refresh-clock.ts` and `targets/recount-clocks.ts` alone change it. */
    dueAt: ColumnType<Date | null, Date | null, never>
    stoppedAt: Date | null
    breachedAt: Date | null
    /** The target in working time, or all null for an instant that somebody promised. */
    policyVersion: number | null
    calendarVersionId: string | null
    targetMinutes: number | null
    countedFrom: Date | null
    promisedAt: Date | null
    pauses: ColumnType<StoredPause[], string | undefined, string>
  }
  'desk.calendars': { id: Generated<string>; name: string; isBuiltIn: Generated<boolean> }
  /** What was made once is never changed; null where it came with Bellwether. */
  'desk.calendarVersions': {
    id: Generated<string>
    calendarId: string
    version: number
    calendar: JSONColumnType<Calendar>
    madeAt: Date | null
    madeBy: string | null
  }
  'desk.responsePolicies': { version: number; madeAt: Date | null; madeBy: string | null }
  'desk.responseTargets': {
    policyVersion: number
    plan: Plan
    isUrgent: boolean
    firstMinutes: number
    nextMinutes: number
    /** null: nobody promises by when it ends. */
    resolutionMinutes: number | null
    calendarId: string
  }
  'desk.form': { isOnly: boolean; isOpen: boolean }
  'desk.afterCare': {
    isOnly: boolean
    quiet: ColumnType<AfterCare['quiet'], string | null, string | null>
    satisfaction: ColumnType<AfterCare['satisfaction'], string | null, string | null>
  }
  /** Teams of which customers are told that they work on their ticket. */
  'desk.shownTeams': { teamId: string; shownSince: Date }
  'desk.customerAsks': {
    id: Generated<string>
    ticketId: string
    kind: 'receipt' | 'quiet' | 'satisfaction'
    address: string
    at: Date
  }
  'desk.customerAnswers': {
    id: Generated<string>
    askId: string
    at: Date
    place: Generated<number>
    answer: CustomerAnswer
    comment: string
  }
  /** A calendar that was changed for clocks that run as well, and how far that has come. */
  'desk.recounts': {
    id: Generated<string>
    calendarId: string
    calendarVersionId: string
    askedAt: Date
    askedBy: string
    total: number
    done: Generated<number>
    finishedAt: Date | null
  }
}

/** A pause of a clock; `until` is null while it lasts. */
export interface StoredPause {
  readonly from: string
  readonly until: string | null
}

export const deskDb = (ctx: Context) => ctx.db.withTables<DeskTables>()
