import type { PageUrgency } from '@bellwether/contract/pager-pages.ts'
import { recordAudit } from '../platform/audit/record-audit.ts'
import { type Context, now } from '../platform/context.ts'
import { inTransaction } from '../platform/database/in-transaction.ts'
import { announce } from '../platform/events/announce.ts'
import { allow } from '../platform/permissions.ts'
import { insertPageEntry } from './page-entry.store.ts'
import { pageOpened } from './pager.events.ts'
import { insertPage } from './pager.store.ts'
import { tellRooms } from './rooms/tell-rooms.ts'
import { takeStep } from './take-step.ts'

export interface NewPage {
  readonly teamId: string
  /** One line that says what is wrong. */
  readonly title: string
  /** What the reader needs to start: claim, numbers, ask. */
  readonly body: string
  /** `high` where it is left out. */
  readonly urgency?: PageUrgency
  /** The thing that the page is about, and its screen. */
  readonly about: { readonly module: string; readonly id: string; readonly path: string }
}

/** Pages a team by the first step of its policy, in the caller's transaction. Returns the page's id. */
export async function pageTeam(ctx: Context, page: NewPage): Promise<string> {
  allow(ctx, 'desk.write')
  return inTransaction(ctx, async (ctx) => {
    const row = await insertPage(ctx, {
      teamId: page.teamId,
      title: page.title,
      body: page.body,
      urgency: page.urgency,
      aboutModule: page.about.module,
      aboutId: page.about.id,
      aboutPath: page.about.path,
      createdAt: now(ctx),
    })
    await insertPageEntry(ctx, { pageId: row.id, kind: 'opened' })
    await tellRooms(ctx, row, { kind: 'opened' })
    await takeStep(ctx, row, page.teamId)
    await recordAudit(ctx, { action: 'pager.page-team', about: { module: 'pager', id: row.id } })
    await announce(ctx, pageOpened, { pageId: row.id, aboutModule: page.about.module, aboutId: page.about.id })
    return row.id
  })
}
