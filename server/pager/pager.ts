/**
 * Wakes the right person about anything. A page is durable when `pageTeam` returns, goes to whoever is
 * on call, widens to the whole team when nobody acknowledges it, and is never dropped: where nobody
 * is on call the team is paged, where the team is empty the administrators are.
 */
export { acknowledgePage, acknowledgePageByLink, getPageByLink } from './acknowledge-page.ts'
export { pageTeam, type NewPage } from './page-team.ts'
export { getPageRow, pageLinkPerson, presentPages } from './present-page.ts'
export { pageAcknowledged, pageOpened } from './pager.events.ts'
export { widenPages } from './widen-pages.ts'
