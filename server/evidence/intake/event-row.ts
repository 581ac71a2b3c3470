import { failureSeverities, fieldKinds, type FieldKind } from '../event-fields.ts'
import { messageClass } from './message-class.ts'

export const attributesMax = 128
export const textLengthMax = 8192
const nameLengthMax = 200
const futureMilliseconds = 10 * 60_000
const retentionMilliseconds = 7 * 86_400_000

const instantPattern = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:?\d\d)$/

/** What one line became: its own bytes as they are, its bytes with a class, or a row made anew. */
export type LineOutcome =
  | { kind: 'as-it-is' }
  | { kind: 'classed'; classId: string }
  | { kind: 'rewritten'; row: string; isCorrected: boolean }
  | { kind: 'bad'; detail: string }

type Fields = Record<string, unknown>

const bad = (detail: string): LineOutcome => ({ kind: 'bad', detail })
const asItIs: LineOutcome = { kind: 'as-it-is' }

/** Whether the engine can take a value of a standard attribute as it stands. */
function isFitting(kind: FieldKind, value: unknown): boolean {
  if (kind === 'text') return typeof value === 'string' && value.length <= textLengthMax
  if (kind === 'instant') return typeof value === 'string' && instantPattern.test(value)
  if (typeof value !== 'number') return false
  if (kind === 'number') return true
  return Number.isInteger(value) && value >= 0 && value <= (kind === 'status' ? 65_535 : Number.MAX_SAFE_INTEGER)
}

/** Milliseconds of an instant given as ISO 8601, or as seconds, milliseconds or nanoseconds since 1970. */
export function instantOf(value: unknown): number | undefined {
  const number = typeof value === 'string' && /^\d{9,19}$/.test(value) ? Number(value) : value
  if (typeof number === 'number' && number > 0) {
    if (number > 1e17) return Math.floor(number / 1e6)
    return number > 1e11 ? number : number * 1000
  }
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\d[T ]/.test(value)) return undefined
  const instant = Date.parse(value)
  return Number.isNaN(instant) ? undefined : instant
}

/** Decides what becomes of one parsed line. `receivedAt` in milliseconds since 1970. */
export function judgeEvent(event: unknown, receivedAt: number): LineOutcome {
  if (typeof event !== 'object' || event === null || Array.isArray(event)) return bad('A line must be one JSON object.')
  const fields = event as Fields
  let isStandard = typeof fields['timestamp'] === 'string'
  for (const name in fields) {
    const kind = fieldKinds.get(name)
    if (kind === undefined || !isFitting(kind, fields[name])) {
      isStandard = false
      break
    }
  }
  if (isStandard) {
    const at = Date.parse(fields['timestamp'] as string)
    if (at <= receivedAt + futureMilliseconds && at >= receivedAt - retentionMilliseconds) {
      const text = failureTextOf(fields)
      return text === '' ? asItIs : { kind: 'classed', classId: messageClass(text).id }
    }
  }
  return rewriteEvent(fields, receivedAt)
}

/** A row whose every value fits, with what is not standard among `attributes`. */
function rewriteEvent(fields: Fields, receivedAt: number): LineOutcome {
  const timed = timeOf(fields['timestamp'], receivedAt)
  if ('detail' in timed) return bad(timed.detail)
  const row: Record<string, unknown> = { timestamp: new Date(timed.at).toISOString() }
  const attributes: Record<string, string> =
    timed.reported === undefined ? {} : { 'timestamp.reported': timed.reported }
  for (const [name, value] of furtherFields(fields)) {
    const refusal = placeField(name, value, { row, attributes })
    if (refusal !== undefined) return bad(refusal)
  }
  const count = Object.keys(attributes).length
  if (count > attributesMax) return bad(`There are ${count} further attributes; at most ${attributesMax} are kept.`)
  if (count > 0) row['attributes'] = attributes
  const text = failureTextOf(row)
  if (text !== '') row['class'] = messageClass(text).id
  return { kind: 'rewritten', row: JSON.stringify(row), isCorrected: timed.reported !== undefined }
}

/** What went wrong, in words: the error message, or else the body of a log record that is severe. */
function failureTextOf(fields: Fields): string {
  const { body, severity_text: severity, 'error.message': message } = fields as Record<string, string | undefined>
  if (message) return message
  return body && severity && failureSeverities.has(severity.toUpperCase()) ? body : ''
}

/** Puts one value where it belongs; answers why it cannot. */
function placeField(
  name: string,
  value: unknown,
  { row, attributes }: { row: Record<string, unknown>; attributes: Record<string, string> },
): string | undefined {
  if (value === null || value === undefined || name === 'timestamp') return undefined
  const kind = fieldKinds.get(name)
  if (kind === undefined) {
    if (name.length > nameLengthMax) return `A name of an attribute is longer than ${nameLengthMax} characters.`
    attributes[name] = textOf(value)
    return undefined
  }
  const fitted = fit(kind, value)
  if (fitted === undefined) return `"${name}" must be ${kindInWords[kind]}.`
  row[name] = fitted
  return undefined
}

const kindInWords: Record<FieldKind, string> = {
  instant: 'an ISO 8601 instant with Z or an offset',
  text: 'a string',
  count: 'a whole number from 0',
  status: 'a whole number from 0 to 65535',
  number: 'a number',
}

/** An object under `attributes` is a second place for further attributes. */
function* furtherFields(fields: Fields): Iterable<[string, unknown]> {
  for (const [name, value] of Object.entries(fields)) {
    if (name === 'attributes' && typeof value === 'object' && value !== null && !Array.isArray(value)) {
      yield* Object.entries(value)
    } else yield [name, value]
  }
}

function timeOf(value: unknown, receivedAt: number): { at: number; reported: string | undefined } | { detail: string } {
  if (value === undefined || value === null || value === '') return { at: receivedAt, reported: undefined }
  const at = instantOf(value)
  if (at === undefined) return { detail: '"timestamp" must be an ISO 8601 instant, e.g. 2026-11-20T16:00:00.000Z.' }
  if (at < receivedAt - retentionMilliseconds)
    return { detail: '"timestamp" is more than 7 days old; events are kept 7 days.' }
  if (at > receivedAt + futureMilliseconds) return { at: receivedAt, reported: String(value).slice(0, 100) }
  return { at, reported: undefined }
}

// The engine refuses half a surrogate pair.
const cut = (text: string): string => text.slice(0, textLengthMax).toWellFormed()
const textOf = (value: unknown): string => cut(typeof value === 'string' ? value : (JSON.stringify(value) ?? ''))

function fit(kind: FieldKind, value: unknown): string | number | undefined {
  if (kind === 'text') return typeof value === 'object' ? undefined : cut(String(value))
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  if (typeof number !== 'number' || !Number.isFinite(number)) return undefined
  return isFitting(kind, number) ? number : undefined
}
