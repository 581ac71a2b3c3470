import * as contract from '@bellwether/contract/pager.ts'
import { handle, handleFile, type HandledRoute } from '../platform/http/handle.ts'
import { acknowledgePage, acknowledgePageByLink, getPageByLink, seePageByLink } from './acknowledge-page.ts'
import { getPage, listPages } from './list-pages.ts'
import { presentPage } from './present-page.ts'
import * as contactMethods from './methods/contact-methods.ts'
import { addOverrides, removeOverrides } from './change-overrides.ts'
import { endDeployOverride, listDeployOverrides } from './deploy-overrides.ts'
import { listDeployRules, setDeployRule } from './deploy-rules.ts'
import { getDeployWindow, overrideDeployWindow } from './deploy-window.ts'
import { forecastRota, previewRota } from './forecast-rota.ts'
import { getCover } from './get-cover.ts'
import {
  addPageNote,
  escalatePage,
  escalatePageByLink,
  reassignPage,
  resolvePage,
  addPageNoteByLink,
  listColleaguesByLink,
  reassignPageByLink,
  resolvePageByLink,
} from './change-page.ts'
import { mergePage } from './merge-pages.ts'
import { openPage } from './open-page.ts'
import { listPolicies, setPolicy } from './policies.ts'
import * as sources from './alerts/sources.ts'
import { addShiftFeed, listShiftFeeds, removeShiftFeed } from './feeds/feeds.ts'
import { listChanges } from './changes/changes.ts'
import { getHandOver, listOwnHandOvers, takeHandOver, writeHandOver } from './hand-overs/hand-overs.ts'
import { addLeave, listLeave, removeLeave } from './leave/leave.ts'
import { askForCover } from './swaps/ask-for-cover.ts'
import { declineSwap, withdrawSwap } from './swaps/end-swap.ts'
import { listSwaps } from './swaps/list-swaps.ts'
import { takeSwap } from './swaps/take-swap.ts'
import * as heartbeats from './heartbeats/heartbeats.ts'
import { listPingKeys, makePingKey, removePingKey } from './heartbeats/ping-keys.ts'
import { exportPagingReport } from './reports/export-paging-report.ts'
import { getPagingReport } from './reports/paging-report.ts'
import { getMapping, setMapping, tryMapping } from './mapping/mapping.ts'
import { addMaintenance, endMaintenance, listMaintenance } from './maintenance/maintenance.ts'
import { getRouting, setRouting, tryRouting } from './routing/routing.ts'
import { addRoom, changeRoom, listRooms, removeRoom } from './rooms/rooms.ts'
import { listRotas } from './list-rotas.ts'
import { listShifts } from './list-shifts.ts'
import { addWork, changeWork, listWorks } from './works.ts'
import { snoozePage } from './snooze-page.ts'
import { sendTestPage } from './test-page.ts'
import { addRota, changeRota, removeRota } from './change-rotas.ts'

const instant = (text: string | undefined): Date | undefined => (text === undefined ? undefined : new Date(text))

const dated = ({ startsAt, endsAt }: { startsAt: string; endsAt: string }) => ({
  startsAt: new Date(startsAt),
  endsAt: new Date(endsAt),
})

