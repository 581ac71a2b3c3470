/**
 * Wakes the right people about anything. A page is durable when `pageTeam` returns, goes to everyone whom
 * a rota of the team has on call, goes on by the team's policy while nobody acknowledges it, and is never dropped: where
 * a step reaches nobody the next is taken at once, and after the last the administrators are paged, again and again.
 */
export { acknowledgePageByLink, acknowledgePagesAbout, getPageByLink } from './acknowledge-page.ts'
export { endPagesAbout } from './end-pages.ts'
export { escalatePages } from './escalate-pages.ts'
export { erasePagesAbout } from './erase-pages.ts'
export { endRotas } from './end-rotas.ts'
export { movePagesAbout, movePagesBack } from './move-pages.ts'
export { forgetContactMethods } from './methods/contact-methods.ts'
export { openPageChannels } from './channels/page-channels.ts'
export { sendNotificationJob } from './channels/send-notification.ts'
export { serveCarrier } from './channels/serve-carrier.ts'
export { leaveRotas } from './leave-rotas.ts'
export { countRotas, getOnCall } from './list-rotas.ts'
export { getPagingTests } from './test-page.ts'
export { offCallFor, onCallFor } from './on-call.ts'
export { provePager } from './prove-pager.ts'
export { serveAlerts } from './alerts/serve-alerts.ts'
export { forgetChanges } from './changes/changes.ts'
export { missHeartbeats } from './heartbeats/miss-heartbeats.ts'
export { servePings } from './heartbeats/serve-pings.ts'
export { serveShiftFeeds } from './feeds/serve-feeds.ts'
export { pageTeam } from './page-team.ts'
export { pageLink, pageLinkKind } from './page-link.ts'
export { pageLinkPerson } from './present-page.ts'
export { pageAcknowledged } from './pager.events.ts'
