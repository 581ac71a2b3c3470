/** So many lines of a room stand alone; of more the first ones do, and the others are counted. */
const aloneMax = 3
const shownOfMany = 2

/** Lines of a room as they are said: never a flood. */
export function bundled(lines: readonly string[], andMore: (count: number) => string): string[] {
  if (lines.length <= aloneMax) return [...lines]
  return [...lines.slice(0, shownOfMany), andMore(lines.length - shownOfMany)]
}

/** In a minute so many lines are said in a room; what comes then waits, and is said together. */
export const budget = { lines: 6, seconds: 60 } as const

/** How long a room that failed is left alone. */
export const pauseSeconds = (failures: number): number => Math.min(20, 2 ** Math.min(failures, 5))

/** After so many failures what waits is old news. */
export const failuresMax = 100
