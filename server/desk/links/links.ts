import { type LinkKind, ticketLinksMax } from '@bellwether/contract/desk.ts'
import { badInput, conflict, notFound } from '@bellwether/contract/problem.ts'
import { said } from '@bellwether/contract/said.ts'
import type { Context } from '../../platform/context.ts'
import { inTransaction } from '../../platform/database/in-transaction.ts'
import { allow } from '../../platform/permissions.ts'
import { Problem } from '../../platform/problem.ts'
import { finishChange, lockTicket } from '../change-ticket.ts'
import { findLiveTicket, type TicketRow } from '../ticket.store.ts'
import { deleteLinks, findIsPartOf, findLinks, lockLinking, upsertLink } from './link.store.ts'

/** What the other ticket is to this one; to the other, this one is the opposite. */
const words: Readonly<Record<LinkKind, (number: number) => string>> = {
  related: (number) => said`linked #${number} as related`,
  parent: (number) => said`linked #${number} as what this is part of`,
  part: (number) => said`linked #${number} as a part of this`,
}
const opposites = { related: 'related', parent: 'part', part: 'parent' } as const
const unlinked = (number: number): string => said`took away the link to #${number}`

/** Says that another ticket belongs to this one, in one way; nothing is part of itself, over however many. */
export async function linkTicket(
  ctx: Context,
  id: string,
  { to, kind }: { to: string; kind: LinkKind },
): Promise<void> {
  allow(ctx, 'desk.write')
  await inTransaction(ctx, async (ctx) => {
    const { own, other } = await lockPair(ctx, id, to)
    const [oneId, otherId] = kind === 'part' ? [other.id, own.id] : [own.id, other.id]
    if (kind !== 'related' && (await findIsPartOf(ctx, otherId, oneId)))
      throw new Problem(conflict, said`The one is part of the other already, the other way round.`)
    for (const one of [own, other])
      if ((await findLinks(ctx, one.id, ticketLinksMax)).length >= ticketLinksMax)
        throw new Problem(conflict, said`#${one.number} has as many links as may be: ${ticketLinksMax}.`)
    await upsertLink(ctx, { oneId, otherId, kind: kind === 'related' ? 'related' : 'part-of' })
    await finishBoth(ctx, { own, other }, { action: 'link-ticket', kind })
  })
}

/** It does not belong to this one any more. */
export async function unlinkTicket(ctx: Context, id: string, linkedId: string): Promise<void> {
  allow(ctx, 'desk.write')
  await inTransaction(ctx, async (ctx) => {
    const { own, other } = await lockPair(ctx, id, linkedId)
    if ((await deleteLinks(ctx, own.id, other.id)) === 0)
      throw new Problem(notFound, said`The tickets are not linked: somebody may have taken the link away.`)
    await finishBoth(ctx, { own, other }, { action: 'unlink-ticket', kind: null })
  })
}

interface Pair {
  readonly own: TicketRow
  readonly other: TicketRow
}

/** Locked in the one order of every verb; the other one as the ticket in which it goes on. */
async function lockPair(ctx: Context, id: string, asked: string): Promise<Pair> {
  await lockLinking(ctx)
  const live = await findLiveTicket(ctx, asked)
  if (!live) throw new Problem(notFound, said`There is no such ticket.`)
  if (live.id === id)
    throw new Problem(badInput, undefined, { errors: [{ pointer: '/to', detail: said`Choose another ticket.` }] })
  const rows = new Map<string, TicketRow>()
  for (const one of [id, live.id].toSorted()) rows.set(one, await lockTicket(ctx, one))
  return { own: rows.get(id)!, other: rows.get(live.id)! }
}

async function finishBoth(
  ctx: Context,
  { own, other }: Pair,
  { action, kind }: { action: string; kind: LinkKind | null },
): Promise<void> {
  const [here, there] = kind === null ? [unlinked, unlinked] : [words[kind], words[opposites[kind]]]
  const detail = { from: own.id, to: other.id, kind }
  await finishChange(ctx, own.id, { action, what: here(other.number), detail })
  await finishChange(ctx, other.id, { action, what: there(own.number), detail })
}
