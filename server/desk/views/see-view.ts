import type { Condition } from '@bellwether/contract/condition.ts'
import { notFound } from '@bellwether/contract/problem.ts'
import { said } from '@bellwether/contract/said.ts'
import type { Context } from '../../platform/context.ts'
import { Problem } from '../../platform/problem.ts'
import type { Reader } from '../sharing.store.ts'
import { readerOf } from '../sharing.ts'
import type { QueueOrder } from '../queue-order.store.ts'
import { findView, type SeenView } from './view.store.ts'

/** A view that somebody made; not found where it is not theirs and not shared with them. */
export async function seeView(ctx: Context, reader: Reader, id: string): Promise<SeenView> {
  const row = await findView(ctx, reader, id)
  if (!row) throw new Problem(notFound, said`There is no such view.`)
  return row
}

/** What a view asks, and in which order. */
export async function viewAsked(ctx: Context, id: string): Promise<{ where: Condition; order: QueueOrder }> {
  const { condition, ticketOrder } = await seeView(ctx, readerOf(ctx), id)
  return { where: condition, order: ticketOrder === 'resolved' ? 'open-then-resolved' : ticketOrder }
}
