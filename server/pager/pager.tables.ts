import type { Generated } from 'kysely'
import type { Context } from '../platform/context.ts'

export type PagerTables = {
  'pager.rotas': {
    id: Generated<string>
    teamId: string
    name: string
    /** What its people are called for. */
    work: 'paging'
    removedAt: Date | null
  }
  'pager.rotaVersions': {
    id: Generated<string>
    rotaId: string
    beginsAt: Date
    savedAt: Date
    holder: string | null
    heldUntil: Date | null
    timeZone: string
    turn: 'daily' | 'weekly'
    handOverTime: string
    /** First day and order of people as somebody wrote them. */
    startsOn: string
    people: string[]
    /** First day and order by which turns are computed. */
    turnsStartOn: string
    turnOrder: string[]
  }
  'pager.contactMethods': {
    id: Generated<string>
    personId: string
    kind: 'mail' | 'webhook'
    /** Of a webhook alone: mail goes to the address with which the person signs in. */
    address: string | null
    secret: string | null
    /** Place in the order of notification. */
    position: number
    /** Set for a webhook that was replaced when there could be one: what was queued for it still goes there. */
    replacedAt: Date | null
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
    createdAt: Date
    widenedAt: Date | null
    acknowledgedAt: Date | null
    acknowledgedBy: string | null
  }
  'pager.notifications': {
    id: Generated<string>
    pageId: string
    personId: string
    kind: 'mail' | 'webhook'
    /** What may be shown: a mail address, or the host of a webhook. */
    address: string
    /** null for mail, and for a webhook that was removed since. */
    methodId: string | null
    /** Place among the notifications of this person. */
    position: number
    createdAt: Date
    attempts: Generated<number>
    lastError: string | null
    firstTriedAt: Date | null
    sentAt: Date | null
    /** Set when it will not be tried again. */
    failedAt: Date | null
  }
}

export const pagerDb = (ctx: Context) => ctx.db.withTables<PagerTables>()
