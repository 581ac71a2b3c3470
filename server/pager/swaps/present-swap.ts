import type { SwapState } from '@bellwether/contract/pager-swaps.ts'
import { type Context, now } from '../../platform/context.ts'
import { namesById, teamMembers } from '../../people/people.ts'
import { may } from '../../platform/permissions.ts'
import { ownPerson } from '../own-person.ts'
import { findRotasById, peopleOf, type Rota } from '../rota.store.ts'
import { canDecline, canTake, canWithdraw, type Looker, movedOf, returnOf, stateAt } from './swap.rules.ts'
import type { SwapRow } from './swap.store.ts'

/** For verbs: who the rota knows: whoever has turns on it, or is on its team. */
export async function knownTo(ctx: Context, rota: Pick<Rota, 'teamId' | 'written'>): Promise<string[]> {
  const team = await teamMembers(ctx, rota.teamId)
  return [...new Set([...peopleOf(rota), ...team.map(({ id }) => id)])]
}

/** For verbs: how whoever acts stands to a rota. */
export const lookerOf = (ctx: Context, known: readonly string[]): Looker => {
  const personId = ownPerson(ctx)
  return { personId, isKnown: personId !== null && known.includes(personId), mayWrite: may(ctx, 'pager.write') }
}

/** Swaps as the contract shows them to whoever asks; those of a rota that is gone are left out. */
export async function presentSwaps(ctx: Context, rows: readonly SwapRow[]) {
  const rotas = await findRotasById(ctx, [...new Set(rows.map(({ rotaId }) => rotaId))])
  const ofRota = new Map<string, { rota: Rota; who: Looker }>()
  for (const rota of rotas) ofRota.set(rota.id, { rota, who: lookerOf(ctx, await knownTo(ctx, rota)) })
  const names = await namesById(ctx, {
    people: rows.flatMap(({ personId, toId, takenBy }) => [personId, toId, takenBy]),
    teams: rotas.map(({ teamId }) => teamId),
  })
  const nameOf = (id: string | null) => (id === null ? null : names.person(id))
  return rows.flatMap((swap) => {
    const found = ofRota.get(swap.rotaId)
    if (found === undefined) return []
    const { rota, who } = found
    const state = stateAt(swap, now(ctx))
    const isTheirs = state !== 'open' || movedOf(rota, swap) === undefined
    return [
      {
        id: swap.id,
        rota: { id: rota.id, name: rota.name, team: names.team(rota.teamId) },
        person: names.person(swap.personId),
        startsAt: swap.startsAt,
        endsAt: swap.endsAt,
        inReturn: returnOf(swap),
        to: nameOf(swap.toId),
        note: swap.note,
        state,
        isTheirs,
        askedAt: swap.askedAt,
        endedAt: state === 'past-due' ? swap.dueAt : swap.endedAt,
        takenBy: nameOf(swap.takenBy),
        may: rightsTo(swap, who, { state, isTheirs }),
      },
    ]
  })
}

const rightsTo = (swap: SwapRow, who: Looker, { state, isTheirs }: { state: SwapState; isTheirs: boolean }) => {
  const isOpen = state === 'open'
  return {
    take: isOpen && isTheirs && canTake(swap, who),
    decline: isOpen && canDecline(swap, who),
    withdraw: isOpen && canWithdraw(swap, who),
  }
}

/** The same for one that is there. */
export async function presentSwap(ctx: Context, row: SwapRow) {
  const [presented] = await presentSwaps(ctx, [row])
  if (presented === undefined) throw new Error('a swap was presented as nothing')
  return presented
}
