import type { Clock } from '@bellwether/contract/desk.ts'
import { t } from '../ui/words.ts'

/*
 * Late care is a sliding scale: an answer in time is judged by whether it is right; the later it comes, the more its
 * tone must carry as well.
 */

export type Care = 'some' | 'much' | 'all'

export interface LateCare {
  readonly care: Care
  /** How long the customer has waited, in milliseconds. */
  readonly waitedMs: number
}

/** From so many times the target on, and in any case from this wait on, more care is needed. */
const scale: readonly { care: Care; times: number; waitedMs: number }[] = [
  { care: 'all', times: 6, waitedMs: 24 * 3_600_000 },
  { care: 'much', times: 2, waitedMs: 8 * 3_600_000 },
  { care: 'some', times: 1, waitedMs: Infinity },
]

const answered: readonly Clock['name'][] = ['first-response', 'next-response', 'promise']

/** How late an answer now is; null while it is in time, or nobody waits for one. */
export function lateCareOf(clocks: readonly Clock[], nowMs: number): LateCare | null {
  const late = clocks.flatMap(({ name, startedAt, dueAt, stoppedAt }) => {
    if (!answered.includes(name) || stoppedAt !== null || dueAt === null) return []
    const waitedMs = nowMs - Date.parse(startedAt)
    const times = waitedMs / Math.max(1, Date.parse(dueAt) - Date.parse(startedAt))
    const step = nowMs > Date.parse(dueAt) ? scale.find((one) => times >= one.times || waitedMs >= one.waitedMs) : null
    return step ? [{ care: step.care, waitedMs }] : []
  })
  return late.toSorted((a, b) => b.waitedMs - a.waitedMs)[0] ?? null
}

/** What is known of the ticket, to tell what must not be in an answer. */
export interface Reader {
  /** The name of the contact. */
  readonly name: string
  /** Names that are ours alone: of teams that were asked. */
  readonly internals: readonly string[]
}

/** A draft as its reader meets it. */
interface Draft {
  readonly text: string
  readonly greeting: string
  readonly firstName: string
  /** Sentences that own the wait, and the first of the others. */
  readonly owned: number
  readonly first: string
  /** Names of teams and hosts, and numbers, that mean something to us alone. */
  readonly ours: readonly string[]
}

/** What would make a late answer better, in the order in which it is read; none where nothing would. */
export function careHints(text: string, reader: Reader): string[] {
  if (text.trim() === '') return []
  const draft = draftOf(text.trim(), reader)
  return advice.filter(({ isDue }) => isDue(draft)).map(({ say }) => say(draft))
}

function draftOf(text: string, { name, internals }: Reader): Draft {
  const [line = ''] = text.split('\n')
  const greeting = line.length < 80 && greets.test(line) ? line : ''
  const sentences = text
    .slice(greeting.length)
    .split(/(?<=[.!?])\s+|\n+/)
    .filter((sentence) => sentence.trim() !== '')
  return {
    text,
    greeting,
    firstName: nameIn(name),
    owned: sentences.filter((sentence) => owns.test(sentence)).length,
    first: sentences.find((sentence) => !owns.test(sentence)) ?? '',
    ours: [...internals.filter((one) => one !== '' && hasWord(text, one)), ...(inside.exec(text) ?? []).slice(0, 1)],
  }
}

/** Whoever gave no name is written down by their address. */
const nameIn = (name: string): string => (name.includes('@') ? '' : (name.trim().split(/\s+/)[0] ?? ''))

interface Advice {
  readonly isDue: (draft: Draft) => boolean
  readonly say: (draft: Draft) => string
}

const advice: readonly Advice[] = [
  {
    isDue: ({ firstName, greeting }) => firstName !== '' && !hasWord(greeting, firstName),
    say: ({ firstName }) => t`Greet ${firstName} by name.`,
  },
  { isDue: ({ owned }) => owned === 0, say: () => t`Say sorry for the wait, in one sentence.` },
  { isDue: ({ owned }) => owned > 1, say: () => t`Say sorry once: more is about us.` },
  {
    isDue: ({ first }) => !carries.test(first),
    say: () => t`Begin with the answer, or with the next step and by when.`,
  },
  { isDue: ({ text }) => blames.test(text), say: () => t`Leave out what sounds like blame.` },
  {
    isDue: ({ ours }) => ours.length > 0,
    say: ({ ours }) => t`Leave out what only we know: ${ours.join(', ')}.`,
  },
]

const greets = /^(?:hi|hello|hey|dear|good (?:morning|afternoon|evening))\b/i
const owns = /\b(?:sorry|apolog(?:y|ies|i[sz]e)|regret|(?:took|taken|waited|waiting) (?:far |much |way )?too long)\b/i
const carries =
  /\d|\b(?:today|tomorrow|tonight|now|by|until|within|found|fixed|mended|solved|resolved|works?|working|because|cause[ds]?|please|try|set|use|change|will)\b/i
const blames =
  /\byou (?:should have|should've|must have|failed|forgot|didn['’]t|did not)\b|\b(?:your (?:fault|mistake|error)|as (?:i|we) (?:already )?(?:said|told you)|obviously|user error)\b/i
const inside =
  /\b(?:R\d{1,6}\b|#\d{1,9} \(internal|internal(?:ly)? (?:ticket|note)|pop\d+-h\d+)|\/(?:evidence|reports|tickets)\/?[?\w-]*/i

const hasWord = (text: string, word: string): boolean => {
  const at = text.toLowerCase().indexOf(word.toLowerCase())
  if (at < 0) return false
  const isLetter = (character: string | undefined): boolean => character !== undefined && /[\p{L}\d]/u.test(character)
  return !isLetter(text[at - 1]) && !isLetter(text[at + word.length])
}
