import type { z } from 'zod'
import { type Documentation, teamStillAsked } from '@bellwether/contract/desk.ts'
import { badInput, conflict } from '@bellwether/contract/problem.ts'
import { said } from '@bellwether/contract/said.ts'
import type { Context } from '../platform/context.ts'
import { inTransaction } from '../platform/database/in-transaction.ts'
import { allow } from '../platform/permissions.ts'
import { Problem } from '../platform/problem.ts'
import { findWasAsked } from './after-care/after-care.store.ts'
import { finishChange, lockOpenTicket, lockTicket } from './change-ticket.ts'
import { customerWaits } from './customer-waits.ts'
import { documentationFault } from './documentation.rules.ts'
import { type Ended, endTicket, goOnWithTicket } from './end-ticket.ts'
import { deleteResolution } from './figures/resolution.store.ts'
import { hasOpenHandOff } from './hand-offs/hand-off.store.ts'
import { type TicketRow, updateTicket } from './ticket.store.ts'

type DocumentationInput = z.output<typeof Documentation>

type Documented = Pick<TicketRow, 'documentedAs' | 'documentedUrl' | 'documentedReason'>

const documentedOf = ({ documentedAs, documentedUrl, documentedReason }: Documented): Documented => ({
  documentedAs,
  documentedUrl,
  documentedReason,
})

/** What resolving changed, to be brought back. */
export interface Resolved extends Ended {
  /** As it was, and as resolving left it. */
  readonly documented: Documented
  readonly left: Documented
}

/** Resolves. Without an honest word on documentation the ticket is doc debt, which is shown and counted. */
export async function resolveTicket(
  ctx: Context,
  id: string,
  documentation: DocumentationInput | null,
  pointer: '/documentation' | '/act/documentation' = '/documentation',
): Promise<Resolved> {
  allow(ctx, 'desk.write')
  return inTransaction(ctx, async (ctx) => {
    const ticket = await lockOpenTicket(ctx, id)
    if (await hasOpenHandOff(ctx, id)) throw new Problem(teamStillAsked)
    const ended = await endTicket(ctx, ticket)
    if (documentation) await writeDocumentation(ctx, id, documentation, pointer)
    await finishChange(ctx, id, { action: 'resolve-ticket', what: said`resolved the ticket` })
    const documented = documentedOf(ticket)
    return { ...ended, documented, left: documentation ? columnsOf(documentation) : documented }
  })
}

/**
 * Resolving was a mistake: the ticket is as it was, and its clocks run as if nothing had stopped them. Not where somebody
 * opened it meanwhile, or its customer has heard that it is resolved.
 */
export async function undoResolution(ctx: Context, id: string, resolved: Resolved): Promise<void> {
  allow(ctx, 'desk.write')
  await inTransaction(ctx, async (ctx) => {
    const ticket = await lockTicket(ctx, id)
    const { resolutionId, documented, left } = resolved
    if (!(await deleteResolution(ctx, resolutionId)) || ticket.resolvedAt === null)
      throw new Problem(conflict, said`It was opened since.`)
    if (await findWasAsked(ctx, id, ticket.resolvedAt))
      throw new Problem(conflict, said`The customer was asked how good the answer was: reopen it instead.`)
    await goOnWithTicket(ctx, ticket, resolved)
    // What somebody documented since stays.
    if (JSON.stringify(documentedOf(ticket)) === JSON.stringify(left)) await updateTicket(ctx, id, documented)
    await finishChange(ctx, id, { action: 'undo-resolution', what: said`took back that it is resolved` })
  })
}

/** Opens a resolved ticket again, with a clock; what was documented stays documented. */
export async function reopenTicket(ctx: Context, id: string): Promise<void> {
  allow(ctx, 'desk.write')
  await inTransaction(ctx, async (ctx) => {
    const ticket = await lockTicket(ctx, id)
    if (ticket.state === 'open') throw new Problem(conflict, said`The ticket is open.`)
    await customerWaits(ctx, ticket)
    await finishChange(ctx, id, { action: 'reopen-ticket', what: said`reopened the ticket` })
  })
}

const columnsOf = ({ outcome, url, reason }: DocumentationInput): Documented => ({
  documentedAs: outcome,
  documentedUrl: url,
  documentedReason: reason,
})

/** Says how the answer was documented: the last step, now or later. */
export async function documentTicket(ctx: Context, id: string, documentation: DocumentationInput): Promise<void> {
  allow(ctx, 'desk.write')
  await inTransaction(ctx, async (ctx) => {
    await lockTicket(ctx, id)
    await writeDocumentation(ctx, id, documentation, '')
    await finishChange(ctx, id, { action: 'document-ticket', what: said`documented the answer` })
  })
}

/** `pointer` is where the documentation stands in what was sent. */
async function writeDocumentation(
  ctx: Context,
  id: string,
  { outcome, url, reason }: DocumentationInput,
  pointer: '' | '/documentation' | '/act/documentation',
): Promise<void> {
  const fault = documentationFault({ outcome, url, reason })
  if (fault) throw new Problem(badInput, undefined, { errors: [{ ...fault, pointer: `${pointer}${fault.pointer}` }] })
  await updateTicket(ctx, id, columnsOf({ outcome, url, reason }))
}
