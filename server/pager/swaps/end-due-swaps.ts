import type { Context } from '../../platform/context.ts'
import { inTransaction } from '../../platform/database/in-transaction.ts'
import { eachApart } from '../../platform/each-apart.ts'
import { allowJobsOnly } from '../../platform/permissions.ts'
import { joinedSpans } from '../leave/leave.rules.ts'
import { findRota } from '../rota.store.ts'
import { datesOf, onDuring } from './swap.rules.ts'
import { emptyNotesOf, endSwap, findDueSwaps, findOpenSwapsWith, type SwapRow } from './swap.store.ts'
import { tellDeclined, tellPastDue } from './tell-of-swap.ts'

/** Ends what nobody took before it began: whoever asked hears that the shift is still theirs. */
export async function endDueSwaps(ctx: Context): Promise<void> {
  allowJobsOnly(ctx)
  await eachApart(await findDueSwaps(ctx), (swap) => endDue(ctx, swap))
}

async function endDue(ctx: Context, { id }: SwapRow): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const swap = await endSwap(ctx, id, { state: 'past-due' })
    if (swap === undefined) return
    const rota = await findRota(ctx, swap.rotaId)
    if (rota === undefined) return
    // Whose shift was overridden meanwhile does not have it any more, and of whose a part was has the rest.
    const left = joinedSpans(onDuring(rota, swap.personId, swap))
    if (left.length > 0) await tellPastDue(ctx, { rota, swap, left: left.map(datesOf) })
  })
}

/** Somebody left: they ask for nothing any more, and who asked them hears that. What they wrote is forgotten. */
export async function endSwapsOf(ctx: Context, { personId }: { personId: string }): Promise<void> {
  allowJobsOnly(ctx)
  await inTransaction(ctx, async (ctx) => {
    for (const { id, toId } of await findOpenSwapsWith(ctx, personId)) {
      const swap = await endSwap(ctx, id, { state: toId === personId ? 'declined' : 'withdrawn' })
      if (swap?.state !== 'declined') continue
      const rota = await findRota(ctx, swap.rotaId)
      if (rota !== undefined) await tellDeclined(ctx, { rota, swap })
    }
    await emptyNotesOf(ctx, personId)
  })
}
