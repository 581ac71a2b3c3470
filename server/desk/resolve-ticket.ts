import type { z } from 'zod'
import { type Documentation, teamStillAsked } from '@bellwether/contract/desk.ts'
import { badInput, conflict } from '@bellwether/contract/problem.ts'
import type { Context } from '../platform/context.ts'
import { inTransaction } from '../platform/database/in-transaction.ts'
import { allow } from '../platform/permissions.ts'
import { Problem } from '../platform/problem.ts'
import { customerWaits, finishChange, lockOpenTicket, lockTicket } from './change-ticket.ts'
import { documentationFault } from './documentation.rules.ts'
import { endTicket } from './end-ticket.ts'
import { hasOpenHandOff } from './hand-offs/hand-off.store.ts'
import { updateTicket } from './ticket.store.ts'

type DocumentationInput = z.output<typeof Documentation>

/** Resolves. Without an honest word on documentation the ticket is doc debt, which is shown and counted. */
export async function resolveTicket(ctx: Context, id: string, documentation: DocumentationInput | null): Promise<void> {
  allow(ctx, 'desk.write')
  await inTransaction(ctx, async (ctx) => {
    const ticket = await lockOpenTicket(ctx, id)
    if (await hasOpenHandOff(ctx, id)) throw new Problem(teamStillAsked)
    await endTicket(ctx, ticket)
    if (documentation) await writeDocumentation(ctx, id, documentation, '/documentation')
    await finishChange(ctx, id, { action: 'resolve-ticket', what: 'resolved the ticket' })
  })
}

/** Opens a resolved ticket again, with a clock; what was documented stays documented. */
export async function reopenTicket(ctx: Context, id: string): Promise<void> {
  allow(ctx, 'desk.write')
  await inTransaction(ctx, async (ctx) => {
    const ticket = await lockTicket(ctx, id)
    if (ticket.state === 'open') throw new Problem(conflict, 'The ticket is open.')
    await customerWaits(ctx, ticket)
    await finishChange(ctx, id, { action: 'reopen-ticket', what: 'reopened the ticket' })
  })
}

/** Says how the answer was documented: the last step, now or later. */
export async function documentTicket(ctx: Context, id: string, documentation: DocumentationInput): Promise<void> {
  allow(ctx, 'desk.write')
  await inTransaction(ctx, async (ctx) => {
    await lockTicket(ctx, id)
    await writeDocumentation(ctx, id, documentation, '')
    await finishChange(ctx, id, { action: 'document-ticket', what: 'documented the answer' })
  })
}

/** `pointer` is where the documentation stands in what was sent. */
async function writeDocumentation(
  ctx: Context,
  id: string,
  { outcome, url, reason }: DocumentationInput,
  pointer: '' | '/documentation',
): Promise<void> {
  const fault = documentationFault({ outcome, url, reason })
  if (fault) throw new Problem(badInput, undefined, { errors: [{ ...fault, pointer: `${pointer}${fault.pointer}` }] })
  await updateTicket(ctx, id, { documentedAs: outcome, documentedUrl: url, documentedReason: reason })
}
