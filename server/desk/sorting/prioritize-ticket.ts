import { conflict } from '@bellwether/contract/problem.ts'
import type { Priority } from '@bellwether/contract/priority.ts'
import type { Context } from '../../platform/context.ts'
import { inTransaction } from '../../platform/database/in-transaction.ts'
import { allow } from '../../platform/permissions.ts'
import { Problem } from '../../platform/problem.ts'
import { finishChange, lockTicket } from '../change-ticket.ts'
import { updateTicket } from '../ticket.store.ts'

export interface Prioritized {
  readonly priority: Priority
}

/** Says how much a ticket matters; where `from` is said, only while it is that. Returns what it was; null where it was so before. */
export async function prioritizeTicket(
  ctx: Context,
  id: string,
  { to, from }: { to: Priority; from?: Priority },
): Promise<Prioritized | null> {
  allow(ctx, 'desk.write')
  return inTransaction(ctx, async (ctx) => {
    const { priority } = await lockTicket(ctx, id)
    if (priority === to) return null
    if (from !== undefined && priority !== from) throw new Problem(conflict, `It has ${priority} priority by now.`)
    await updateTicket(ctx, id, { priority: to })
    const detail = { from: priority, to }
    await finishChange(ctx, id, { action: 'prioritize-ticket', what: `gave the ticket ${to} priority`, detail })
    return { priority }
  })
}
