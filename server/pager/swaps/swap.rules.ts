import type { SwapState } from '@bellwether/contract/pager-swaps.ts'
import { gapsBetween } from '../forecast.rules.ts'
import type { Span } from '../hours.rules.ts'
import { type RotaPlan, shiftsIn } from '../rota.rules.ts'

/** What is asked for, and what is offered for it. */
export interface AskedSwap {
  readonly personId: string
  readonly startsAt: Date
  readonly endsAt: Date
  readonly toId: string | null
  readonly returnStartsAt: Date | null
  readonly returnEndsAt: Date | null
}

interface DatedSpan {
  readonly startsAt: Date
  readonly endsAt: Date
}

export const msOf = ({ startsAt, endsAt }: DatedSpan): Span => ({
  startsAt: startsAt.getTime(),
  endsAt: endsAt.getTime(),
})

export const datesOf = ({ startsAt, endsAt }: Span): DatedSpan => ({
  startsAt: new Date(startsAt),
  endsAt: new Date(endsAt),
})

/** Who is on for all of a span; undefined where several are, or nobody is for a part of it. */
export function holderOf(plan: RotaPlan, dated: DatedSpan): string | undefined {
  const span = msOf(dated)
  const pieces = shiftsIn(plan, span)
  const holders = new Set(pieces.map(({ personId }) => personId))
  return holders.size === 1 && gapsBetween(pieces, span).length === 0 ? [...holders][0] : undefined
}

/** What is taken in return; null where nothing is. */
export const returnOf = ({ returnStartsAt, returnEndsAt }: AskedSwap): DatedSpan | null =>
  returnStartsAt === null || returnEndsAt === null ? null : { startsAt: returnStartsAt, endsAt: returnEndsAt }

/** Which of both shifts is no longer whose it was when it was asked for. */
export function movedOf(plan: RotaPlan, swap: AskedSwap): 'shift' | 'return' | undefined {
  if (holderOf(plan, swap) !== swap.personId) return 'shift'
  const inReturn = returnOf(swap)
  return inReturn !== null && holderOf(plan, inReturn) !== swap.toId ? 'return' : undefined
}

/** When it is too late: once the first of both shifts has begun, who is on is as it is. */
export const dueOf = (swap: AskedSwap): Date =>
  swap.returnStartsAt !== null && swap.returnStartsAt < swap.startsAt ? swap.returnStartsAt : swap.startsAt

/** Nobody has to come by at the instant at which it is too late. */
export const stateAt = ({ state, dueAt }: { state: SwapState; dueAt: Date }, at: Date): SwapState =>
  state === 'open' && dueAt <= at ? 'past-due' : state

/** Somebody who looks at a swap. */
export interface Looker {
  readonly personId: string | null
  /** They are on the rota, or on its team. */
  readonly isKnown: boolean
  readonly mayWrite: boolean
}

type Seen = Pick<AskedSwap, 'personId' | 'toId'>

/** Whose it is to take: whoever the rota knows but the asker, and of those the one who is asked by name. */
export const canTake = ({ personId, toId }: Seen, who: Looker): boolean =>
  who.personId !== null && who.personId !== personId && who.isKnown && (toId === null || toId === who.personId)

export const canDecline = ({ toId }: Seen, who: Looker): boolean => toId !== null && toId === who.personId

export const canWithdraw = ({ personId }: Seen, who: Looker): boolean => who.mayWrite || personId === who.personId

/** Where somebody is on a rota during a span, as far as it is in it. */
export function onDuring(plan: RotaPlan, personId: string, span: DatedSpan): Span[] {
  return shiftsIn(plan, msOf(span)).filter((piece) => piece.personId === personId)
}

/** Whether two spans have an instant in common. */
export const overlap = (one: DatedSpan, other: DatedSpan): boolean =>
  one.startsAt < other.endsAt && other.startsAt < one.endsAt
