const wordsMin = 4

/** Punctuation that only led to a place, or came after one. */
const trimmed = (run: string): string => run.replace(/^[^\p{L}\p{N}]+/u, '').replace(/[\s([{"'<,:;=#-]+$/, '')

const closing = new Map([
  ['(', ')'],
  ['[', ']'],
  ['{', '}'],
])

/** Without what a bracket began whose end is elsewhere, and without the end of one that began elsewhere. */
function whole(run: string): string {
  const open: { end: string; at: number }[] = []
  let kept = ''
  for (const sign of run) {
    const end = closing.get(sign)
    if (end !== undefined) open.push({ end, at: kept.length })
    else if (open.at(-1)?.end === sign) open.pop()
    else if ([...closing.values()].includes(sign)) continue
    kept += sign
  }
  return open[0] === undefined ? kept : kept.slice(0, open[0].at)
}

/**
 * What an error says, short enough for a title: the longest run of its template in which nothing differs from one to the
 * other. The template itself where there is no such run.
 */
export function spokenMessage(template: string): string {
  const runs = template.split('<*>').map((run) => trimmed(whole(trimmed(run))))
  const longest = runs.reduce((best, run) => (run.length > best.length ? run : best), '')
  return longest.length < wordsMin ? template.replaceAll('<*>', '…') : longest
}
