import type { IncidentPart } from '@bellwether/contract/incidents-declared.ts'
import { badInput, conflict, notFound } from '@bellwether/contract/problem.ts'
import { said } from '@bellwether/contract/said.ts'
import { type Context, now } from '../../platform/context.ts'
import { inTransaction } from '../../platform/database/in-transaction.ts'
import { allow } from '../../platform/permissions.ts'
import { Problem } from '../../platform/problem.ts'
import { actingPerson, lockIncident, lockOpenIncident, noteAct } from './hold-incident.ts'
import {
  type IncidentRow,
  insertIncident,
  lockIncidents,
  moveParts,
  moveRoles,
  updateIncident,
} from './incident.store.ts'
import { newIncident } from './new-incident.ts'
import { linesOf } from './line.rules.ts'
import { moveLines } from './line.store.ts'
import { readFacts } from './read-facts.ts'
import { graver } from './severity.rules.ts'
import { refreshIncident } from './refresh-incident.ts'

/** Merges an incident into another, which gets its parts and its lines. Returns the id of the one that goes on. */
export async function mergeIncident(ctx: Context, id: string, { into }: { into: string }): Promise<string> {
  allow(ctx, 'incidents.write')
  if (id === into)
    throw new Problem(badInput, undefined, {
      errors: [{ pointer: '/into', detail: said`Choose another incident than this one.` }],
    })
  return inTransaction(ctx, async (ctx) => {
    const both = await lockIncidents(ctx, [id, into])
    const [from, other] = [both.find((one) => one.id === id), both.find((one) => one.id === into)]
    if (!from || !other) throw new Problem(notFound, said`There is no such incident.`)
    if (from.closedAt !== null || other.closedAt !== null)
      throw new Problem(conflict, said`One of them is closed. Open it again to merge them.`)
    await moveParts(ctx, { fromId: id, intoId: into })
    await moveLines(ctx, { fromId: id, intoId: into })
    await updateIncident(ctx, id, {
      closedAt: now(ctx),
      closedBy: actingPerson(ctx),
      mergedInto: into,
      step: 'closed',
      wordDueAt: null,
    })
    await noteAct(ctx, id, { action: 'merge-incident', what: said`merged it into incident I${other.number}` })
    await noteAct(ctx, into, { action: 'take-in-incident', what: said`merged incident I${from.number} into it` })
    await moveRoles(ctx, id, into)
    // It never falls, also where what made it so grave came from the other.
    const severityByRule = graver(from.severityByRule, other.severityByRule)
    await updateIncident(ctx, into, { severityByRule })
    await refreshIncident(ctx, { ...other, severityByRule })
    return into
  })
}

/** Makes another incident of some parts, which take their lines with them. Returns its id. */
export async function splitIncident(
  ctx: Context,
  id: string,
  { title, parts }: { title: string; parts: readonly IncidentPart[] },
): Promise<string> {
  allow(ctx, 'incidents.write')
  return inTransaction(ctx, async (ctx) => {
    const from = await lockOpenIncident(ctx, id)
    const other = await insertIncident(ctx, newIncident(ctx, { title }))
    if ((await moveParts(ctx, { fromId: id, intoId: other.id, parts })) < parts.length)
      throw new Problem(badInput, undefined, {
        errors: [{ pointer: '/parts', detail: said`One of these is no part of this incident.` }],
      })
    // Those of its tickets and pages as well, but for what the other one has by another part.
    const kept = new Set((await linesBy(ctx, from)).map(({ source }) => source))
    const sources = (await linesBy(ctx, other)).map(({ source }) => source).filter((source) => !kept.has(source))
    await moveLines(ctx, { fromId: id, intoId: other.id, sources })
    await noteAct(ctx, id, { action: 'split-incident', what: said`split incident I${other.number} off` })
    await noteAct(ctx, other.id, { action: 'split-incident', what: said`split it off incident I${from.number}` })
    await refreshIncident(ctx, from)
    await refreshIncident(ctx, await lockIncident(ctx, other.id))
    return other.id
  })
}

const linesBy = async (ctx: Context, incident: IncidentRow) => linesOf(await readFacts(ctx, incident))
