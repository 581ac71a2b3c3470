import { said } from '@bellwether/contract/said.ts'
import type { Context } from '../../platform/context.ts'
import { inTransaction } from '../../platform/database/in-transaction.ts'
import { eachApart } from '../../platform/each-apart.ts'
import { allowJobsOnly } from '../../platform/permissions.ts'
import { bodyOf } from '../alerts/alert-event.ts'
import { type AlertRow, findSource, lockSource, type SourceRow, updateAlert } from '../alerts/alert.store.ts'
import { pageAlert, standing } from '../alerts/page-alert.ts'
import { heldBy, keptBy } from '../alerts/take-event.ts'
import { lockPage } from '../pager.store.ts'
import { raisePage } from '../raise-page.ts'
import { decide } from '../routing/routing.rules.ts'
import { findHeld, findReleased } from './maintenance.store.ts'

/** So many at a look; the next one is soon. */
const atOnce = 500

/**
 * Pages for what came while somebody worked on it and is open still, once nothing is under way any more: at the end of a
 * maintenance or of a pause, or soon after somebody ended it. What is looked at is what is held, and not what ended, so that
 * nothing is missed while the server is away. Each alert is a transaction of its own: one that fails holds up no other.
 */
export async function pageAfterMaintenance(ctx: Context): Promise<void> {
  allowJobsOnly(ctx)
  await eachApart(await findReleased(ctx, atOnce), (alert) => inTransaction(ctx, (ctx) => pageHeld(ctx, alert)))
}

async function pageHeld(ctx: Context, { id, sourceId }: { id: string; sourceId: string }): Promise<void> {
  await lockSource(ctx, sourceId)
  const source = await findSource(ctx, sourceId)
  const alert = source && (await findHeld(ctx, id))
  if (!alert) return
  if (alert.pageId !== null) return raiseHeld(ctx, source, { alert, pageId: alert.pageId })
  const { title, body, severity, keyShown: key } = alert
  const { place, to: routed } = decide(source.routing, source.teamId, { title, body, severity, key })
  if (!routed) return updateAlert(ctx, id, { kept: keptBy(place), heldFor: null })
  const to = await standing(ctx, source, routed)
  // Its rules may send it now to a team that is maintained.
  const held = await heldBy(ctx, source, to)
  if (held) return updateAlert(ctx, id, { kept: held, heldFor: to.teamId })
  const words = { title, body: bodyOf([whenItCame(alert), body]) }
  await pageAlert(ctx, source, { alert, words, to })
}

/** What rang before, and got worse while its source was paused. */
async function raiseHeld(
  ctx: Context,
  source: SourceRow,
  { alert: { id }, pageId }: { alert: AlertRow; pageId: string },
): Promise<void> {
  await lockPage(ctx, pageId)
  const alert = await findHeld(ctx, id)
  // It is over by now, or on another page: then it is looked at again.
  if (alert?.pageId !== pageId) return
  await updateAlert(ctx, id, { kept: null })
  if (decide(source.routing, source.teamId, { ...alert, key: alert.keyShown }).to?.urgency === 'high')
    await raisePage(ctx, pageId)
}

const whenItCame = ({ kept }: AlertRow): string =>
  kept === 'paused'
    ? said`It came while its source was paused, and is open still.`
    : said`It came during a maintenance, and is open still.`
