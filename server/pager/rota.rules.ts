import type { Span } from './hours.rules.ts'
import { type Layer, layerShifts, onLayerAt, type RankedShift, type Shift } from './layer.rules.ts'

/** Between two instants somebody else is on call, or nobody. Of several the one made last counts. */
export interface Override {
  readonly id: string
  readonly startsAt: Date
  readonly endsAt: Date
  /** null: nobody, which leaves a gap. */
  readonly personId: string | null
  readonly madeAt: Date
}

/**
 * What a rota's answers are computed from. One person is on call at a time: by an override, else by the upmost
 * layer that has somebody then. What another layer has at the same time is an overlap and pages nobody.
 */
export interface RotaPlan {
  readonly layers: readonly Layer[]
  readonly overrides: readonly Override[]
}

/** Who is on call at an instant. */
export function onCallAt({ layers, overrides }: RotaPlan, at: Date): string | undefined {
  const ms = at.getTime()
  const override = newest(overrides.filter(({ startsAt, endsAt }) => startsAt <= at && at < endsAt))
  if (override !== undefined) return override.personId ?? undefined
  let best: { personId: string; rank: number } | undefined
  for (const layer of layers) {
    const on = onLayerAt(layer, ms)
    if (on !== undefined && (best === undefined || on.rank < best.rank)) best = on
  }
  return best?.personId
}

/** Everyone whom one of the rotas has on call at an instant, once, in the order of the rotas. */
export const onCallOf = (rotas: readonly RotaPlan[], at: Date): string[] => [
  ...new Set(rotas.flatMap((rota) => onCallAt(rota, at) ?? [])),
]

/** The shifts that overlap the window, whole as far as a month beyond it, in order: what one person has without a break is one. */
export function shiftsBetween(plan: RotaPlan, from: Date, to: Date): Shift[] {
  const seen = { startsAt: from.getTime() - beyond, endsAt: to.getTime() + beyond }
  return joined(shiftsIn(plan, seen))
    .filter(({ startsAt, endsAt }) => startsAt < to.getTime() && endsAt > from.getTime())
    .map(({ personId, startsAt, endsAt }) => ({ personId, startsAt: new Date(startsAt), endsAt: new Date(endsAt) }))
}

const beyond = 32 * 86_400_000

export interface Piece extends Span {
  readonly personId: string
}

/** Who is on call from one instant to the next at which anything begins or ends, cut to the span. */
export function shiftsIn(plan: RotaPlan, span: Span): Piece[] {
  const layered = plan.layers.flatMap((layer) => layerShifts(layer, span))
  const pieces = upmost(layered)
  const overrides = plan.overrides.toSorted((a, b) => a.madeAt.getTime() - b.madeAt.getTime() || (a.id < b.id ? -1 : 1))
  return overrides.reduce((under, override) => withOverride(under, override, span), pieces)
}

/** Of what overlaps, the lowest rank. */
function upmost(shifts: readonly RankedShift[]): Piece[] {
  const ordered = shifts.toSorted((a, b) => a.rank - b.rank || a.startsAt - b.startsAt)
  let taken: Piece[] = []
  for (const [, ofRank] of Map.groupBy(ordered, ({ rank }) => rank)) {
    const free = ofRank.flatMap((shift) => without(shift, taken))
    taken = [...taken, ...free].toSorted((a, b) => a.startsAt - b.startsAt)
  }
  return taken
}

/** What is left of a piece where these, which are in order, are cut out of it. */
function without(piece: Piece, cut: readonly Span[]): Piece[] {
  const left: Piece[] = []
  let at = piece.startsAt
  for (let n = firstEndingAfter(cut, at); n < cut.length && at < piece.endsAt; n += 1) {
    const { startsAt, endsAt } = cut[n] as Span
    if (startsAt >= piece.endsAt) break
    if (startsAt > at) left.push({ ...piece, startsAt: at, endsAt: startsAt })
    at = Math.max(at, endsAt)
  }
  if (at < piece.endsAt) left.push({ ...piece, startsAt: at })
  return left
}

function firstEndingAfter(spans: readonly Span[], at: number): number {
  let [low, high] = [0, spans.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((spans[middle] as Span).endsAt <= at) low = middle + 1
    else high = middle
  }
  return low
}

function withOverride(under: Piece[], { startsAt, endsAt, personId }: Override, span: Span): Piece[] {
  const cut = { startsAt: Math.max(startsAt.getTime(), span.startsAt), endsAt: Math.min(endsAt.getTime(), span.endsAt) }
  if (cut.startsAt >= cut.endsAt) return under
  const left = under.flatMap((piece) => without(piece, [cut]))
  return (personId === null ? left : [...left, { ...cut, personId }]).toSorted((a, b) => a.startsAt - b.startsAt)
}

function newest(overrides: readonly Override[]): Override | undefined {
  return overrides.toSorted((a, b) => b.madeAt.getTime() - a.madeAt.getTime() || (a.id < b.id ? 1 : -1))[0]
}

/** An edit in the middle of a shift does not make two of it. */
function joined(pieces: readonly Piece[]): Piece[] {
  const result: Piece[] = []
  for (const piece of pieces) {
    const last = result.at(-1)
    if (last?.personId === piece.personId && last.endsAt === piece.startsAt)
      result[result.length - 1] = { ...last, endsAt: piece.endsAt }
    else result.push(piece)
  }
  return result
}

/** Who is on call, until when, and who comes next: on a gap nobody until somebody does. */
export interface Standing {
  readonly now: string | null
  /** null: nothing changes within the year that is looked at. */
  readonly until: Date | null
  readonly next: { readonly personId: string; readonly startsAt: Date } | null
}

const lookedAhead = [8, 40, 366].map((days) => days * 86_400_000)

/** How a rota stands at an instant. Most change within a week: a year is looked at for those that do not. */
export function standingAt(plan: RotaPlan, at: Date): Standing {
  const now = onCallAt(plan, at) ?? null
  for (const ahead of lookedAhead) {
    const span = { startsAt: at.getTime(), endsAt: at.getTime() + ahead }
    const [first, second] = joined(shiftsIn(plan, span))
    const current = now === null ? undefined : first
    const next = now === null ? first : second
    const until = current?.endsAt ?? next?.startsAt
    if (next !== undefined)
      return { now, until: dateOf(until), next: { personId: next.personId, startsAt: new Date(next.startsAt) } }
    if (until !== undefined && until < span.endsAt && ahead === lookedAhead.at(-1))
      return { now, until: dateOf(until), next: null }
  }
  return { now, until: null, next: null }
}

const dateOf = (ms: number | undefined): Date | null => (ms === undefined ? null : new Date(ms))
