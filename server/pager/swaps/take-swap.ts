import { notFree } from '@bellwether/contract/pager-swaps.ts'
import { conflict, forbidden } from '@bellwether/contract/problem.ts'
import { said } from '@bellwether/contract/said.ts'
import { recordAudit } from '../../platform/audit/record-audit.ts'
import type { Context } from '../../platform/context.ts'
import { inTransaction } from '../../platform/database/in-transaction.ts'
import { getPerson, namesById, personName } from '../../people/people.ts'
import { allow } from '../../platform/permissions.ts'
import { Problem } from '../../platform/problem.ts'
import { makeOverrides } from '../change-overrides.ts'
import { findAway } from '../leave/find-away.ts'
import { lockRota } from '../lock-rota.ts'
import { findRotasForWorks, type Rota } from '../rota.store.ts'
import { wallClock } from '../tell-moved-shifts.ts'
import { getOpenSwap, getSwap } from './end-swap.ts'
import { knownTo, lookerOf, presentSwap } from './present-swap.ts'
import { canTake, type Looker, movedOf, onDuring, overlap, returnOf } from './swap.rules.ts'
import { endSwap, type SwapRow } from './swap.store.ts'
import { tellTaken } from './tell-of-swap.ts'

/**
 * Takes a shift for which somebody asks for cover: overrides say who is on from then on, in both directions where one
 * is taken in return. Of two who take it at once the second is refused.
 */
export async function takeSwap(ctx: Context, id: string, { anyway }: { anyway: boolean }) {
  allow(ctx, 'pager.acknowledge')
  return inTransaction(ctx, async (ctx) => {
    const rota = await lockRota(ctx, (await getSwap(ctx, id)).rotaId)
    const asked = await getSwap(ctx, id)
    const takerId = await requireTaker(ctx, asked, lookerOf(ctx, await knownTo(ctx, rota)))
    const swap = await getOpenSwap(ctx, id)
    requireUnmoved(rota, swap)
    if (!anyway) await requireFree(ctx, rota, swap, takerId)
    const taken = await endSwap(ctx, id, { state: 'taken', takenBy: takerId })
    // Whoever was asked may say no at the same moment: they hold no lock of the rota.
    if (taken === undefined) throw new Problem(conflict, said`Somebody was faster.`)
    await makeOverrides(ctx, rota, overridesOf(swap, takerId))
    const detail = { swap: id, from: swap.personId, startsAt: swap.startsAt, endsAt: swap.endsAt, anyway }
    await recordAudit(ctx, { action: 'pager.take-swap', about: { module: 'pager', id: rota.id }, detail })
    await tellTaken(ctx, { rota, swap: taken }, takerId)
    return presentSwap(ctx, taken)
  })
}

/** Why somebody asks is theirs, and is not kept with who is on. */
const unsaid = { note: '' }

function overridesOf(swap: SwapRow, takerId: string) {
  const { startsAt, endsAt, personId } = swap
  const inReturn = returnOf(swap)
  return [
    { personId: takerId, startsAt, endsAt, ...unsaid },
    ...(inReturn === null ? [] : [{ personId, ...inReturn, ...unsaid }]),
  ]
}

async function requireTaker(ctx: Context, swap: SwapRow, who: Looker): Promise<string> {
  const { personId } = who
  if (personId !== null && canTake(swap, who)) return personId
  if (personId === null) throw new Problem(forbidden, said`Only a person takes a shift.`)
  if (personId === swap.personId) throw new Problem(forbidden, said`It is your own shift.`)
  if (swap.toId === null)
    throw new Problem(forbidden, said`Only whoever is on the rota or on its team takes a shift of it.`)
  const { name } = await personName(ctx, swap.toId)
  throw new Problem(forbidden, said`Only ${name} is asked.`)
}

function requireUnmoved(rota: Rota, swap: SwapRow): void {
  const moved = movedOf(rota, swap)
  if (moved === 'shift')
    throw new Problem(conflict, said`The shift moved since it was asked for: somebody else is on then, or nobody.`)
  if (moved === 'return')
    throw new Problem(conflict, said`What is offered in return moved: somebody else is on then, or nobody.`)
}

/** Says all that they have then; of an hour before or after it nothing. */
async function requireFree(ctx: Context, rota: Rota, swap: SwapRow, takerId: string): Promise<void> {
  const { timeZone } = await getPerson(ctx, takerId)
  const paging = (await findRotasForWorks(ctx, ['paging'])).filter(({ id }) => id !== rota.id)
  const elsewhere = paging.flatMap((one) =>
    onDuring(one, takerId, swap)
      .slice(0, 1)
      .map((span) => ({ one, span })),
  )
  const names = await namesById(ctx, { teams: elsewhere.map(({ one }) => one.teamId) })
  const duties = elsewhere.map(({ one, span }) => {
    const from = wallClock(new Date(span.startsAt), timeZone)
    return said`You are on call for "${one.name}" of ${names.team(one.teamId).name} then, from ${from} (${timeZone}) on.`
  })
  const away = (await findAway(ctx, [takerId], swap)).some((leave) => overlap(leave, swap))
  const reasons = [...duties, ...(away ? [said`You are away then.`] : [])]
  if (reasons.length > 0) throw new Problem(notFree, reasons.join(' '))
}
