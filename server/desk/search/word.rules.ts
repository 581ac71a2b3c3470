/** Letters of a text that are read; what is longer is a log, whose beginning tells what it is. */
const lettersMax = 200_000
/** Different words of a text that can be found. */
const wordsMax = 5_000
const longestWord = 60
const longestName = 120

/** Scripts that write without spaces: each two letters beside each other are a word. */
const unspaced =
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]+$/u
const word = /[\p{L}\p{N}]+/gu
/** A host, an address, a path, a version, a class of an error: found as a whole as well as by its parts. */
const run = /[^\s<>"(),;[\]{}|\\]+/gu
const edges = /^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu
const name = /^[!-~]*[^a-z0-9][!-~]*$/

/** As words are compared: small letters without accents, whatever their form in Unicode. */
export const plain = (text: string): string =>
  text
    .normalize('NFKD')
    .replaceAll(/\p{M}+/gu, '')
    .toLowerCase()
    .replaceAll('ß', 'ss')

/** The words of a text, each once, in its order; in time linear in its letters, and not more than can be kept. */
export function wordsOf(text: string): Set<string> {
  // What is cut in the middle of a letter is no text any more, which the database refuses.
  const letters = plain(text.slice(0, lettersMax).toWellFormed())
  const found = new Set<string>()
  for (const [one] of letters.matchAll(run)) {
    if (found.size >= wordsMax) return found
    for (const [part] of one.matchAll(word)) for (const letters of partsOf(part)) found.add(letters)
    if (one.length > longestName) continue
    const whole = one.replaceAll(edges, '')
    if (name.test(whole)) found.add(whole)
  }
  return found
}

const written = /[\p{L}\p{N}\p{M}]+/gu

/** The same as they stand in a text, each with its place: words, pairs of letters, and names as a whole. */
export function* namesAndWords(text: string): Generator<{ at: number; token: string }> {
  for (const { 0: one, index } of text.matchAll(run)) {
    for (const { 0: part, index: within } of one.matchAll(written)) yield* pairsIn(part, index + within)
    if (one.length > longestName) continue
    const before = /^[^\p{L}\p{N}]*/u.exec(one)?.[0].length ?? 0
    const whole = one.replaceAll(edges, '')
    if (name.test(whole.toLowerCase())) yield { at: index + before, token: whole }
  }
}

function* pairsIn(token: string, at: number): Generator<{ at: number; token: string }> {
  const letters = unspaced.test(token) ? Array.from(token) : [token]
  if (letters.length < 3) return yield { at, token }
  let from = at
  for (const [n, letter] of letters.entries()) {
    const next = letters[n + 1]
    if (next !== undefined) yield { at: from, token: letter + next }
    from += letter.length
  }
}

function partsOf(one: string): string[] {
  const word = one.slice(0, longestWord).toWellFormed()
  if (!unspaced.test(word)) return [word]
  const letters = Array.from(word)
  return letters.length === 1 ? letters : letters.slice(1).map((letter, n) => `${letters[n]}${letter}`)
}

/** What can have an inflected form: a word of a language, not a number or a name. */
export const isInflected = (one: string): boolean => /^\p{L}{3,}$/u.test(one)
