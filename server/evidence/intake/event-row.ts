import { said } from '@bellwether/contract/said.ts'
import { failureSeverities, fieldKinds, type FieldKind } from '../event-fields.ts'
import { readShape, type EventShape } from './event-shape.ts'
import { messageClass } from './message-class.ts'
import { isPlainInstant, readInstant } from './read-instant.ts'
import { isObject, parseKeepingDigits, TooDeep, writtenText } from './read-json.ts'
import { isPlainSeverity } from './severity.rules.ts'

const attributesMax = 128
const textLengthMax = 8192
const nameLengthMax = 200
const futureMilliseconds = 10 * 60_000
const retentionMilliseconds = 7 * 86_400_000

/** What an accepted event does not say in any way that is understood. */
export interface Understood {
  readonly hasService: boolean
  readonly hasInstant: boolean
  readonly hasStatus: boolean
}

/** What one line became: its own bytes as they are, its bytes with a class, or a row made anew. */
export type LineOutcome =
  | { kind: 'as-it-is'; understood: Understood }
  | { kind: 'classed'; classId: string; understood: Understood }
  | { kind: 'rewritten'; row: string; isCorrected: boolean; understood: Understood }
  | { kind: 'bad'; pointer: string; detail: string }

type Fields = Record<string, unknown>

const bad = (pointer: string, detail: string): LineOutcome => ({ kind: 'bad', pointer, detail })

/** Whether the engine can take a value of a standard attribute as it stands. */
function isFitting(kind: FieldKind, value: unknown): boolean {
  if (kind === 'text') return typeof value === 'string' && value.length <= textLengthMax
  if (kind === 'instant') return typeof value === 'string' && isPlainInstant(value)
  if (typeof value !== 'number') return false
  if (kind === 'number') return Number.isFinite(value)
  return Number.isInteger(value) && value >= 0 && value <= (kind === 'status' ? 65_535 : Number.MAX_SAFE_INTEGER)
}

/** Escapes may hide half a letter or NUL, and bytes that are no UTF-8 were replaced: both are cleaned. */
const isClean = (text: string): boolean => !text.includes(String.raw`\u`) && !text.includes('\ufffd')

/** Decides what becomes of one line. `receivedAt` in milliseconds since 1970. */
export function judgeLine(text: string, receivedAt: number): LineOutcome {
  try {
    const event: unknown = JSON.parse(text)
    if (!isObject(event)) return bad('', said`A line must be one JSON object.`)
    if (isStandard(event, receivedAt) && isClean(text)) return standardOutcome(event)
    return rewriteEvent(parseKeepingDigits(text, event) as Fields, receivedAt)
  } catch (error) {
    if (error instanceof TooDeep) return bad('', error.message)
    if (error instanceof SyntaxError) return bad('', said`This is not JSON: ${error.message.slice(0, 200)}`)
    throw error
  }
}

function isStandard(fields: Fields, receivedAt: number): boolean {
  if (typeof fields['timestamp'] !== 'string') return false
  for (const name in fields) {
    const kind = fieldKinds.get(name)
    if (kind === undefined || !isFitting(kind, fields[name])) return false
  }
  const severity = fields['severity_text']
  if (severity !== undefined && !isPlainSeverity(severity as string)) return false
  if (kindOf(fields) !== fields['kind']) return false
  const at = Date.parse(fields['timestamp'])
  return at <= receivedAt + futureMilliseconds && at >= receivedAt - retentionMilliseconds
}

function standardOutcome(fields: Fields): LineOutcome {
  const text = failureTextOf(fields)
  const understood = understoodOf(fields, true)
  return text === ''
    ? { kind: 'as-it-is', understood }
    : { kind: 'classed', classId: messageClass(text).id, understood }
}

const ofRequests = ['http.request.method', 'http.response.status_code', 'url.path', 'url.query', 'cache']

/** Of an event that names no kind: a request has something of one, a log has a text, and the rest is an event. */
function kindOf(fields: Fields): unknown {
  // What the engine fills in where it is missing is a request.
  if (fields['kind'] !== undefined || ofRequests.some((name) => name in fields)) return fields['kind']
  return 'severity_text' in fields || 'body' in fields ? 'log' : 'event'
}

const understoodOf = (row: Fields, hasInstant: boolean): Understood => ({
  hasService: Boolean(row['service.name']),
  hasInstant,
  hasStatus: Boolean(row['http.response.status_code'] || row['severity_text'] || row['error.message']),
})

