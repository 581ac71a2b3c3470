import { conflict } from '@bellwether/contract/problem.ts'
import type { Priority } from '@bellwether/contract/priority.ts'
import { said } from '@bellwether/contract/said.ts'
import type { Context } from '../../platform/context.ts'
import { inTransaction } from '../../platform/database/in-transaction.ts'
import { allow } from '../../platform/permissions.ts'
import { Problem } from '../../platform/problem.ts'
import { finishChange, lockTicket } from '../change-ticket.ts'
import { updateTicket } from '../ticket.store.ts'

export interface Prioritized {
  readonly priority: Priority
}

const given: Readonly<Record<Priority, string>> = {
  high: said`gave the ticket high priority`,
  normal: said`gave the ticket normal priority`,
  low: said`gave the ticket low priority`,
}

const byNow: Readonly<Record<Priority, string>> = {
  high: said`It has high priority by now.`,
  normal: said`It has normal priority by now.`,
  low: said`It has low priority by now.`,
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
    if (from !== undefined && priority !== from) throw new Problem(conflict, byNow[priority])
    await updateTicket(ctx, id, { priority: to })
    const detail = { from: priority, to }
    await finishChange(ctx, id, { action: 'prioritize-ticket', what: given[to], detail })
    return { priority }
  })
}
