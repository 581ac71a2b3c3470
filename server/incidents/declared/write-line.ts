import { randomUUID } from 'node:crypto'
import { badInput, forbidden, notFound } from '@bellwether/contract/problem.ts'
import { said } from '@bellwether/contract/said.ts'
import { actorName } from '../../platform/audit/record-audit.ts'
import { type Context, now } from '../../platform/context.ts'
import { inTransaction } from '../../platform/database/in-transaction.ts'
import { allow } from '../../platform/permissions.ts'
import { Problem } from '../../platform/problem.ts'
import { actingPerson, lockIncident, noteAct } from './hold-incident.ts'
import { correctLine, hasLine, insertComment, insertLines } from './line.store.ts'

/** Writes down what happened, now or before; also of a closed incident, which others read afterwards. */
export async function addIncidentLine(
  ctx: Context,
  id: string,
  { what, at }: { what: string; at: Date | null },
): Promise<void> {
  allow(ctx, 'incidents.write')
  await inTransaction(ctx, async (ctx) => {
    await lockIncident(ctx, id)
    notAhead(ctx, at)
    const line = { source: `note ${randomUUID()}`, partId: null, who: actorName(ctx.actor), path: null }
    await insertLines(ctx, id, [{ ...line, what, at: at ?? now(ctx), isByPerson: true }])
    await noteAct(ctx, id, { action: 'add-incident-line' })
  })
}

/** Corrects a line, or leaves it out; what it said first is kept and shown. */
export async function correctIncidentLine(
  ctx: Context,
  { id, line }: { id: string; line: string },
  change: { what?: string | undefined; at?: Date | undefined; isLeftOut?: boolean | undefined },
): Promise<void> {
  allow(ctx, 'incidents.write')
  const correctedBy = writingPerson(ctx)
  await inTransaction(ctx, async (ctx) => {
    await lockIncident(ctx, id)
    notAhead(ctx, change.at ?? null)
    const changed = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined))
    if (Object.keys(changed).length === 0)
      throw new Problem(badInput, undefined, {
        errors: [{ pointer: '/what', detail: said`Say what is to be corrected.` }],
      })
    if (!(await correctLine(ctx, { incidentId: id, id: line }, { ...changed, correctedBy }))) throw noLine()
    await noteAct(ctx, id, { action: 'correct-incident-line', detail: { line } })
  })
}

/** Says something about a line. */
export async function commentOnLine(
  ctx: Context,
  { id, line }: { id: string; line: string },
  { text }: { text: string },
): Promise<void> {
  allow(ctx, 'incidents.write')
  const personId = writingPerson(ctx)
  await inTransaction(ctx, async (ctx) => {
    await lockIncident(ctx, id)
    if (!(await hasLine(ctx, { incidentId: id, id: line }))) throw noLine()
    await insertComment(ctx, { lineId: line, personId, text })
    await noteAct(ctx, id, { action: 'comment-on-line', detail: { line } })
  })
}

const noLine = () => new Problem(notFound, said`There is no such line in this incident.`)

function notAhead(ctx: Context, at: Date | null): void {
  if (at !== null && at > now(ctx))
    throw new Problem(badInput, undefined, {
      errors: [{ pointer: '/at', detail: said`It has happened: choose an instant that is past.` }],
    })
}

function writingPerson(ctx: Context): string {
  const person = actingPerson(ctx)
  if (person === null) throw new Problem(forbidden, said`Only a person does this, in their own name.`)
  return person
}
