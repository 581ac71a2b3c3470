import { randomUUID } from 'node:crypto'
import type { PageUrgency } from '@bellwether/contract/pager-pages.ts'
import { actorId, recordAudit } from '../platform/audit/record-audit.ts'
import type { Context } from '../platform/context.ts'
import { inTransaction } from '../platform/database/in-transaction.ts'
import { getTeam } from '../people/people.ts'
import { allow, asPart } from '../platform/permissions.ts'
import { pageTeam } from './page-team.ts'
import type { PageRow } from './pager.store.ts'
import { getPageRow } from './present-page.ts'

/** Nobody has to wake people more often than this by hand; a program that does has a source of alerts. */
const byHand = { max: 20, windowSeconds: 10 * 60 }

interface Written {
  readonly team: string
  readonly title: string
  readonly body: string
  readonly urgency: PageUrgency
}

/** Pages a team by hand, about nothing but what it says. */
export async function openPage(ctx: Context, { team: slug, ...words }: Written): Promise<PageRow> {
  allow(ctx, 'pager.acknowledge')
  const team = await getTeam(ctx, slug)
  await ctx.attempts.limit({ key: `page-by-hand:${actorId(ctx.actor) ?? ''}`, ...byHand })
  return inTransaction(ctx, async (ctx) => {
    const about = { module: 'pager', id: randomUUID(), path: '/on-call' }
    const id = await pageTeam(asPart(ctx), { teamId: team.id, ...words, about })
    await recordAudit(ctx, { action: 'pager.open-page', about: { module: 'pager', id } })
    return getPageRow(ctx, id)
  })
}
