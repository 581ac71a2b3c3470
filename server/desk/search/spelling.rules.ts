/** Letters that may be wrong, missing, too many or changed with the next one, by the length of a word. */
const slipsIn = (word: string): number => (word.length < 4 ? 0 : word.length < 7 ? 1 : 2)

/** Of these words the one with the fewest slips from what was written; undefined where none is near enough to be meant. */
export function nearestSpelling(written: string, words: readonly string[]): string | undefined {
  const near = words
    .map((word) => ({ word, slips: slipsBetween(written, word) }))
    .filter(({ slips }) => slips <= slipsIn(written))
  return near.toSorted((a, b) => a.slips - b.slips || (a.word < b.word ? -1 : 1))[0]?.word
}

/** The optimal string alignment distance (Damerau 1964, restricted): edits of single letters and of two beside each other. */
export function slipsBetween(a: string, b: string): number {
  let [before, last] = [[] as number[], Array.from({ length: b.length + 1 }, (_, n) => n)]
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i]
    for (let j = 1; j <= b.length; j += 1) {
      const changed = last[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)
      const isSwapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      row.push(Math.min(changed, last[j]! + 1, row[j - 1]! + 1, isSwapped ? before[j - 2]! + 1 : changed))
    }
    ;[before, last] = [last, row]
  }
  return last[b.length]!
}
