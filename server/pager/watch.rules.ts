import { dayMilliseconds, minuteMilliseconds, type Span } from './hours.rules.ts'
import { type RotaPlan, shiftsIn } from './rota.rules.ts'

/** How much of the hours after a deploy somebody has to watch customers, who is there already when it begins. */
export interface WatchRule {
  readonly hours: number
  readonly watchedHours: number
}

const hourMilliseconds = 60 * minuteMilliseconds
/** A quiet fortnight is the longest that a window is looked for. */
const lookedAhead = 15 * dayMilliseconds
const step = 15 * minuteMilliseconds
const shownHours = [8, 24, 48]

export interface Watch {
  readonly isWatched: boolean
  /** Of the hours that the rule names. */
  readonly watchedHours: number
  /** Of so many hours after the instant, in how many somebody watches. */
  readonly watched: readonly { readonly hours: number; readonly watchedHours: number }[]
  /** When the last of those who watch now goes, and when the next comes after that; null: nobody does, or not within a fortnight. */
  readonly coverEndsAt: Date | null
  readonly nextEyesAt: Date | null
  /** Whether so much is watched as the rule asks; else when it will be, to a quarter of an hour; null as above. */
  readonly isEnough: boolean
  readonly opensAt: Date | null
}

/** Who will be watching customers after an instant, of all rotas whose work it is, wherever their offices are. */
export function watchAfter(rotas: readonly RotaPlan[], at: Date, rule: WatchRule): Watch {
  const from = at.getTime()
  const seen = { startsAt: from, endsAt: from + lookedAhead + 48 * hourMilliseconds }
  const spans = watchedSpans(rotas, seen)
  const current = spans.find(({ startsAt, endsAt }) => startsAt <= from && from < endsAt)
  const next = spans.find(({ startsAt }) => startsAt > (current?.endsAt ?? from))
  const isEnough = isEnoughAt(spans, from, rule)
  const opensAt = isEnough ? from : firstEnough(spans, from, rule)
  return {
    isWatched: current !== undefined,
    watchedHours: watchedHours(spans, from, rule.hours),
    watched: shownHours.map((hours) => ({ hours, watchedHours: watchedHours(spans, from, hours) })),
    // Of what goes on beyond what is looked at nobody knows here when it ends.
    coverEndsAt: current === undefined || current.endsAt === seen.endsAt ? null : new Date(current.endsAt),
    nextEyesAt: next === undefined ? null : new Date(next.startsAt),
    isEnough,
    opensAt: opensAt === undefined ? null : new Date(opensAt),
  }
}

/** When anybody watches at all: what touches or overlaps is one. */
function watchedSpans(rotas: readonly RotaPlan[], span: Span): Span[] {
  const shifts = rotas.flatMap((rota) => shiftsIn(rota, span)).toSorted((a, b) => a.startsAt - b.startsAt)
  const spans: Span[] = []
  for (const { startsAt, endsAt } of shifts) {
    const last = spans.at(-1)
    if (last !== undefined && startsAt <= last.endsAt)
      spans[spans.length - 1] = { startsAt: last.startsAt, endsAt: Math.max(last.endsAt, endsAt) }
    else spans.push({ startsAt, endsAt })
  }
  return spans
}

function watchedHours(spans: readonly Span[], from: number, hours: number): number {
  const until = from + hours * hourMilliseconds
  const watched = spans.reduce(
    (sum, { startsAt, endsAt }) => sum + Math.max(0, Math.min(endsAt, until) - Math.max(startsAt, from)),
    0,
  )
  return watched / hourMilliseconds
}

function isEnoughAt(spans: readonly Span[], at: number, { hours, watchedHours: needed }: WatchRule): boolean {
  const isThere = spans.some(({ startsAt, endsAt }) => startsAt <= at && at < endsAt)
  return needed === 0 || (isThere && watchedHours(spans, at, hours) >= needed)
}

function firstEnough(spans: readonly Span[], from: number, rule: WatchRule): number | undefined {
  const first = Math.ceil(from / step) * step
  for (let at = first; at < from + lookedAhead; at += step) if (isEnoughAt(spans, at, rule)) return at
  return undefined
}
