import { forbidden } from '@bellwether/contract/problem.ts'
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
import { findOpenPagesAbout, markAcknowledged, type PageRow } from './pager.store.ts'
import { markSeen } from './notification.store.ts'
import { findPolicy } from './policy.store.ts'
import { tellRooms } from './rooms/tell-rooms.ts'
import { getPageRow, pageLinkPerson } from './present-page.ts'

/** Acknowledges as the person who is signed in; a page that is acknowledged already stays as it is. */
export async function acknowledgePage(ctx: Context, pageId: string): Promise<PageRow> {
  allow(ctx, 'pager.acknowledge')
  if (ctx.actor.kind !== 'person') throw new Problem(forbidden, said`Only a person can be awake.`)
  return acknowledgeAs(ctx, await getPageRow(ctx, pageId), ctx.actor.personId)
}

/**
 * Whoever takes on what a page is about has acknowledged it: nobody else is woken for it. A program may take
 * it on for somebody who is asleep, so the page goes on. Returns how many pages that were.
 */
export async function acknowledgePagesAbout(ctx: Context, about: { module: string; id: string }): Promise<number> {
  allow(ctx, 'pager.acknowledge')
  const { actor } = ctx
  if (actor.kind !== 'person') return 0
  const pages = await findOpenPagesAbout(ctx, about)
  for (const page of pages) await acknowledgeAs(ctx, page, actor.personId)
  return pages.length
}

/** Acknowledges by the link of a notification. Open to all: whoever holds the link was sent it. */
export async function acknowledgePageByLink(ctx: Context, token: string): Promise<PageRow> {
  const { page, personId } = await pageLinkPerson(ctx, token)
  return acknowledgeAs(ctx, page, personId)
}

/** Writes down that somebody looks at the page behind the link of a notification. Open to all: whoever holds the link was sent it. */
export async function seePageByLink(ctx: Context, token: string): Promise<{ seenAt: Date }> {
  const { notificationId } = await pageLinkPerson(ctx, token)
  return { seenAt: await markSeen(ctx, notificationId) }
}

/** What the link of a notification is about. Open to all: whoever holds the link was sent it. */
export async function getPageByLink(ctx: Context, token: string): Promise<PageRow> {
  return (await pageLinkPerson(ctx, token)).page
}

async function endOfAcknowledgement(ctx: Context, { teamId }: PageRow): Promise<Date | null> {
  const minutes = teamId === null ? null : (await findPolicy(ctx, teamId)).acknowledgementMinutes
  return minutes === null ? null : new Date(now(ctx).getTime() + minutes * 60_000)
}

async function acknowledgeAs(ctx: Context, page: PageRow, personId: string): Promise<PageRow> {
  return inTransaction(ctx, async (ctx) => {
    if (await markAcknowledged(ctx, page.id, { personId, until: await endOfAcknowledgement(ctx, page) })) {
      await followPage(ctx, page.id, 'acknowledged')
      await insertPageEntry(ctx, { pageId: page.id, kind: 'acknowledged', personId })
      await tellRooms(ctx, page, { kind: 'acknowledged', personId })
      await recordAudit(ctx, {
        action: 'pager.acknowledge-page',
        about: { module: 'pager', id: page.id },
        detail: { personId },
      })
      await announce(ctx, pageAcknowledged, {
        pageId: page.id,
        aboutModule: page.aboutModule,
        aboutId: page.aboutId,
        personId,
      })
    }
    return getPageRow(ctx, page.id)
  })
}
