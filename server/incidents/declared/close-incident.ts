import { incidentUndecided } from '@bellwether/contract/incidents-declared.ts'
import { conflict } from '@bellwether/contract/problem.ts'
import { said } from '@bellwether/contract/said.ts'
import { type Context, now } from '../../platform/context.ts'
import { inTransaction } from '../../platform/database/in-transaction.ts'
import { allow } from '../../platform/permissions.ts'
import { Problem } from '../../platform/problem.ts'
import { actingPerson, lockIncident, lockOpenIncident, noteAct } from './hold-incident.ts'
import { updateIncident } from './incident.store.ts'
import { readFacts } from './read-facts.ts'
import { refreshIncident } from './refresh-incident.ts'
import { isOver } from '@bellwether/contract/told-text.ts'

/** Closes an incident: nothing of it goes on, and somebody decided what customers read. */
export async function closeIncident(ctx: Context, id: string): Promise<void> {
  allow(ctx, 'incidents.write')
  await inTransaction(ctx, async (ctx) => {
    const incident = await lockOpenIncident(ctx, id)
    const { reports } = await readFacts(ctx, incident)
    const goesOn = reports.find(({ row }) => !isOver(row.state))
    if (goesOn)
      throw new Problem(conflict, said`Trouble report R${goesOn.row.number} is not over: say that it is first.`)
    if (incident.decision === null) throw new Problem(incidentUndecided)
    // What came in until now is in its time line before it stands still.
    await refreshIncident(ctx, incident)
    await updateIncident(ctx, id, { closedAt: now(ctx), closedBy: actingPerson(ctx), step: 'closed', wordDueAt: null })
    await noteAct(ctx, id, { action: 'close-incident', what: said`closed the incident` })
  })
}

/** Opens a closed incident again, with the reason. */
export async function reopenIncident(ctx: Context, id: string, { reason }: { reason: string }): Promise<void> {
  allow(ctx, 'incidents.write')
  await inTransaction(ctx, async (ctx) => {
    const { closedAt, mergedInto } = await lockIncident(ctx, id)
    if (closedAt === null) throw new Problem(conflict, said`This incident is open.`)
    if (mergedInto !== null)
      throw new Problem(conflict, said`It was merged, and goes on in the other one. Split its parts off there.`)
    await updateIncident(ctx, id, { closedAt: null, closedBy: null })
    await noteAct(ctx, id, { action: 'reopen-incident', what: said`opened it again: ${reason}` })
    await refreshIncident(ctx, await lockIncident(ctx, id))
  })
}
