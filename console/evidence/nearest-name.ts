/** How many letters must be written, left out or changed to turn one into the other (Levenshtein 1965). */
function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, at) => at)
  for (let at = 0; at < one.length; at += 1) {
    const next = [at + 1]
    for (let to = 0; to < other.length; to += 1)
      next.push(Math.min(next[to]! + 1, row[to + 1]! + 1, row[to]! + (one[at] === other[to] ? 0 : 1)))
    row = next
  }
  return row[other.length]!
}

/** The known name that somebody may have meant: one of which theirs is a part, or one that is a slip away. */
export function nearestName(typed: string, known: readonly string[]): string | undefined {
  const name = typed.toLowerCase().replaceAll(/[^a-z0-9._-]/g, '')
  if (name === '') return undefined
  const whole = known.find((one) => one.toLowerCase() === name || one.toLowerCase().endsWith(`.${name}`))
  if (whole !== undefined) return whole
  const slipMax = Math.max(1, Math.floor(name.length / 4))
  const near = known
    .map((one) => ({ one, slip: distance(name, one.toLowerCase()) }))
    .filter(({ slip }) => slip <= slipMax)
    .toSorted((a, b) => a.slip - b.slip)
  return near[0]?.one ?? known.find((one) => name.length >= 4 && one.toLowerCase().includes(name))
}
