import { conflict, forbidden, notFound } from '@bellwether/contract/problem.ts'
import { said } from '@bellwether/contract/said.ts'
import { recordAudit } from '../../platform/audit/record-audit.ts'
import { type Context, now } from '../../platform/context.ts'
import { inTransaction } from '../../platform/database/in-transaction.ts'
import { personName } from '../../people/people.ts'
import { allow } from '../../platform/permissions.ts'
import { Problem } from '../../platform/problem.ts'
import { getRota } from '../lock-rota.ts'
import { lookerOf, presentSwap } from './present-swap.ts'
import { canDecline, canWithdraw, stateAt } from './swap.rules.ts'
import { endSwap, findSwap, type SwapRow } from './swap.store.ts'
import { tellDeclined, tellWithdrawn } from './tell-of-swap.ts'

/** For verbs: a swap, whatever became of it. */
export async function getSwap(ctx: Context, id: string): Promise<SwapRow> {
  const swap = await findSwap(ctx, id)
  if (swap === undefined) throw new Problem(notFound, said`There is no such swap.`)
  return swap
}

/** For verbs: a swap that can still be taken. */
export async function getOpenSwap(ctx: Context, id: string): Promise<SwapRow> {
  const swap = await getSwap(ctx, id)
  const state = stateAt(swap, now(ctx))
  if (state === 'open') return swap
  throw new Problem(conflict, state === 'taken' ? await takenText(ctx, swap) : endedTexts[state])
}

const endedTexts = {
  declined: said`Whoever was asked has declined.`,
  withdrawn: said`Cover is asked for no longer.`,
  'past-due': said`It has begun: who is on does not change by a swap any more.`,
}

async function takenText(ctx: Context, { takenBy }: SwapRow): Promise<string> {
  const { name } = await personName(ctx, takenBy ?? '')
  return said`${name} has taken it.`
}

/** Says no, as the one who is asked; whoever asked hears of it. */
export async function declineSwap(ctx: Context, id: string) {
  allow(ctx, 'pager.acknowledge')
  return inTransaction(ctx, async (ctx) => {
    const swap = await getSwap(ctx, id)
    const rota = await getRota(ctx, swap.rotaId)
    if (!canDecline(swap, lookerOf(ctx, []))) throw new Problem(forbidden, said`Only whoever is asked declines.`)
    const declined = await ended(ctx, id, 'declined')
    await audit(ctx, 'decline-swap', declined)
    await tellDeclined(ctx, { rota, swap: declined })
    return presentSwap(ctx, declined)
  })
}

/** Asks for cover no longer. Of others only whoever changes rotas does that. */
export async function withdrawSwap(ctx: Context, id: string) {
  allow(ctx, 'pager.acknowledge')
  return inTransaction(ctx, async (ctx) => {
    const swap = await getSwap(ctx, id)
    const rota = await getRota(ctx, swap.rotaId)
    if (!canWithdraw(swap, lookerOf(ctx, [])))
      throw new Problem(forbidden, said`Only whoever asks for cover withdraws that, or whoever may change rotas.`)
    const withdrawn = await ended(ctx, id, 'withdrawn')
    await audit(ctx, 'withdraw-swap', withdrawn)
    await tellWithdrawn(ctx, { rota, swap: withdrawn })
    return presentSwap(ctx, withdrawn)
  })
}

async function ended(ctx: Context, id: string, state: 'declined' | 'withdrawn'): Promise<SwapRow> {
  await getOpenSwap(ctx, id)
  const swap = await endSwap(ctx, id, { state })
  if (swap === undefined) throw new Problem(conflict, said`Somebody was faster.`)
  return swap
}

const audit = (ctx: Context, action: string, { id, rotaId }: SwapRow) =>
  recordAudit(ctx, { action: `pager.${action}`, about: { module: 'pager', id: rotaId }, detail: { swap: id } })
