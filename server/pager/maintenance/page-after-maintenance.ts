import { said } from '@bellwether/contract/said.ts'
import type { Context } from '../../platform/context.ts'
import { inTransaction } from '../../platform/database/in-transaction.ts'
import { eachApart } from '../../platform/each-apart.ts'
import { allowJobsOnly } from '../../platform/permissions.ts'
import { bodyOf } from '../alerts/alert-event.ts'
import { findSource, lockSource, updateAlert } from '../alerts/alert.store.ts'
import { pageAlert, standing } from '../alerts/page-alert.ts'
import { keptBy } from '../alerts/take-event.ts'
import { decide } from '../routing/routing.rules.ts'
import { findHeld, findMaintenanceOf, findReleased } from './maintenance.store.ts'

/**
 * Pages for what came while somebody worked on it and is open still, once nothing is under way any more: at the end of a
 * maintenance, or soon after somebody ended it. What is looked at is what is held, and not what ended, so that nothing is
 * missed while the server is away. Each alert is a transaction of its own: one that fails holds up no other.
 */
export async function pageAfterMaintenance(ctx: Context): Promise<void> {
  allowJobsOnly(ctx)
  await eachApart(await findReleased(ctx), (alert) => inTransaction(ctx, (ctx) => pageHeld(ctx, alert)))
}

async function pageHeld(ctx: Context, { id, sourceId }: { id: string; sourceId: string }): Promise<void> {
  await lockSource(ctx, sourceId)
  const source = await findSource(ctx, sourceId)
  const alert = source && (await findHeld(ctx, id))
  if (!alert) return
  const { title, body, severity, keyShown: key } = alert
  const { place, to: routed } = decide(source.routing, source.teamId, { title, body, severity, key })
  if (!routed) return updateAlert(ctx, id, { kept: keptBy(place), heldFor: null })
  const to = await standing(ctx, source, routed)
  // Its rules may send it now to a team that is maintained.
  if (await findMaintenanceOf(ctx, { sourceId, teamId: to.teamId })) return updateAlert(ctx, id, { heldFor: to.teamId })
  const words = { title, body: bodyOf([said`It came during a maintenance, and is open still.`, body]) }
  await pageAlert(ctx, source, { alert, words, to })
}