export const pagerRoutes: HandledRoute[] = [
  handle(contract.listPages, ({ ctx, query }) => listPages(ctx, query)),
  handle(contract.getPage, ({ ctx, params }) => getPage(ctx, params.id)),
  handle(contract.acknowledgePage, async ({ ctx, params }) => presentPage(ctx, await acknowledgePage(ctx, params.id))),
  handle(contract.acknowledgePageByLink, async ({ ctx, params }) =>
    presentPage(ctx, await acknowledgePageByLink(ctx, params.token)),
  ),
  handle(contract.getPageByLink, async ({ ctx, params }) => presentPage(ctx, await getPageByLink(ctx, params.token))),
  handle(contract.seePageByLink, ({ ctx, params }) => seePageByLink(ctx, params.token)),
  handle(contract.openPage, async ({ ctx, body }) => presentPage(ctx, await openPage(ctx, body))),
  handle(contract.addPageNoteByLink, async ({ ctx, params, body }) =>
    presentPage(ctx, await addPageNoteByLink(ctx, params.token, body)),
  ),
  handle(contract.listColleaguesByLink, ({ ctx, params }) => listColleaguesByLink(ctx, params.token)),
  handle(contract.reassignPageByLink, async ({ ctx, params, body }) =>
    presentPage(ctx, await reassignPageByLink(ctx, params.token, body)),
  ),
  handle(contract.escalatePageByLink, async ({ ctx, params }) =>
    presentPage(ctx, await escalatePageByLink(ctx, params.token)),
  ),
  handle(contract.resolvePageByLink, async ({ ctx, params }) =>
    presentPage(ctx, await resolvePageByLink(ctx, params.token)),
  ),
  handle(contract.escalatePage, async ({ ctx, params }) => presentPage(ctx, await escalatePage(ctx, params.id))),
  handle(contract.reassignPage, async ({ ctx, params, body }) =>
    presentPage(ctx, await reassignPage(ctx, params.id, body)),
  ),
  handle(contract.addPageNote, async ({ ctx, params, body }) =>
    presentPage(ctx, await addPageNote(ctx, params.id, body)),
  ),
  handle(contract.resolvePage, async ({ ctx, params }) => presentPage(ctx, await resolvePage(ctx, params.id))),
  handle(contract.snoozePage, async ({ ctx, params, body }) =>
    presentPage(ctx, await snoozePage(ctx, params.id, body)),
  ),
  handle(contract.mergePage, async ({ ctx, params, body }) => presentPage(ctx, await mergePage(ctx, params.id, body))),
  handle(contract.listPolicies, ({ ctx }) => listPolicies(ctx)),
  handle(contract.setPolicy, ({ ctx, params, body }) => setPolicy(ctx, params.team, body.policy)),
  handle(contract.listRotas, ({ ctx, query }) => listRotas(ctx, query)),
  handle(contract.addRota, ({ ctx, body }) => addRota(ctx, body)),
  handle(contract.changeRota, ({ ctx, params, body }) => changeRota(ctx, params.id, body)),
  handle(contract.removeRota, ({ ctx, params }) => removeRota(ctx, params.id)),
  handle(contract.forecastRota, ({ ctx, params }) => forecastRota(ctx, params.id)),
  handle(contract.previewRota, ({ ctx, body }) => previewRota(ctx, body)),
  handle(contract.listShifts, ({ ctx, params, query }) =>
    listShifts(ctx, params.id, { from: instant(query.from), to: instant(query.to) }),
  ),
  handle(contract.addOverrides, ({ ctx, params, body }) =>
    addOverrides(ctx, params.id, {
      ...body,
      spans: body.spans.map(dated),
    }),
  ),
  handle(contract.removeOverrides, ({ ctx, params, body }) => removeOverrides(ctx, params.id, body)),
  handle(contract.listSwaps, ({ ctx, query }) => listSwaps(ctx, query)),
  handle(contract.askForCover, ({ ctx, body: { inReturn, ...body } }) =>
    askForCover(ctx, { ...body, ...dated(body), inReturn: inReturn && dated(inReturn) }),
  ),
  handle(contract.takeSwap, ({ ctx, params, body }) => takeSwap(ctx, params.id, body)),
  handle(contract.declineSwap, ({ ctx, params }) => declineSwap(ctx, params.id)),
  handle(contract.withdrawSwap, ({ ctx, params }) => withdrawSwap(ctx, params.id)),
  handle(contract.getHandOver, ({ ctx, params }) => getHandOver(ctx, params.id)),
  handle(contract.writeHandOver, ({ ctx, params, body }) => writeHandOver(ctx, params.id, body)),
  handle(contract.takeHandOver, ({ ctx, params, body }) => takeHandOver(ctx, params.id, body)),
  handle(contract.listOwnHandOvers, ({ ctx }) => listOwnHandOvers(ctx)),
  handle(contract.listLeave, ({ ctx, query }) => listLeave(ctx, query)),
  handle(contract.addLeave, ({ ctx, body }) => addLeave(ctx, body)),
  handle(contract.removeLeave, ({ ctx, params }) => removeLeave(ctx, params.id)),
  handle(contract.listWorks, ({ ctx }) => listWorks(ctx)),
  handle(contract.addWork, ({ ctx, body }) => addWork(ctx, body)),
  handle(contract.changeWork, ({ ctx, params, body }) => changeWork(ctx, params.slug, body)),
  handle(contract.getCover, ({ ctx, query: { at, ...query } }) => getCover(ctx, { ...query, at: instant(at) })),
  handle(contract.getDeployWindow, ({ ctx, query }) => getDeployWindow(ctx, { ...query, at: instant(query.at) })),
  handle(contract.overrideDeployWindow, ({ ctx, body }) => overrideDeployWindow(ctx, body)),
  handle(contract.listDeployOverrides, ({ ctx }) => listDeployOverrides(ctx)),
  handle(contract.endDeployOverride, ({ ctx, params }) => endDeployOverride(ctx, params.id)),
  handle(contract.listDeployRules, ({ ctx }) => listDeployRules(ctx)),
  handle(contract.setDeployRule, ({ ctx, body }) => setDeployRule(ctx, body)),
  handle(contract.listAlertSources, ({ ctx }) => sources.listAlertSources(ctx)),
  handle(contract.addAlertSource, ({ ctx, body }) => sources.addAlertSource(ctx, body)),
  handle(contract.changeAlertSource, ({ ctx, params, body }) => sources.changeAlertSource(ctx, params.id, body)),
  handle(contract.pauseAlertSource, ({ ctx, params, body }) => sources.pauseAlertSource(ctx, params.id, body)),
  handle(contract.renewAlertSourceKey, ({ ctx, params, body }) => sources.renewAlertSourceKey(ctx, params.id, body)),
  handle(contract.removeAlertSource, ({ ctx, params }) => sources.removeAlertSource(ctx, params.id)),
  handle(contract.listAlerts, ({ ctx, params, query }) => sources.listAlerts(ctx, params.id, query)),
  handle(contract.getAlert, ({ ctx, params }) => sources.getAlert(ctx, params.id, params.alert)),
  handle(contract.getRouting, ({ ctx, params }) => getRouting(ctx, params.id)),
  handle(contract.setRouting, ({ ctx, params, body }) => setRouting(ctx, params.id, body)),
  handle(contract.tryRouting, ({ ctx, params, body }) => tryRouting(ctx, params.id, body)),
  handle(contract.getMapping, ({ ctx, params }) => getMapping(ctx, params.id)),
  handle(contract.setMapping, ({ ctx, params, body }) => setMapping(ctx, params.id, body)),
  handle(contract.tryMapping, ({ ctx, params, body }) => tryMapping(ctx, params.id, body)),
  handle(contract.listMaintenance, ({ ctx }) => listMaintenance(ctx)),
  handle(contract.addMaintenance, ({ ctx, body }) => addMaintenance(ctx, body)),
  handle(contract.endMaintenance, ({ ctx, params }) => endMaintenance(ctx, params.id)),
  handle(contract.listRooms, ({ ctx }) => listRooms(ctx)),
  handle(contract.addRoom, ({ ctx, body }) => addRoom(ctx, body)),
  handle(contract.changeRoom, ({ ctx, params, body }) => changeRoom(ctx, params.id, body)),
  handle(contract.removeRoom, ({ ctx, params }) => removeRoom(ctx, params.id)),
  handle(contract.listShiftFeeds, ({ ctx }) => listShiftFeeds(ctx)),
  handle(contract.addShiftFeed, ({ ctx, body }) => addShiftFeed(ctx, body)),
  handle(contract.removeShiftFeed, ({ ctx, params }) => removeShiftFeed(ctx, params.id)),
  handle(contract.listChanges, ({ ctx, query }) => listChanges(ctx, query)),
  handle(contract.listHeartbeats, ({ ctx }) => heartbeats.listHeartbeats(ctx)),
  handle(contract.addHeartbeat, ({ ctx, body }) => heartbeats.addHeartbeat(ctx, body)),
  handle(contract.changeHeartbeat, ({ ctx, params, body }) => heartbeats.changeHeartbeat(ctx, params.id, body)),
  handle(contract.pauseHeartbeat, ({ ctx, params, body }) => heartbeats.pauseHeartbeat(ctx, params.id, body)),
  handle(contract.renewHeartbeatAddress, ({ ctx, params, body }) =>
    heartbeats.renewHeartbeatAddress(ctx, params.id, body),
  ),
  handle(contract.removeHeartbeat, ({ ctx, params }) => heartbeats.removeHeartbeat(ctx, params.id)),
  handle(contract.listCronTimes, ({ ctx, query }) => heartbeats.listCronTimes(ctx, query)),
  handle(contract.listPingKeys, ({ ctx }) => listPingKeys(ctx)),
  handle(contract.makePingKey, ({ ctx, params }) => makePingKey(ctx, params.team)),
  handle(contract.removePingKey, ({ ctx, params }) => removePingKey(ctx, params.team)),
  handle(contract.getPagingReport, ({ ctx, query }) => getPagingReport(ctx, query)),
  handleFile(contract.exportPagingReport, ({ ctx, query }) => exportPagingReport(ctx, query)),
  handle(contract.listContactMethods, ({ ctx, params }) => contactMethods.listContactMethods(ctx, params.id)),
  handle(contract.setNotificationRule, ({ ctx, params, body }) =>
    contactMethods.setNotificationRule(ctx, params.id, { id: params.method, rule: body }),
  ),
  handle(contract.setQuietHours, ({ ctx, params, body }) =>
    contactMethods.setQuietHours(ctx, params.id, body.quietHours),
  ),
  handle(contract.getPushKey, ({ ctx }) => contactMethods.getPushKey(ctx)),
  handle(contract.addContactMethod, ({ ctx, params, body }) => contactMethods.addContactMethod(ctx, params.id, body)),
  handle(contract.orderContactMethods, ({ ctx, params, body }) =>
    contactMethods.orderContactMethods(ctx, params.id, body.order),
  ),
  handle(contract.sendTestPage, async ({ ctx, params }) => presentPage(ctx, await sendTestPage(ctx, params.id))),
  handle(contract.removeContactMethod, ({ ctx, params }) =>
    contactMethods.removeContactMethod(ctx, params.id, params.method),
  ),
]
