/*
 * When a rule fires and recovers, minute after minute. One function takes every step, whether it is taken now or
 * replayed.
 */

/** So many minutes on end it must not be so any more, or a rule at its limit would ring on and off. */
const calmMinutes = 5

export interface Judged {
  /** At this value, or above it. */
  readonly limit: number
  readonly holdMinutes: number
  /** What is no longer absent is over at once. */
  readonly endsAtOnce: boolean
}

/** Where a rule stands at the end of a minute. All minutes are counted since 1970. */
export interface Standing {
  readonly isFiring: boolean
  /** The first minute on end in which it has been so; while firing: of that firing. */
  readonly since: number | null
  /** The minute at whose end it fired. */
  readonly firedAt: number | null
  /** Minutes on end in which it has not been so. */
  readonly calm: number
  readonly peak: number
}

export const quiet: Standing = { isFiring: false, since: null, firedAt: null, calm: 0, peak: 0 }

/** The standing at the end of a minute, of that at its beginning and the minute's value. */
export function stepTo(before: Standing, at: number, value: number | null, judged: Judged): Standing {
  const isSo = value !== null && value >= judged.limit
  if (!isSo) {
    const calm = before.calm + 1
    const isOver = !before.isFiring || calm >= (judged.endsAtOnce ? 1 : calmMinutes)
    return isOver ? quiet : { ...before, calm }
  }
  const since = before.since ?? at
  const isFiring = before.isFiring || at - since + 1 >= judged.holdMinutes
  return {
    isFiring,
    since,
    firedAt: isFiring ? (before.firedAt ?? at) : null,
    calm: 0,
    peak: Math.max(before.peak, value),
  }
}

export interface FiringMinutes {
  readonly since: number
  readonly firedAt: number
  /** The minute at whose end it was over; null: not yet. */
  readonly endedAt: number | null
  readonly peak: number
}

/** Takes a step for each value, the first of them that of minute `from`. */
export function follow(
  values: readonly (number | null)[],
  from: number,
  judged: Judged,
  standing: Standing = quiet,
): { standing: Standing; firings: FiringMinutes[] } {
  const firings: FiringMinutes[] = []
  const asFiring = ({ since, firedAt, peak }: Standing, endedAt: number | null): FiringMinutes => ({
    since: since ?? from,
    firedAt: firedAt ?? from,
    endedAt,
    peak,
  })
  let now = standing
  values.forEach((value, index) => {
    const before = now
    now = stepTo(before, from + index, value, judged)
    if (before.isFiring && !now.isFiring) firings.push(asFiring(before, from + index))
  })
  if (now.isFiring) firings.push(asFiring(now, null))
  return { standing: now, firings }
}

/** Evidence that comes so late still counts as if it had come in time. */
export const lateMinutes = 5

/** Where a rule stood before the minutes of which more may yet come in. */
export interface Settled {
  /** The first minute that is not settled. */
  readonly to: number
  readonly standing: Standing
}

/** What a look now says: the standing at the end of the values, and what of it is settled. */
export function lookOn(
  settled: Settled,
  values: readonly (number | null)[],
  judged: Judged,
): { settled: Settled; standing: Standing } {
  const to = Math.max(settled.to, settled.to + values.length - lateMinutes)
  const sure = follow(values.slice(0, to - settled.to), settled.to, judged, settled.standing).standing
  return {
    settled: { to, standing: sure },
    standing: follow(values.slice(to - settled.to), to, judged, sure).standing,
  }
}