/** A row whose every value fits, with what is not standard among `attributes`. */
function rewriteEvent(fields: Fields, receivedAt: number): LineOutcome {
  const shape = readShape(fields, receivedAt)
  const timed = timeOf(shape.standard.get('timestamp'), receivedAt)
  if ('detail' in timed) return bad('/timestamp', timed.detail)
  const row: Fields = { timestamp: new Date(timed.at).toISOString() }
  const attributes = new Map<string, string>()
  if (timed.reported !== undefined) attributes.set('timestamp.reported', timed.reported)
  const refusal = placeStandard(shape, row, attributes) ?? placeFurther(shape, attributes)
  if (refusal !== undefined) return refusal
  const kind = kindOf(row)
  if (kind !== undefined) row['kind'] = kind
  // A failure that only has its stack says there what it is.
  const stack = attributes.get('error.stack_trace')
  if (stack !== undefined && row['error.message'] === undefined && failureTextOf(row) === '')
    row['error.message'] = cutMiddle(stack)
  const text = failureTextOf(row)
  const classed = text === '' ? {} : { class: messageClass(text).id }
  const further = attributes.size === 0 ? {} : { attributes: Object.fromEntries(attributes) }
  return {
    kind: 'rewritten',
    row: JSON.stringify({ ...row, ...further, ...classed }),
    isCorrected: timed.reported !== undefined,
    understood: understoodOf(row, timed.isKnown),
  }
}

function placeStandard(shape: EventShape, row: Fields, attributes: Map<string, string>): LineOutcome | undefined {
  for (const [name, value] of shape.standard) {
    if (name === 'timestamp') continue
    const kind = fieldKinds.get(name)
    if (kind === undefined) {
      attributes.set(name, textOf(value))
      continue
    }
    const fitted = fit(name, kind, value)
    if (fitted === undefined) return bad(`/${name}`, said`"${name}" must be ${kindInWords[kind]}.`)
    row[name] = fitted
  }
  return undefined
}

function placeFurther(shape: EventShape, attributes: Map<string, string>): LineOutcome | undefined {
  for (const [name, value] of shape.further) {
    if (name.length > nameLengthMax)
      return bad('', said`A name of an attribute is longer than ${nameLengthMax} characters.`)
    attributes.set(clean(name), textOf(value))
  }
  const count = attributes.size
  return count > attributesMax
    ? bad('', said`There are ${count} further attributes; at most ${attributesMax} are kept.`)
    : undefined
}

/** What went wrong, in words: the error message, or else the body of a log record that is severe. */
function failureTextOf(fields: Fields): string {
  const { body, severity_text: severity, 'error.message': message } = fields as Record<string, string | undefined>
  if (message) return message
  return body && severity && failureSeverities.has(severity.toUpperCase()) ? body : ''
}

const kindInWords: Record<FieldKind, string> = {
  instant: said`an ISO 8601 instant with Z or an offset`,
  text: said`a string`,
  count: said`a whole number from 0`,
  status: said`a whole number from 0 to 65535`,
  number: said`a number`,
}

type Timed = { at: number; reported: string | undefined; isKnown: boolean }

function timeOf(value: unknown, receivedAt: number): Timed | { detail: string } {
  const text = writtenText(value)
  if (value === undefined || text === '') return { at: receivedAt, reported: undefined, isKnown: false }
  const at = text === undefined ? undefined : readInstant(text, receivedAt)
  if (at === undefined) return { detail: said`"timestamp" must be an ISO 8601 instant, e.g. 2026-11-20T16:00:00.000Z.` }
  if (at < receivedAt - retentionMilliseconds)
    return { detail: said`"timestamp" is more than 7 days old; events are kept 7 days.` }
  if (at > receivedAt + futureMilliseconds) return { at: receivedAt, reported: clean(text!), isKnown: true }
  return { at, reported: undefined, isKnown: true }
}

// The engine refuses half a surrogate pair, the records refuse NUL.
const clean = (text: string): string =>
  text.isWellFormed() && !text.includes('\0') ? text : text.replaceAll('\0', '').toWellFormed()
const cut = (text: string): string => clean(text.slice(0, textLengthMax))
/** What went wrong stands at the end of a long traceback, and at the beginning of most other texts. */
const cutMiddle = (text: string): string =>
  text.length <= textLengthMax
    ? clean(text)
    : cut(`${text.slice(0, textLengthMax / 2 - 3)}\n…\n${text.slice(-textLengthMax / 2)}`)
const textOf = (value: unknown): string => cut(writtenText(value) ?? JSON.stringify(value) ?? '')

function fit(name: string, kind: FieldKind, value: unknown): string | number | undefined {
  const text = writtenText(value)
  if (text === undefined) return undefined
  if (kind === 'text') return name === 'error.message' || name === 'body' ? cutMiddle(text) : cut(text)
  const number = text.trim() === '' || typeof value === 'boolean' ? Number.NaN : Number(text)
  return isFitting(kind, number) ? number : undefined
}
