import { recordAudit } from '../platform/audit/record-audit.ts'
import type { Context } from '../platform/context.ts'
import { announce } from '../platform/events/announce.ts'
import { followPage } from './alerts/follow-page.ts'
import { insertPageEntry } from './page-entry.store.ts'
import { pageEnded } from './pager.events.ts'
import { markResolved, type PageRow } from './pager.store.ts'
import { tellRooms } from './rooms/tell-rooms.ts'

/** How the end of a page stands among what happened to it. */
interface Ending {
  readonly kind: 'resolved' | 'merged'
  readonly text?: string
}

/** For verbs: ends a page in the caller's transaction, by somebody or because what it is about is over; again changes nothing. */
export async function endPage(
  ctx: Context,
  page: PageRow,
  by: string | null,
  ending: Ending = { kind: 'resolved' },
): Promise<void> {
  if (!(await markResolved(ctx, page.id))) return
  await followPage(ctx, page.id, 'resolved')
  await insertPageEntry(ctx, { pageId: page.id, personId: by, ...ending })
  await tellRooms(ctx, page, { kind: 'ended', personId: by })
  await recordAudit(ctx, {
    action: 'pager.end-page',
    about: { module: 'pager', id: page.id },
    ...(by === null ? {} : { detail: { personId: by } }),
  })
  await announce(ctx, pageEnded, { pageId: page.id, aboutModule: page.aboutModule, aboutId: page.aboutId })
}
