import type { Context } from '../platform/context.ts'
import type { Page } from '../platform/database/page-by-key.ts'
import { getTeam } from '../people/people.ts'
import { allow } from '../platform/permissions.ts'
import { countOpenPagesAbout, findPages, type WhichPages } from './pager.store.ts'
import { getPageRow, presentPage, presentPages } from './present-page.ts'

/** Pages, those that nobody answered first, then the newest. */
export async function listPages(
  ctx: Context,
  { team, ...asked }: Page & Omit<WhichPages, 'teamId'> & { team?: string | undefined },
) {
  allow(ctx, 'pager.read')
  const teamId = team === undefined ? undefined : (await getTeam(ctx, team)).id
  const page = await findPages(ctx, { ...asked, teamId })
  return { ...page, items: await presentPages(ctx, page.items) }
}

/** One page with everyone who was notified. */
export async function getPage(ctx: Context, id: string) {
  allow(ctx, 'pager.read')
  return presentPage(ctx, await getPageRow(ctx, id))
}

/** How many pages about this have not ended. */
export async function countPagesAbout(ctx: Context, about: { module: string; id: string }): Promise<number> {
  allow(ctx, 'pager.read')
  return countOpenPagesAbout(ctx, about)
}
