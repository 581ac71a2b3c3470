import type { ColumnType, Generated, JSONColumnType } from 'kysely'
import type { Context } from '../platform/context.ts'
import type { NotificationRule } from '@bellwether/contract/pager-methods.ts'
import type { MethodKind, PageUrgency } from '@bellwether/contract/pager-pages.ts'
import type { RoomKind } from '@bellwether/contract/pager-rooms.ts'
import type { Language } from '@bellwether/contract/people.ts'
import type { SwapState } from '@bellwether/contract/pager-swaps.ts'
import type { ToldDeploy } from './changes/deploy-of-change.rules.ts'
import type { Severity } from './alerts/alert-event.ts'
import type { Window } from './hours.rules.ts'
import type { WrittenMapping } from './mapping/mapping.rules.ts'
import type { Step } from './policy.rules.ts'
import type { KeptRule } from './routing/routing.rules.ts'
import type { TurnRule } from './turn.rules.ts'

/** Why an alert pages nobody, or not yet. */
type Kept = 'quiet' | 'maintenance' | 'paused'

export type PagerTables = {
  'pager.rotas': {
    id: Generated<string>
    teamId: string
    name: string
    /** What its people are on for. */
    work: string
    removedAt: Date | null
  }
  'pager.works': {
    slug: string
    name: string
    watchesCustomers: boolean
    position: Generated<number>
  }
  'pager.rotaVersions': {
    id: Generated<string>
    rotaId: string
    layerId: string
    layerName: string
    rank: number
    beginsAt: Date
    savedAt: Date
    holder: string | null
    heldUntil: Date | null
    timeZone: string
    every: number
    unit: TurnRule['unit']
    handOverTime: string
    startsOn: string
    counts: TurnRule['counts']
    hours: JSONColumnType<Window[]>
    /** As somebody wrote it. */
    people: string[]
    /** By which turns are computed. */
    firstTurn: number
    turnOrder: string[]
  }
  'pager.overrides': {
    id: Generated<string>
    rotaId: string
    startsAt: Date
    endsAt: Date
    personId: string | null
    note: string
    madeAt: Date
    madeBy: string | null
  }
  'pager.swaps': {
    id: Generated<string>
    rotaId: string
    /** Whose shift it is. */
    personId: string
    startsAt: Date
    endsAt: Date
    /** null: whoever is on the rota or on its team may take it. */
    toId: string | null
    returnStartsAt: Date | null
    returnEndsAt: Date | null
    note: string
    state: ColumnType<SwapState, SwapState | undefined>
    askedAt: Date
    askedBy: string | null
    /** When the first of both shifts begins: nobody takes it any more. */
    dueAt: Date
    endedAt: ColumnType<Date | null, Date | null | undefined>
    takenBy: ColumnType<string | null, string | null | undefined>
  }
  'pager.leave': {
    id: Generated<string>
    personId: string
    /** YYYY-MM-DD, both whole days on the wall of the person. */
    firstOn: string
    lastOn: string
    note: string
    madeAt: Date
    madeBy: string | null
  }
  'pager.handOverNotes': {
    id: Generated<string>
    rotaId: string
    /** Empty: there was nothing to hand over. */
    text: string
    version: Generated<number>
    writtenBy: string | null
    writtenAt: Date
    /** When it was mailed last, and to whom it was; to nobody since it was changed. */
    toldAt: Date | null
    toldIds: Generated<string[]>
    /** null: nobody has taken it over, and it is written on. */
    takenBy: string | null
    takenAt: Date | null
  }
  'pager.closingRollOuts': { closesAt: Date; deployId: string; toldAt: Date }
  'pager.deployRules': {
    /** Empty: of all services. */
    service: string
    hours: number
    watchedHours: number
    refuses: boolean
  }
  'pager.deployOverrides': {
    id: Generated<string>
    service: string
    byName: string
    reason: string
    madeAt: Date
    until: Date
  }
  'pager.alertSources': {
    id: Generated<string>
    teamId: string
    name: string
    keyHash: Buffer
    addedAt: Date
    removedAt: Date | null
    lastEventAt: Date | null
    routing: ColumnType<KeptRule[], string | undefined, string>
    mapping: ColumnType<WrittenMapping | null, string | null | undefined, string | null>
    pausedAt: ColumnType<Date | null, Date | null | undefined>
    pausedBy: ColumnType<string | null, string | null | undefined>
    /** The key before this one, and until when it works. */
    oldKeyHash: ColumnType<Buffer | null, Buffer | null | undefined>
    oldKeyUntil: ColumnType<Date | null, Date | null | undefined>
    oldKeyUsedAt: ColumnType<Date | null, Date | null | undefined>
    /** How often its address for mail was another one. */
    mailTurn: Generated<number>
  }
  'pager.alerts': {
    id: Generated<string>
    sourceId: string
    keyHash: Buffer
    keyShown: string
    title: string
    severity: Severity
    state: Generated<'open' | 'acknowledged' | 'resolved'>
    count: Generated<number>
    firstAt: Date
    lastAt: Date
    pageId: string | null
    body: string
    endedAt: ColumnType<Date | null, Date | null | undefined>
    /** When it was put on its page. */
    pagedAt: ColumnType<Date | null, Date | null | undefined>
    /** Why it pages nobody. */
    /** What was sent last. */
    payload: ColumnType<string | null, string | null | undefined>
    kept: ColumnType<Kept | null, Kept | null | undefined>
    /** Of what is held: the team that it would page. */
    heldFor: ColumnType<string | null, string | null | undefined>
  }
  'pager.maintenance': {
    id: Generated<string>
    teamId: string
    /** null: whatever would page the team. */
    sourceId: string | null
    startsAt: Date
    endsAt: Date
    note: string
    madeAt: Date
    madeBy: string | null
    /** When somebody ended it before its time. */
    endedAt: ColumnType<Date | null, Date | null | undefined>
    endedBy: ColumnType<string | null, string | null | undefined>
  }
  'pager.shiftFeeds': {
    id: Generated<string>
    personId: string
    /** null: the shifts of this person, on every rota. */
    teamId: string | null
    tokenHash: Buffer
    madeAt: Date
    readAt: Date | null
  }
  'pager.changes': {
    id: Generated<string>
    sourceId: string
    summary: string
    /** Which system says so, by its own word. */
    origin: string | null
    details: string
    /** Where it tells of one. */
    deploy: ColumnType<ToldDeploy | null, string | null, never>
    happenedAt: Date
    receivedAt: Date
  }
  'pager.heartbeats': {
    id: Generated<string>
    teamId: string
    name: string
    keyHash: Buffer
    /** Its name within an address, below the ping key of its team. */
    slug: string
    /** null of one that is expected by a cron expression. */
    periodSeconds: number | null
    cron: string | null
    timeZone: string | null
    graceSeconds: number
    addedAt: Date
    removedAt: Date | null
    state: Generated<'new' | 'up' | 'down'>
    lastPingAt: Date | null
    startedAt: Date | null
    /** When it is missed unless it is heard of. */
    dueAt: Date | null
    lastText: Generated<string>
    /** Opened since it is down, maybe together with others. */
    pageId: string | null
    /** From when on it was expected again after a pause. */
    resumedAt: ColumnType<Date | null, Date | null | undefined>
    pausedAt: ColumnType<Date | null, Date | null | undefined>
    pausedBy: ColumnType<string | null, string | null | undefined>
    /** The key before this one, and until when it works. */
    oldKeyHash: ColumnType<Buffer | null, Buffer | null | undefined>
    oldKeyUntil: ColumnType<Date | null, Date | null | undefined>
    oldKeyUsedAt: ColumnType<Date | null, Date | null | undefined>
  }
  'pager.pingKeys': {
    teamId: string
    keyHash: Buffer
    madeAt: Date
  }
  'pager.heartbeatLooks': {
    onlyOne: Generated<boolean>
    /** In real time. */
    lookedAt: Date
    /** By the clock of the installation. */
    clockAt: Date | null
  }
  'pager.contactMethods': {
    id: Generated<string>
    personId: string
    kind: MethodKind
    /** null of mail, which goes to the address with which the person signs in. */
    address: string | null
    /** What signs or opens what is sent there. */
    secret: string | null
    /** What its owner calls it. */
    label: string
    afterMinutes: number
    urgency: NotificationRule['urgency']
    /** Place in the order of notification. */
    position: number
    /** Set for a webhook that was replaced when there could be one: what was queued for it still goes there. */
    replacedAt: Date | null
  }
  'pager.rooms': {
    id: Generated<string>
    teamId: string
    kind: RoomKind
    /** Of a webhook a secret, like the key of a channel. */
    address: string
    key: string | null
    mayPage: boolean
    language: Language
    addedAt: Date
    saidAt: ColumnType<Date | null, Date | null | undefined>
    lastError: ColumnType<string | null, string | null | undefined>
    lastErrorAt: ColumnType<Date | null, Date | null | undefined>
    failures: Generated<number>
    /** In real time, as the others below: nobody else speaks there before. */
    freeAt: ColumnType<Date | null, Date | null | undefined>
    /** Somebody looks again then. */
    lookAt: ColumnType<Date | null, Date | null | undefined>
    /** Lines since `spokenFrom`. */
    spoken: Generated<number>
    spokenFrom: ColumnType<Date | null, Date | null | undefined>
  }
  'pager.roomWords': {
    place: Generated<string>
    roomId: string
    pageId: string
    kind: 'opened' | 'acknowledged' | 'exhausted' | 'ended'
    personId: string | null
  }
  'pager.quietHours': {
    personId: string
    timeZone: string
    fromTime: string
    untilTime: string
  }
  'pager.pages': {
    id: Generated<string>
    /** null: a test, which is of one person alone. */
    teamId: string | null
    title: string
    body: string
    aboutModule: string
    aboutId: string
    aboutPath: string
    state: Generated<'open' | 'acknowledged' | 'resolved'>
    urgency: ColumnType<PageUrgency, PageUrgency | undefined, PageUrgency>
    createdAt: Date
    acknowledgedAt: ColumnType<Date | null, Date | null | undefined>
    acknowledgedBy: ColumnType<string | null, string | null | undefined>
    /** When it begins anew unless it has ended; null where the policy has no such time. */
    acknowledgedUntil: ColumnType<Date | null, Date | null | undefined>
    /** The step of the policy that comes next, in which round, and when; null: none comes. */
    step: Generated<number>
    round: Generated<number>
    nextAt: ColumnType<Date | null, Date | null | undefined>
    /** Every step was tried and nobody answered. */
    exhaustedAt: ColumnType<Date | null, Date | null | undefined>
  }
  'pager.pageLooks': {
    onlyOne: Generated<boolean>
    /** By the clock of the installation. */
    lookedAt: Date
  }
  'pager.pageEntries': {
    id: Generated<string>
    pageId: string
    at: Date
    /** Of `step`: which of the policy. */
    step: ColumnType<number | null, number | null | undefined>
    kind:
      | 'opened'
      | 'step'
      | 'nobody'
      | 'exhausted'
      | 'acknowledged'
      | 'timed-out'
      | 'escalated'
      | 'reassigned'
      | 'note'
      | 'resolved'
      | 'raised'
      | 'snoozed'
      | 'merged'
      | 'took-in'
    personId: string | null
    text: string
  }
  'pager.policies': {
    teamId: string
    steps: JSONColumnType<Step[]>
    repeats: number
    againMinutes: number
    acknowledgementMinutes: number | null
  }
  'pager.notifications': {
    id: Generated<string>
    /** In the order in which they were made. */
    place: Generated<string>
    pageId: string
    personId: string
    kind: MethodKind
    /** What may be shown: a mail address, the host of a web address, the end of a number. */
    address: string
    /** null for mail, and for what was removed since. */
    methodId: string | null
    /** Place among the notifications of this person. */
    position: number
    /** How often the page went to them before. */
    round: number
    createdAt: Date
    attempts: Generated<number>
    /** Its time has not come; null: it has gone out. */
    waitsUntil: Date | null
    /** When it went out to its channel; null: it has not. */
    dispatchedAt: Date | null
    lastError: ColumnType<string | null, string | null | undefined>
    firstTriedAt: ColumnType<Date | null, Date | null | undefined>
    sentAt: ColumnType<Date | null, Date | null | undefined>
    /** Set when it will not be tried again. */
    failedAt: ColumnType<Date | null, Date | null | undefined>
    /** Somebody had answered before it could be sent. */
    unneededAt: ColumnType<Date | null, Date | null | undefined>
    /** Where the channel says so. */
    deliveredAt: ColumnType<Date | null, Date | null | undefined>
    /** Somebody looked at its link. */
    seenAt: ColumnType<Date | null, Date | null | undefined>
    /** Of IRC: by which it is found when somebody writes its code. */
    answerKey: ColumnType<Buffer | null, Buffer | null | undefined>
  }
}

export const pagerDb = (ctx: Context) => ctx.db.withTables<PagerTables>()
