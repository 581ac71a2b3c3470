/**
 * Wakes the right people about anything. A page is durable when `pageTeam` returns, goes to everyone whom
 * a rota of the team has on call, widens to the whole team when nobody acknowledges it, and is never dropped: where nobody
 * is on call the team is paged, where the team is empty the administrators are.
 */
export { acknowledgePageByLink, acknowledgePagesAbout, getPageByLink } from './acknowledge-page.ts'
export { endPagesAbout } from './end-pages.ts'
export { erasePagesAbout } from './erase-pages.ts'
export { endRotas } from './end-rotas.ts'
export { movePagesAbout, movePagesBack } from './move-pages.ts'
export { forgetContactMethods } from './contact-methods.ts'
export { sendWebhookJob } from './send-webhook.ts'
export { leaveRotas } from './leave-rotas.ts'
export { countRotas, getOnCall } from './list-rotas.ts'
export { getPagingTests } from './test-page.ts'
export { offCallFor, onCallFor } from './on-call.ts'
export { pageTeam } from './page-team.ts'
export { pageLink, pageLinkKind } from './page-link.ts'
export { pageLinkPerson } from './present-page.ts'
export { pageAcknowledged } from './pager.events.ts'
export { widenPages } from './widen-pages.ts'
