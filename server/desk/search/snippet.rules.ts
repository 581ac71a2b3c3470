import { namesAndWords, plain } from './word.rules.ts'

/** A piece of what was said, and where in it the words stand that were looked for: pairs of a start and an end. */
export interface Snippet {
  readonly text: string
  readonly marks: readonly (readonly [number, number])[]
  /** How many different words of those that were looked for stand in it. */
  readonly found: number
}

/** What a word of a text must begin with to be one that was looked for, and how much longer it may be. */
export interface Root {
  readonly root: string
  readonly longer: number
}

/** Which of the words that are looked for a word of a text is, by its place among them; -1 where it is none. */
export interface Finder {
  (token: string): number
  /** Whether any of them may stand in a text, which is soon known. */
  mayBeIn(text: string): boolean
}

/** A finder of words that are known by these roots; texts repeat their words, so it remembers what it has seen. */
export function finderOf(sought: readonly (readonly Root[])[]): Finder {
  const seen = new Map<string, number>()
  const roots = sought.flat().map(({ root }) => withoutFinal(root))
  const find = (token: string): number => {
    const known = seen.get(token)
    if (known !== undefined) return known
    const word = plain(token)
    const place = sought.findIndex((roots) => isOneOf(word, roots))
    seen.set(token, place)
    return place
  }
  const mayBeIn = (text: string): boolean => {
    const letters = withoutFinal(plain(text))
    return roots.some((root) => letters.includes(root))
  }
  return Object.assign(find, { mayBeIn })
}

/** A sigma is another letter at the end of a word, which a whole text and a word alone see in different places. */
const withoutFinal = (letters: string): string => letters.replaceAll('ς', 'σ')

interface Hit {
  readonly from: number
  readonly to: number
  readonly word: number
}

/** Letters of a snippet. */
const width = 200
/** Letters of a text in which a snippet is looked for. */
const lettersMax = 20_000

/**
 * By what a word is known in a text: itself, what begins with it while it is still being written, and its other forms,
 * which begin as its stems do.
 */
export function rootsOf(word: string, stems: readonly string[], isOpen: boolean): Root[] {
  const shared = stems.map((stem) => sharedStart(word, stem)).filter((root) => root.length >= 3)
  return [
    { root: word, longer: isOpen ? Number.MAX_SAFE_INTEGER : 0 },
    ...[...new Set(shared)].map((root) => ({ root, longer: 4 })),
  ]
}

function sharedStart(a: string, b: string): string {
  let at = 0
  while (at < a.length && a[at] === b[at]) at += 1
  return a.slice(0, at)
}

/** The part of a text in which most different words stand that were looked for; undefined where none does. */
export function snippetOf(text: string, find: Finder): Snippet | undefined {
  if (!find.mayBeIn(text)) return undefined
  const hits: Hit[] = []
  for (const { at, token } of namesAndWords(text.slice(0, lettersMax))) {
    const word = find(token)
    if (word >= 0) hits.push({ from: at, to: at + token.length, word })
  }
  if (hits.length === 0) return undefined
  hits.sort((a, b) => a.from - b.from)
  let best = { start: 0, count: 0 }
  for (let first = 0, last = 0; first < hits.length; first += 1) {
    while (last < hits.length && hits[last]!.to - hits[first]!.from <= width) last += 1
    const count = new Set(hits.slice(first, Math.min(last, first + 40)).map(({ word }) => word)).size
    if (count > best.count) best = { start: first, count }
  }
  const from = startOf(text, hits[best.start]!.from)
  const until = Math.min(text.length, from + width)
  return {
    found: best.count,
    text: `${from > 0 ? '…' : ''}${text.slice(from, until)}${until < text.length ? '…' : ''}`.replaceAll(/\s/g, ' '),
    marks: joined(hits.filter((hit) => hit.from >= from && hit.to <= until)).map(
      (hit) => [hit.from - from + (from > 0 ? 1 : 0), hit.to - from + (from > 0 ? 1 : 0)] as const,
    ),
  }
}

/** What overlaps is one: pairs of letters, a name and a word in it. */
function joined(hits: readonly Hit[]): Hit[] {
  const apart: Hit[] = []
  for (const hit of hits) {
    const last = apart.at(-1)
    if (last && hit.from < last.to) apart[apart.length - 1] = { ...last, to: Math.max(last.to, hit.to) }
    else apart.push(hit)
  }
  return apart
}

const isOneOf = (one: string, roots: readonly Root[]): boolean =>
  roots.some(({ root, longer }) => one.startsWith(root) && one.length - root.length <= longer)

/** A little before a hit, where a word begins. */
function startOf(text: string, hit: number): number {
  const wanted = Math.max(0, hit - 40)
  if (wanted === 0) return 0
  const space = text.slice(wanted, hit).search(/\s/)
  return space < 0 ? wanted : wanted + space + 1
}
