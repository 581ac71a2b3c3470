import * as contract from '@bellwether/contract/pager.ts'
import { handle, type HandledRoute } from '../platform/http/handle.ts'
import { acknowledgePage, acknowledgePageByLink, getPageByLink } from './acknowledge-page.ts'
import { getPage, listPages } from './list-pages.ts'
import { presentPage } from './present-page.ts'
import * as contactMethods from './contact-methods.ts'
import { listRotas } from './list-rotas.ts'
import { sendTestPage } from './test-page.ts'
import { addRota, changeRota, removeRota } from './change-rotas.ts'

export const pagerRoutes: HandledRoute[] = [
  handle(contract.listPages, ({ ctx, query }) => listPages(ctx, query)),
  handle(contract.getPage, ({ ctx, params }) => getPage(ctx, params.id)),
  handle(contract.acknowledgePage, async ({ ctx, params }) => presentPage(ctx, await acknowledgePage(ctx, params.id))),
  handle(contract.acknowledgePageByLink, async ({ ctx, params }) =>
    presentPage(ctx, await acknowledgePageByLink(ctx, params.token)),
  ),
  handle(contract.getPageByLink, async ({ ctx, params }) => presentPage(ctx, await getPageByLink(ctx, params.token))),
  handle(contract.listRotas, ({ ctx, query }) => listRotas(ctx, query)),
  handle(contract.addRota, ({ ctx, body }) => addRota(ctx, body)),
  handle(contract.changeRota, ({ ctx, params, body }) => changeRota(ctx, params.id, body)),
  handle(contract.removeRota, ({ ctx, params }) => removeRota(ctx, params.id)),
  handle(contract.listContactMethods, ({ ctx, params }) => contactMethods.listContactMethods(ctx, params.id)),
  handle(contract.addContactMethod, ({ ctx, params, body }) => contactMethods.addContactMethod(ctx, params.id, body)),
  handle(contract.orderContactMethods, ({ ctx, params, body }) =>
    contactMethods.orderContactMethods(ctx, params.id, body.order),
  ),
  handle(contract.sendTestPage, async ({ ctx, params }) => presentPage(ctx, await sendTestPage(ctx, params.id))),
  handle(contract.removeContactMethod, ({ ctx, params }) =>
    contactMethods.removeContactMethod(ctx, params.id, params.method),
  ),
]
