import type { Generated } from 'kysely'
import type { Context } from '../platform/context.ts'

export type PagerTables = {
  'pager.rotas': {
    id: Generated<string>
    teamId: string
    timeZone: string
    turn: 'daily' | 'weekly'
    handOverTime: string
    startsOn: string
    people: string[]
  }
  'pager.webhooks': { personId: string; url: string; secret: string }
  'pager.pages': {
    id: Generated<string>
    teamId: string
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
    address: string
    createdAt: Date
    attempts: Generated<number>
    lastError: string | null
    firstTriedAt: Date | null
    sentAt: Date | null
  }
}

export const pagerDb = (ctx: Context) => ctx.db.withTables<PagerTables>()
