import type { AlertTrigger } from '@bellwether/contract/signals.ts'
import type { ClassMinute, Minute, MinuteSpan } from '../../evidence/evidence.ts'

/*
 * What the evidence says to a rule at the end of each minute, as one number that the rule compares with its limit. All
 * minutes are counted since 1970, and a value stands for all that is known at its end: what looks every minute and what
 * replays a month ask the same functions.
 */

export type OfKind<Kind extends AlertTrigger['kind']> = Extract<AlertTrigger, { kind: Kind }>
type Counting = Exclude<AlertTrigger, { kind: 'new-class' }>

/** A new class that has been silent for so long spreads no more, and after a day it is no longer new. */
const spreadQuietMinutes = 15
const newForMinutes = 1440

/** How far back a minute's value looks. */
export function windowOf(trigger: AlertTrigger): number {
  if (trigger.kind === 'threshold' || trigger.kind === 'ratio') return trigger.windowMinutes
  if (trigger.kind === 'burn-rate') return trigger.longMinutes
  if (trigger.kind === 'new-class') return newForMinutes
  // There were some before: as long before as it may be quiet, and for an hour at least.
  return trigger.quietMinutes + Math.max(trigger.quietMinutes, 60)
}

/** At this value it fires. */
export function limitOf(trigger: AlertTrigger): number {
  if (trigger.kind === 'threshold') return trigger.atLeast
  if (trigger.kind === 'ratio') return trigger.shareMin
  if (trigger.kind === 'burn-rate') return trigger.rateMin
  return trigger.kind === 'new-class' ? trigger.customersMin : trigger.quietMinutes
}

/** Sums over the `minutes` up to the end of each minute. */
export function sumsOver(counts: Float64Array, minutes: number): Float64Array {
  const sums = new Float64Array(counts.length)
  let sum = 0
  for (let at = 0; at < counts.length; at += 1) {
    sum += counts[at]! - (at >= minutes ? counts[at - minutes]! : 0)
    sums[at] = sum
  }
  return sums
}

function denseOf(minutes: readonly Minute[], span: MinuteSpan): { events: Float64Array; bad: Float64Array } {
  const length = Math.max(span.to - span.from, 0)
  const dense = { events: new Float64Array(length), bad: new Float64Array(length) }
  for (const { at, events, bad } of minutes) {
    if (at < span.from || at >= span.to) continue
    dense.events[at - span.from]! += events
    dense.bad[at - span.from]! += bad
  }
  return dense
}

type Values = (number | null)[]

/** A value for each minute of a span; null where there is too little to say anything. */
export function valuesOf(
  trigger: Counting,
  minutes: readonly Minute[],
  span: MinuteSpan,
  lastBefore: number | null = null,
): Values {
  const { events, bad } = denseOf(minutes, span)
  if (trigger.kind === 'threshold') return [...sumsOver(events, trigger.windowMinutes)]
  if (trigger.kind === 'ratio') return ratios({ events, bad }, trigger)
  if (trigger.kind === 'burn-rate') return burnRates({ events, bad }, trigger)
  let last = lastBefore
  return Array.from(events, (count, index) => {
    const at = span.from + index
    if (count > 0) last = at
    return last === null ? null : at - last
  })
}

interface Counts {
  readonly events: Float64Array
  readonly bad: Float64Array
}

function ratios({ events, bad }: Counts, { windowMinutes, eventsMin }: OfKind<'ratio'>): Values {
  const sums = sumsOver(events, windowMinutes)
  const badSums = sumsOver(bad, windowMinutes)
  return Array.from(sums, (sum, at) => (sum < eventsMin ? null : Math.min(badSums[at]! / sum, 1)))
}

/**
 * How many times faster than the objective allows the error budget is used up, by the slower of two windows: the long
 * one says that it matters, the short one that it goes on. Multiwindow burn rate alerts of "The Site Reliability
 * Workbook" (Google, O'Reilly 2018), chapter 5, part 6, https://sre.google/workbook/alerting-on-slos/: an objective of
 * 99.9 % of which 1.44 % fail for an hour burns at 14.4 and has then used 2 % of the budget of 30 days. Its remedy for
 * little traffic is kept as well: with fewer events than `eventsMin` in the long window nothing is said.
 */
function burnRates({ events, bad }: Counts, trigger: OfKind<'burn-rate'>): Values {
  // 1 - 0.999 is a little more than 0.001.
  const budget = Number((1 - trigger.objective).toFixed(9))
  const [long, short] = [trigger.longMinutes, trigger.shortMinutes].map((minutes) => ({
    events: sumsOver(events, minutes),
    bad: sumsOver(bad, minutes),
  }))
  const rate = (of: Counts, at: number): number => (of.events[at]! === 0 ? 0 : of.bad[at]! / of.events[at]! / budget)
  return Array.from(events, (_, at) =>
    long!.events[at]! < trigger.eventsMin ? null : Math.min(rate(long!, at), rate(short!, at)),
  )
}

interface Spread {
  since: number
  lastAt: number
  customers: number
}

/** The customers that the most widespread of the new classes has reached by the end of each minute. */
export function spreadsOf(minutes: readonly ClassMinute[], span: MinuteSpan): Values {
  const byMinute = Map.groupBy(minutes, ({ at }) => at)
  const classes = new Map<string, Spread>()
  return Array.from({ length: Math.max(span.to - span.from, 0) }, (_, index) => {
    const at = span.from + index
    for (const { classId, errors, customers } of byMinute.get(at) ?? []) {
      const spread = classes.get(classId) ?? { since: at, lastAt: at, customers: 0 }
      classes.set(classId, {
        ...spread,
        lastAt: errors > 0 ? at : spread.lastAt,
        customers: spread.customers + customers,
      })
    }
    let most = 0
    for (const [classId, { since, lastAt, customers }] of classes) {
      if (at - since >= newForMinutes) classes.delete(classId)
      else if (at - lastAt < spreadQuietMinutes) most = Math.max(most, customers)
    }
    return most
  })
}
