import { createHash } from 'node:crypto'
import type { z } from 'zod'
import type { Mapping, mappedParts } from '@bellwether/contract/pager-mapping.ts'
import { said } from '@bellwether/contract/said.ts'
import { type AlertEvent, bodyOf, type Severity, titleOf } from '../alerts/alert-event.ts'

export type WrittenMapping = z.output<typeof Mapping>
type Part = (typeof mappedParts)[number]

/** What stands at a dotted path: what an object itself has, or a place of a list. */
export function valueAt(body: unknown, path: string): unknown {
  let at = body
  for (const step of path.trim().split('.')) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, step)) return undefined
    at = (at as Record<string, unknown>)[step]
  }
  return at
}

/**
 * A path, or a text with paths: what it says of a body; nothing where none of its places does, as what stands between them is
 * the same for all. One pass over both, whatever they are.
 */
export function textBy(body: unknown, template: string): string {
  const [first = '', ...rest] = template.split('{{')
  if (rest.length === 0) return wordsOf(valueAt(body, template)).trim()
  let [isPlace, isFound] = [false, false]
  const parts = rest.map((part) => {
    const end = part.indexOf('}}')
    if (end === -1) return `{{${part}`
    isPlace = true
    const words = wordsOf(valueAt(body, part.slice(0, end)))
    isFound ||= words.trim() !== ''
    return words + part.slice(end + 2)
  })
  return isFound || !isPlace ? (first + parts.join('')).trim() : ''
}

function wordsOf(value: unknown): string {
  if (typeof value === 'string') return value
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  return value === null || value === undefined ? '' : jsonOf(value)
}

/** What is nested too deep to be written says nothing. */
function jsonOf(value: unknown): string {
  try {
    return JSON.stringify(value)
  } catch {
    return ''
  }
}

const looked = {
  title: ['title', 'summary', 'message', 'text'],
  key: ['id', 'key', 'dedup_key'],
  severity: ['severity', 'level', 'priority'],
  state: ['status', 'state', 'action'],
} as const

const overWords = ['resolved', 'resolve', 'recovered', 'recovery', 'ok', 'closed']

const known: Readonly<Record<Severity, readonly string[]>> = {
  critical: ['critical', 'crit', 'fatal', 'emergency', 'disaster', 'p1', 'sev1'],
  error: ['error', 'err', 'high', 'major', 'p2', 'sev2'],
  warning: ['warning', 'warn', 'average', 'medium', 'minor', 'p3', 'sev3'],
  info: ['info', 'information', 'informational', 'notice', 'debug', 'low', 'p4', 'p5'],
}

interface Read {
  readonly event: AlertEvent & { action: 'trigger' | 'resolve' }
  /** Where the mapping found nothing. */
  readonly missed: readonly Part[]
}

/**
 * Reads an event of any shape, or undefined where it says nothing at all. A mapping that finds nothing loses no alert: what
 * it was to find is looked for by itself.
 */
export function readWebhookEvent(
  body: unknown,
  { mapping, sourceName }: { mapping: WrittenMapping | null; sourceName: string },
): Read | undefined {
  if (typeof body !== 'object' || body === null || Object.keys(body).length === 0) return undefined
  const missed: Part[] = []
  const find = (part: Part, template: string | null | undefined, otherwise: string): string => {
    const found = template ? textBy(body, template) : ''
    if (template && found === '') missed.push(part)
    return found === '' ? otherwise : found
  }
  const { title: titleAt, key: keyAt, severity: severityAt, body: bodyAt, resolvedWhen } = mapping ?? unmapped
  const title = titleOf(find('title', titleAt, firstOf(body, looked.title))) || said`An event of ${sourceName}`
  const key = find('key', keyAt, firstOf(body, looked.key)) || createHash('sha256').update(title).digest('base64url')
  const severity = severityOf(find('severity', severityAt, firstOf(body, looked.severity)), mapping)
  const isOver = resolvedWhen
    ? has(resolvedWhen.is, find('resolvedWhen', resolvedWhen.at, ''))
    : has(overWords, firstOf(body, looked.state))
  const text = find('body', bodyAt, readable(body, title))
  return { event: { action: isOver ? 'resolve' : 'trigger', key, title, body: bodyOf([text]), severity }, missed }
}

const described = ['description', 'message', 'text', 'details', 'body']
const linesMax = 200

/** For people: what describes it first, and then each name with what it says. */
function readable(body: object, title: string): string {
  const description = firstOf(body, described)
  const isSaid = (words: string): boolean => words === '' || words === description || titleOf(words) === title
  const lines = Object.entries(body)
    .slice(0, linesMax)
    .map(([name, value]) => [name, wordsOf(value)] as const)
    .filter(([, words]) => !isSaid(words))
    .map(([name, words]) => `${name}: ${words}`)
  return [titleOf(description) === title ? '' : description, lines.join('\n')].filter((one) => one !== '').join('\n\n')
}

const unmapped = { title: null, key: null, severity: null, body: null, resolvedWhen: null }

/** What the first of these says. */
const firstOf = (body: object, paths: readonly string[]): string =>
  paths.map((path) => scalarOf(valueAt(body, path))).find((text) => text.trim() !== '') ?? ''

/** An object under such a name is none of the words that it looks for. */
const scalarOf = (value: unknown): string => (typeof value === 'object' ? '' : wordsOf(value))

const has = (words: readonly string[], text: string): boolean => {
  const said = text.trim().toLowerCase()
  return words.some((word) => word.toLowerCase() === said)
}

/** What nobody knows pages, as an alert that says nothing does. */
function severityOf(text: string, mapping: WrittenMapping | null): Severity {
  const severities = ['critical', 'error', 'warning', 'info'] as const
  const own = severities.find((one) => has(mapping?.words[one] ?? [], text))
  return own ?? severities.find((one) => has(known[one], text)) ?? 'error'
}
