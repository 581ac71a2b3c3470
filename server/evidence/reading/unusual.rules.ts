import { tailChance } from '../explanation/slice-chance.ts'

/** Something counted in a time, and in the time before it. */
export interface BesideBefore {
  readonly now: number
  readonly before: number
}

/** Events without an error in a step of time that begins there (milliseconds). */
export interface GoodEvents {
  readonly at: number
  readonly events: number
}

export const goodStepMs = 300_000

/** How many of them lie before an instant, and since; the step in which it lies counts as since. */
export function besideInstant(steps: readonly GoodEvents[], at: number): BesideBefore {
  const sum = { now: 0, before: 0 }
  for (const step of steps) sum[step.at + goodStepMs <= at ? 'before' : 'now'] += step.events
  return sum
}

/** Fewer lead nobody anywhere: what fails once fails several times in a row. */
const errorsMin = 5
/** Less of a change than this nobody calls unusual, however sure it is. */
const timesAsOften = 3
/** How often chance alone makes some class of a list look unusual. */
const accepted = 0.001
const goodEventsMin = 100

/** Whether enough came before to say of something that it was not there: `good` are the events without an error. */
export const hasEnough = (good: BesideBefore): boolean => good.before >= goodEventsMin

/** Whether there is enough from before to say of the rest that it is usual: at least half as many good events as now. */
export const canBeJudged = (good: BesideBefore): boolean => hasEnough(good) && good.before >= good.now / 2

/**
 * When a class of errors may have changed: it was never seen before a first one, or from one time to the next. Of times
 * that are drawn alike all fall after the first of theirs, so that splitting there favours nothing.
 */
export const changeAt = ({ before, since }: BesideBefore & { readonly since: number }, from: number): number =>
  before === 0 ? since : from

/**
 * Whether a class of errors is more frequent than before: three times as often per good event, and by more than chance
 * makes of any of `classes` classes (Fisher's exact test from one side, Bonferroni over the classes). Only of what
 * {@link hasEnough}.
 */
export function isUnusual(errors: BesideBefore, good: BesideBefore, classes: number): boolean {
  const isOften = errors.now * good.before >= timesAsOften * errors.before * Math.max(good.now, 1)
  if (errors.now < errorsMin || !isOften) return false
  return tailChance(errors.now, errors.now + errors.before, good.now, good.now + good.before) * classes < accepted
}
