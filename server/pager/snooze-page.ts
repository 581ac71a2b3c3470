import { conflict, forbidden } from '@bellwether/contract/problem.ts'
import { said } from '@bellwether/contract/said.ts'
import { recordAudit } from '../platform/audit/record-audit.ts'
import { type Context, now } from '../platform/context.ts'
import { inTransaction } from '../platform/database/in-transaction.ts'
import { announce } from '../platform/events/announce.ts'
import { allow } from '../platform/permissions.ts'
import { Problem } from '../platform/problem.ts'
import { followPage } from './alerts/follow-page.ts'
import { insertPageEntry } from './page-entry.store.ts'
import { pageAcknowledged } from './pager.events.ts'
import { lockPage, type PageRow, updatePlace } from './pager.store.ts'
import { tellRooms } from './rooms/tell-rooms.ts'
import { getPageRow } from './present-page.ts'

/** Acknowledges a page for some minutes, whoever had it: then it rings again, unless it has ended. */
export async function snoozePage(ctx: Context, pageId: string, { minutes }: { minutes: number }): Promise<PageRow> {
  allow(ctx, 'pager.acknowledge')
  const { actor } = ctx
  if (actor.kind !== 'person') throw new Problem(forbidden, said`Only a person can be awake.`)
  const { personId } = actor
  return inTransaction(ctx, async (ctx) => {
    await getPageRow(ctx, pageId)
    const page = await lockPage(ctx, pageId)
    if (!page || page.state === 'resolved' || page.teamId === null)
      throw new Problem(conflict, said`It has ended, or is a test: there is nothing to put off.`)
    await updatePlace(ctx, pageId, {
      state: 'acknowledged',
      acknowledgedAt: now(ctx),
      acknowledgedBy: personId,
      acknowledgedUntil: new Date(now(ctx).getTime() + minutes * 60_000),
    })
    await followPage(ctx, pageId, 'acknowledged')
    if (page.state === 'open') {
      await insertPageEntry(ctx, { pageId, kind: 'acknowledged', personId })
      await tellRooms(ctx, page, { kind: 'acknowledged', personId })
      const { aboutModule, aboutId } = page
      await announce(ctx, pageAcknowledged, { pageId, aboutModule, aboutId, personId })
    }
    await insertPageEntry(ctx, { pageId, kind: 'snoozed', personId, text: String(minutes) })
    await recordAudit(ctx, {
      action: 'pager.snooze-page',
      about: { module: 'pager', id: pageId },
      detail: { personId, minutes },
    })
    return getPageRow(ctx, pageId)
  })
}
