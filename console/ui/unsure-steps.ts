/** A time whose values are not whole, or not known: it must not look like a fall. */
export interface UnsureSpan {
  fromSeconds: number
  toSeconds: number
}

/** Steps of a chart that reach beyond the time that was asked for, by where each begins. */
export const unsureSteps = (
  times: readonly number[],
  stepSeconds: number,
  span: { from: string; to: string },
): UnsureSpan[] =>
  times
    .filter((at) => at * 1000 < Date.parse(span.from) || (at + stepSeconds) * 1000 > Date.parse(span.to))
    .map((at) => ({ fromSeconds: at, toSeconds: at + stepSeconds }))
