import { said } from '@bellwether/contract/said.ts'
import type { Context } from '../../platform/context.ts'
import { inTransaction } from '../../platform/database/in-transaction.ts'
import { eachApart } from '../../platform/each-apart.ts'
import { allowJobsOnly } from '../../platform/permissions.ts'
import { bodyOf } from '../alerts/alert-event.ts'
import { findSource, lockSource, updateAlert } from '../alerts/alert.store.ts'
import { pageAlert } from '../alerts/page-alert.ts'
import { keptBy } from '../alerts/take-event.ts'
import { decide } from '../routing/routing.rules.ts'
import { countHeld, findHeld, findMaintenanceOf } from './maintenance.store.ts'

const atATime = 200

/**
 * Pages for what came while somebody worked on it and is open still, once nothing is under way any more: at the end of a
 * maintenance, or soon after somebody ended it. What is looked at is what is held, and not what ended, so that nothing is
 * missed while the server is away.
 */
export async function pageAfterMaintenance(ctx: Context): Promise<void> {
  allowJobsOnly(ctx)
  await eachApart((await countHeld(ctx)).keys(), (sourceId) => inTransaction(ctx, (ctx) => pageHeld(ctx, sourceId)))
}

async function pageHeld(ctx: Context, sourceId: string): Promise<void> {
  await lockSource(ctx, sourceId)
  const source = await findSource(ctx, sourceId)
  if (!source || (await findMaintenanceOf(ctx, source))) return
  for (const alert of await findHeld(ctx, sourceId, atATime)) {
    const { title, body, severity, keyShown: key } = alert
    const { place, to } = decide(source.routing, source.teamId, { title, body, severity, key })
    const words = { title, body: bodyOf([said`It came during a maintenance, and is open still.`, body]) }
    if (to) await pageAlert(ctx, source, { alert, words, to })
    else await updateAlert(ctx, alert.id, { kept: keptBy(place) })
  }
}
