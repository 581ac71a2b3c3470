import { priorities } from '@bellwether/contract/priority.ts'
import { said } from '@bellwether/contract/said.ts'
import { plain, wordsOf } from './word.rules.ts'

/** What somebody searches for, as they wrote it. */
export interface Query {
  /** All of these must be there. */
  readonly words: readonly SoughtWord[]
  /** None of these may be there. */
  readonly without: readonly string[]
  /** Texts that must stand there as they are. */
  readonly phrases: readonly string[]
  readonly filters: readonly Filter[]
  /** What could not be understood, to be said beside the results. */
  readonly problems: readonly string[]
}

export interface SoughtWord {
  readonly word: string
  /** The last word may still be being written: what begins with it is found, too. */
  readonly isOpen: boolean
}

export type Filter =
  | { readonly kind: 'is'; readonly value: (typeof states)[number] }
  | { readonly kind: 'has'; readonly value: 'file' }
  | { readonly kind: 'priority'; readonly value: (typeof priorities)[number] }
  | { readonly kind: 'before' | 'after'; readonly value: string }
  | { readonly kind: 'from' | 'subject' | 'site' | 'tag' | 'team' | 'customer' | 'owner'; readonly value: string }

export const states = ['open', 'resolved', 'urgent', 'mine', 'unclaimed', 'late', 'undocumented'] as const

/** More would not make a search clearer. */
const wordsMax = 12

const part =
  /(-?)(?:(is|has|from|subject|site|tag|team|customer|owner|priority|before|after):("[^"]*"|\S+)|"([^"]*)"|(\S+))/giu

/** Looks like a filter, and is none: no address (`http://`), no port (`host:80`), no time (`12:30`). */
const noFilter = /^([a-z]{2,12}):[\p{L}"]/iu

const unknownFilter = (text: string): string[] =>
  [noFilter.exec(text)?.[1] ?? []]
    .flat()
    .map((name) => said`"${name}:" is no filter, so it is looked for as it stands.`)

/** Reads `from:vera is:open "502 bad gateway" -test checkout`. Whatever somebody writes is a query. */
export function readQuery(text: string): Query {
  const words: string[] = []
  const without: string[] = []
  const phrases: string[] = []
  const filters: Filter[] = []
  const problems: string[] = []
  for (const [, minus, kind, value, quoted, loose] of text.matchAll(part)) {
    if (kind !== undefined) {
      if (minus) problems.push(said`"${kind}:" cannot be left out by a minus: it is looked for as it stands.`)
      const filter = filterOf(kind.toLowerCase(), (value ?? '').replaceAll('"', ''))
      if (typeof filter === 'string') problems.push(filter)
      else filters.push(filter)
    } else if (quoted !== undefined) {
      phrases.push(plain(quoted).trim())
      words.push(...wordsOf(quoted))
    } else if (minus) without.push(...looseWords(loose ?? ''))
    else {
      words.push(...looseWords(loose ?? ''))
      problems.push(...unknownFilter(loose ?? ''))
    }
  }
  if (words.length > wordsMax) problems.push(said`Only the first ${wordsMax} words are looked for.`)
  const isOpen = !/[\s"]$/.test(text)
  const kept = [...new Set(words)].slice(0, wordsMax)
  return {
    words: kept.map((word, n) => ({ word, isOpen: isOpen && n === kept.length - 1 })),
    without: [...new Set(without)].slice(0, wordsMax),
    phrases: phrases.filter((one) => one !== '').slice(0, wordsMax),
    filters,
    problems,
  }
}

/** Of a name (`pop7-h4.example`) the whole, which is what somebody means by it; else its words (`follow-up`, `it's`). */
export function looseWords(text: string): string[] {
  const all = [...wordsOf(text)]
  const whole = all.findLast((one) => /[.@/:_]/.test(one))
  return whole === undefined ? all.filter((one) => /^[\p{L}\p{N}]+$/u.test(one)) : [whole]
}

/** The filter, or what is wrong with it. */
function filterOf(kind: string, value: string): Filter | string {
  if (kind === 'is') {
    const state = states.find((one) => one === value.toLowerCase())
    return state ? { kind, value: state } : said`"is:${value}" is not known: use ${states.join(', ')}.`
  }
  if (kind === 'priority') {
    const priority = priorities.find((one) => one === value.toLowerCase())
    return priority ? { kind, value: priority } : said`"priority:${value}" is not known: use ${priorities.join(', ')}.`
  }
  if (kind === 'has') {
    return /^(?:files?|attachments?)$/i.test(value)
      ? { kind, value: 'file' }
      : said`"has:${value}" is not known: use has:file.`
  }
  return kind === 'before' || kind === 'after' ? dayFilter(kind, value) : namedFilter(kind as Named['kind'], value)
}

function dayFilter(kind: 'before' | 'after', value: string): Filter | string {
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(value))
  return isDay ? { kind, value } : said`"${kind}:${value}" is no day: write it like ${kind}:2026-11-25.`
}

type Named = Extract<Filter, { kind: 'from' }>

function namedFilter(kind: Named['kind'], value: string): Filter | string {
  const isOfWords = kind === 'from' || kind === 'subject'
  const isEmpty = value.trim() === '' || (isOfWords && looseWords(value).length === 0)
  return isEmpty ? said`Say of whom or what after "${kind}:".` : { kind, value: value.trim() }
}
