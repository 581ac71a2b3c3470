import type { z } from 'zod'
import type { DoneAct } from '@bellwether/contract/desk.ts'
import { notFound } from '@bellwether/contract/problem.ts'
import { actorName } from '../../platform/audit/record-audit.ts'
import { actorOf, type StoredActor } from '../../platform/audit/stored-actor.ts'
import type { Context } from '../../platform/context.ts'
import type { Presented } from '../../platform/http/handle.ts'
import { Problem } from '../../platform/problem.ts'
import { personOf } from '../hand-offs/hand-off-visibility.rules.ts'
import { countActTickets, findAct, findFirstNumber, findRefusals } from './act.store.ts'

const refusalsShown = 100

/** What was done to tickets, as the contract shows it. */
export async function presentAct(ctx: Context, id: string): Promise<Presented<z.input<typeof DoneAct>>> {
  const [row, counts, firstNumber] = await Promise.all([
    findAct(ctx, id),
    countActTickets(ctx, id),
    findFirstNumber(ctx, id),
  ])
  if (!row) throw new Problem(notFound)
  const { waiting, done, refused, undone, kept } = counts
  // What refused the act is nothing that undoing left.
  const left = row.undoActor === null ? 'refused' : 'kept'
  const refusals = await findRefusals(ctx, { actId: id, state: left }, refusalsShown)
  return {
    id,
    act: row.act,
    by: whoOf(row.actor),
    askedAt: row.askedAt,
    total: waiting + done + refused + undone + kept,
    firstNumber,
    done: done + undone + kept,
    finishedAt: row.finishedAt,
    undo: row.undoActor && { by: whoOf(row.undoActor), undone, finishedAt: row.undoneAt },
    refused: counts[left],
    refusals: refusals.map(({ reason, ...ticket }) => ({ ...ticket, reason: reason ?? '' })),
  }
}

function whoOf(stored: StoredActor): { id: string | null; name: string } {
  const actor = actorOf(stored)
  return { id: personOf(actor)?.personId ?? null, name: actorName(actor) }
}
