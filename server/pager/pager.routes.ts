import * as contract from '@bellwether/contract/pager.ts'
import type { Context } from '../platform/context.ts'
import { readCursor, toPage } from '../platform/database/page-after.ts'
import { handle, type HandledRoute } from '../platform/http/handle.ts'
import { allow } from '../platform/permissions.ts'
import { acknowledgePage, acknowledgePageByLink, getPageByLink } from './acknowledge-page.ts'
import { findPages, type PageRow } from './pager.store.ts'
import { getPageRow, presentPages } from './present-page.ts'
import { listRotas, saveRota, setContactMethods } from './rotas.ts'

async function present(ctx: Context, row: PageRow) {
  const [page] = await presentPages(ctx, [row])
  if (!page) throw new Error('a page was presented as nothing')
  return page
}

export const pagerRoutes: HandledRoute[] = [
  handle(contract.listPages, async ({ ctx, query }) => {
    allow(ctx, 'pager.read')
    const rows = await findPages(ctx, { state: query.state, after: readCursor(query.cursor), limit: query.limit + 1 })
    const { items, nextCursor } = toPage(
      rows,
      query.limit,
      (row) => row.createdAt,
      (row) => row,
    )
    return { items: await presentPages(ctx, items), nextCursor }
  }),
  handle(contract.getPage, async ({ ctx, params }) => {
    allow(ctx, 'pager.read')
    return present(ctx, await getPageRow(ctx, params.id))
  }),
  handle(contract.acknowledgePage, async ({ ctx, params }) => present(ctx, await acknowledgePage(ctx, params.id))),
  handle(contract.acknowledgePageByLink, async ({ ctx, params }) =>
    present(ctx, await acknowledgePageByLink(ctx, params.token)),
  ),
  handle(contract.getPageByLink, async ({ ctx, params }) => present(ctx, await getPageByLink(ctx, params.token))),
  handle(contract.listRotas, async ({ ctx }) => ({ items: await listRotas(ctx) })),
  handle(contract.saveRota, ({ ctx, params, body }) => saveRota(ctx, params.team, body)),
  handle(contract.setContactMethods, ({ ctx, params, body }) => setContactMethods(ctx, params.id, body.webhookUrl)),
]
