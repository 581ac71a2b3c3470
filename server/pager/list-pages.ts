import type { Context } from '../platform/context.ts'
import { type Page, readCursor, toPage } from '../platform/database/page-after.ts'
import { allow } from '../platform/permissions.ts'
import { findPages, type PageRow } from './pager.store.ts'
import { getPageRow, presentPage, presentPages } from './present-page.ts'

/** Pages, newest first. */
export async function listPages(ctx: Context, asked: Page & { state?: PageRow['state'] | undefined }) {
  allow(ctx, 'pager.read')
  const { state, limit } = asked
  const rows = await findPages(ctx, { state, after: readCursor(asked.cursor), limit: limit + 1 })
  const page = toPage(rows, limit, (row) => row.createdAt)
  return { ...page, items: await presentPages(ctx, page.items) }
}

/** One page with everyone who was notified. */
export async function getPage(ctx: Context, id: string) {
  allow(ctx, 'pager.read')
  return presentPage(ctx, await getPageRow(ctx, id))
}
