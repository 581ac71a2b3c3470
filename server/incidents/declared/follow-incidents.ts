import type { Context } from '../../platform/context.ts'
import { eachApart } from '../../platform/each-apart.ts'
import { inTransaction } from '../../platform/database/in-transaction.ts'
import { allowJobsOnly } from '../../platform/permissions.ts'
import { lockIncident } from './hold-incident.ts'
import { findOpenIncidents } from './incident.store.ts'
import { remindLiaison } from './remind-liaison.ts'
import { refreshIncident } from './refresh-incident.ts'

/** Brings every incident up to date that is not closed: what happened since, whom it hits, how far it is. */
export async function followIncidents(ctx: Context): Promise<void> {
  allowJobsOnly(ctx)
  await eachApart(await findOpenIncidents(ctx), (id) =>
    inTransaction(ctx, async (ctx) => {
      const incident = await lockIncident(ctx, id)
      if (incident.closedAt !== null) return
      await refreshIncident(ctx, incident)
      await remindLiaison(ctx, await lockIncident(ctx, id))
    }),
  )
}
