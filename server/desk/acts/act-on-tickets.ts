import { type Act, actTicketsMax, tooManyTickets } from '@bellwether/contract/desk.ts'
import type { Condition } from '@bellwether/contract/condition.ts'
import { conflict, notFound } from '@bellwether/contract/problem.ts'
import { said } from '@bellwether/contract/said.ts'
import { recordAudit } from '../../platform/audit/record-audit.ts'
import { storedActor } from '../../platform/audit/stored-actor.ts'
import { type Context, now } from '../../platform/context.ts'
import { inTransaction } from '../../platform/database/in-transaction.ts'
import { sendJobs } from '../../platform/jobs/send-jobs.ts'
import { allow } from '../../platform/permissions.ts'
import { Problem } from '../../platform/problem.ts'
import { listTicketIds } from '../list-tickets.ts'
import { type ActRow, findActForUpdate, findActTickets, insertAct, skipUndoing, updateAct } from './act.store.ts'
import { presentAct } from './present-act.ts'
import { actOnOne, actQueue, finishAct, undoOne } from './run-act.ts'

type Chosen =
  | { readonly ids: readonly string[] }
  | { readonly view: string; readonly where?: Condition | undefined; readonly search?: string | undefined }

/** Does something to one ticket, now, or to many from a job. What one ticket refuses is the answer; of many it is kept. */
export async function actOnTickets(ctx: Context, { act, tickets }: { act: Act; tickets: Chosen }) {
  allow(ctx, 'desk.write')
  const ticketIds = 'ids' in tickets ? [...new Set(tickets.ids)] : await listTicketIds(ctx, tickets, actTicketsMax + 1)
  if (ticketIds.length > actTicketsMax) throw new Problem(tooManyTickets)
  return inTransaction(ctx, async (ctx) => {
    const { row, known } = await insertAct(ctx, { act, actor: storedActor(ctx), ticketIds })
    if (known < ticketIds.length) throw new Problem(notFound, missing(ticketIds.length - known))
    const [only, ...others] = await findActTickets(ctx, row.id, 'waiting', 2)
    if (only !== undefined && others.length === 0) await actOnOne(ctx, row, only)
    await goOn(ctx, row, { isOne: others.length === 0 })
    await recordAudit(ctx, {
      action: 'desk.act-on-tickets',
      about: { module: 'desk', id: row.id },
      detail: { kind: act.kind },
    })
    return presentAct(ctx, row.id)
  })
}

const missing = (count: number): string =>
  count === 1 ? said`There is no such ticket.` : said`${count} of these are no tickets.`

async function goOn(ctx: Context, row: ActRow, { isOne }: { isOne: boolean }): Promise<void> {
  if (isOne) await finishAct(ctx, row)
  else await sendJobs(ctx, [{ queue: actQueue, data: { actId: row.id } }])
}

/** Brings back what was so before, also of what is still going on; for ever, but once. */
export async function undoAct(ctx: Context, id: string) {
  allow(ctx, 'desk.write')
  return inTransaction(ctx, async (ctx) => {
    const before = await findActForUpdate(ctx, id)
    if (!before) throw new Problem(notFound)
    if (before.undoAskedAt !== null) throw new Problem(conflict, said`This was undone before.`)
    const undoActor = storedActor(ctx)
    const undoAskedAt = now(ctx)
    await updateAct(ctx, id, { undoAskedAt, undoActor })
    const row: ActRow = { ...before, undoAskedAt, undoActor }
    await skipUndoing(ctx, id)
    const [only, ...others] = await findActTickets(ctx, id, 'done', 2)
    if (only !== undefined && others.length === 0) await undoOne(ctx, row, only)
    await goOn(ctx, row, { isOne: others.length === 0 })
    await recordAudit(ctx, { action: 'desk.undo-act', about: { module: 'desk', id } })
    return presentAct(ctx, id)
  })
}

/** How far it is, and what refused it. */
export async function getAct(ctx: Context, id: string) {
  allow(ctx, 'desk.read')
  return presentAct(ctx, id)
}
