import * as contract from '@bellwether/contract/pager.ts'
import { handle, type HandledRoute } from '../platform/http/handle.ts'
import { acknowledgePage, acknowledgePageByLink, getPageByLink } from './acknowledge-page.ts'
import { getPage, listPages } from './list-pages.ts'
import { presentPage } from './present-page.ts'
import { setContactMethods } from './contact-methods.ts'
import { listRotas } from './list-rotas.ts'
import { saveRota } from './save-rota.ts'

export const pagerRoutes: HandledRoute[] = [
  handle(contract.listPages, ({ ctx, query }) => listPages(ctx, query)),
  handle(contract.getPage, ({ ctx, params }) => getPage(ctx, params.id)),
  handle(contract.acknowledgePage, async ({ ctx, params }) => presentPage(ctx, await acknowledgePage(ctx, params.id))),
  handle(contract.acknowledgePageByLink, async ({ ctx, params }) =>
    presentPage(ctx, await acknowledgePageByLink(ctx, params.token)),
  ),
  handle(contract.getPageByLink, async ({ ctx, params }) => presentPage(ctx, await getPageByLink(ctx, params.token))),
  handle(contract.listRotas, async ({ ctx }) => ({ items: await listRotas(ctx) })),
  handle(contract.saveRota, ({ ctx, params, body }) => saveRota(ctx, params.team, body)),
  handle(contract.setContactMethods, ({ ctx, params, body }) => setContactMethods(ctx, params.id, body.webhookUrl)),
]
