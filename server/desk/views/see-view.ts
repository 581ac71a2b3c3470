import type { Condition } from '@bellwether/contract/condition.ts'
import { notFound } from '@bellwether/contract/problem.ts'
import type { Context } from '../../platform/context.ts'
import { Problem } from '../../platform/problem.ts'
import { actingPerson } from '../change-ticket.ts'
import { personOf } from '../hand-offs/hand-off-visibility.rules.ts'
import type { QueueOrder } from '../ticket.store.ts'
import { findView, type SeenView, type ViewReader } from './view.store.ts'

/** Who reads: a person, or whoever a program acts for. */
export function readerOf(ctx: Context): ViewReader {
  actingPerson(ctx)
  const { personId, teamIds } = personOf(ctx.actor)!
  return { personId, teamIds }
}

/** A view that somebody made; not found where it is not theirs and not shared with them. */
export async function seeView(ctx: Context, reader: ViewReader, id: string): Promise<SeenView> {
  const row = await findView(ctx, reader, id)
  if (!row) throw new Problem(notFound, 'There is no such view.')
  return row
}

/** What a view asks, and in which order. */
export async function viewAsked(ctx: Context, id: string): Promise<{ where: Condition; order: QueueOrder }> {
  const { condition, ticketOrder } = await seeView(ctx, readerOf(ctx), id)
  return { where: condition, order: ticketOrder === 'resolved' ? 'open-then-resolved' : ticketOrder }
}
