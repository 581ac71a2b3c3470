const wordsMin = 4

/** Punctuation that only led to a place, or came after one. */
const trimmed = (run: string): string => run.replace(/^[^\p{L}\p{N}]+/u, '').replace(/[\s([{"'<,:;=#-]+$/, '')

/**
 * What an error says, short enough for a title: the longest run of its template in which nothing differs from one to the
 * other. The template itself where there is no such run.
 */
export function spokenMessage(template: string): string {
  const runs = template.split('<*>').map(trimmed)
  const longest = runs.reduce((best, run) => (run.length > best.length ? run : best), '')
  return longest.length < wordsMin ? template.replaceAll('<*>', '…') : longest
}
