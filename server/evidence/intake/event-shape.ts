import { fieldKinds } from '../event-fields.ts'
import { isAccessLine, isFamily, knownName } from './known-names.ts'
import { isObject, parseKeepingDigits, writtenText } from './read-json.ts'
import { severityOf } from './severity.rules.ts'
import { readInstant } from './read-instant.ts'

type Fields = Readonly<Record<string, unknown>>

/** What an event says: standard attributes as they were sent, and all the others. */
export interface EventShape {
  readonly standard: ReadonlyMap<string, unknown>
  readonly further: ReadonlyMap<string, unknown>
}

const entriesMax = 400

type Take = (name: string, value: unknown) => void

/** Lists of `{key, value: {stringValue}}`, as OpenTelemetry writes attributes in JSON. */
function takeOtlp(prefix: string, list: readonly unknown[], take: Take): void {
  for (const one of list) {
    if (isObject(one) && typeof one['key'] === 'string') take(`${prefix}${one['key']}`, otlpValue(one['value']))
  }
}

const otlpKinds = ['stringValue', 'intValue', 'doubleValue', 'boolValue']

function otlpValue(value: unknown): unknown {
  if (!isObject(value)) return value
  const kind = otlpKinds.find((name) => value[name] !== undefined)
  return kind === undefined ? value : value[kind]
}

const isOtlpList = (value: unknown): value is unknown[] =>
  Array.isArray(value) && value.length > 0 && value.every((one) => isObject(one) && typeof one['key'] === 'string')

/** Every name with its value; objects of known families are taken apart into dotted names. */
function takeEntries(fields: Fields, prefix: string, take: Take): void {
  for (const name of Object.keys(fields)) {
    const path = `${prefix}${name}`
    const value = fields[name]
    if (typeof value !== 'object') {
      take(path, value)
      continue
    }
    const inner = path === 'attributes' ? '' : `${path}.`
    const whole = otlpValue(value)
    if (isOtlpList(value)) takeOtlp(path === 'attributes' || path === 'resource.attributes' ? '' : inner, value, take)
    else if (isObject(whole) && isFamily(path) && !isUnfit(path, whole)) takeEntries(whole, inner, take)
    else take(path, whole)
  }
}

/** An object where a standard attribute must be is a mistake, unless it holds the parts of known names. */
const isUnfit = (path: string, value: Fields): boolean =>
  fieldKinds.has(path) && !Object.keys(value).some((name) => knownName(`${path}.${name}`) !== undefined)

/** Docker and its kin wrap a program's own line of JSON into one of theirs: what the program said counts. */
function unwrap(fields: Fields): Fields {
  for (const name of ['log', 'MESSAGE', 'message', 'line', 'body']) {
    const text = fields[name]
    if (typeof text !== 'string' || !/^\s*\{/.test(text)) continue
    try {
      const inner = parseKeepingDigits(text)
      if (!isObject(inner) || !isLogLine(inner)) continue
      const { [name]: _, ...outer } = fields
      return { ...outer, ...inner }
    } catch {
      // It only looked like JSON: it stays a text.
    }
  }
  return fields
}

/** A line of a log says how severe it is or when it was; any other JSON is what the message is about. */
const isLogLine = (fields: Fields): boolean =>
  Object.keys(fields).some((name) => ['timestamp', 'severity_text'].includes(knownName(name)?.standard ?? ''))

/** Sorts what an event says under standard names, whatever shape it came in. */
export function readShape(event: Fields, receivedAt: number): EventShape {
  const fields = unwrap(event)
  const found = new Map<string, { value: unknown; rank: number; name: string }>()
  const further = new Map<string, unknown>()
  const isAccess = isAccessLine(fields)
  const setAside = (name: string, value: unknown): void => void (further.has(name) || further.set(name, value))
  let count = 0
  takeEntries(fields, '', (name, value) => {
    if (value === null || value === undefined) return
    count += 1
    const known = count > entriesMax ? undefined : knownFor(name, isAccess)
    if (known === undefined) return setAside(name, value)
    // A severity under its own name may still be another program's word.
    const isOwn = name === known.standard && name !== 'severity_text'
    const meant = isOwn ? value : meaningOf(known.standard, name, value, receivedAt)
    const before = found.get(known.standard)
    if (meant === undefined || (before !== undefined && known.rank >= before.rank)) return setAside(name, value)
    if (before !== undefined) setAside(before.name, before.value)
    found.set(known.standard, { value: meant, rank: known.rank, name })
  })
  const standard = new Map<string, unknown>()
  for (const [name, one] of found) standard.set(name, one.value)
  completeRequest(standard, further, fields)
  completeService(standard, further)
  return { standard, further }
}

function knownFor(name: string, isAccess: boolean): ReturnType<typeof knownName> {
  if (isAccess && name === 'host') return { standard: 'site', rank: 1 }
  if (isAccess && name === 'server') return undefined
  return knownName(name)
}

const isStatus = (text: string): boolean => /^[1-5]\d\d$/.test(text)

/** What a text means under the standard names that are no plain text; undefined where it is none of theirs. */
const meanings: Readonly<Record<string, (text: string, name: string, receivedAt: number) => unknown>> = {
  timestamp: (text, _, receivedAt) => (readInstant(text, receivedAt) === undefined ? undefined : text),
  severity_text: (text, name) => severityOf(text, name.toLowerCase()),
  'http.response.status_code': (text) => (isStatus(text) ? text : undefined),
  duration_ms: (text, name) => millisecondsOf(name.toLowerCase(), text),
  'http.response.body.size': (text) => (/^\d{1,15}$/.test(text) ? text : undefined),
}

/** What a value means under a standard name; undefined where it means something else there. */
function meaningOf(standard: string, name: string, value: unknown, receivedAt: number): unknown {
  const text = writtenText(value)
  if (text === undefined || text === '' || text === '-') return undefined
  const meaning = meanings[standard]
  if (meaning !== undefined) return meaning(text, name, receivedAt)
  // A flag or a number is no message and no name.
  if (typeof value !== 'string' && !isIdentifier.has(standard)) return undefined
  return standard === 'network.protocol.version' ? text.replace(/^HTTP\//i, '') : text
}

const isIdentifier = new Set(['customer.id', 'request.id', 'trace.id', 'service.version', 'network.protocol.version'])

/** Names whose unit is not the millisecond, and what one of theirs is in milliseconds. */
const units: Readonly<Record<string, number>> = {
  request_time: 1000,
  upstream_response_time: 1000,
  'event.duration': 1e-6,
  time_elapsed: 1e-3,
}

function millisecondsOf(name: string, text: string): number | undefined {
  const number = Number(text)
  return Number.isFinite(number) && number >= 0 ? Number((number * (units[name] ?? 1)).toPrecision(12)) : undefined
}

const requestLine = /^([A-Z]{3,10}) (\S{1,8000})(?: HTTP\/([\d.]{1,5}))?$/

/** "GET /a?b HTTP/1.1" has method, path and version; a whole address has a path, a query and a site. */
function completeRequest(standard: Map<string, unknown>, further: Map<string, unknown>, fields: Fields): void {
  const give = (name: string, value: string | undefined): void => {
    if (value !== undefined && value !== '' && !standard.has(name)) standard.set(name, value)
  }
  const [, method, target, version] = requestLine.exec(String(fields['request'] ?? '')) ?? []
  if (method !== undefined) {
    further.delete('request')
    give('http.request.method', method)
    give('url.path', target)
    give('network.protocol.version', version)
  }
  const path = standard.get('url.path')
  if (typeof path !== 'string' || fields['url.path'] === path) return
  const [, site, rest] = /^[a-z]+:\/\/([^/?#]{1,300})(.*)$/s.exec(path) ?? [undefined, undefined, path]
  give('site', site)
  const cut = rest!.indexOf('?')
  standard.set('url.path', cut === -1 ? rest! || '/' : rest!.slice(0, cut))
  if (cut !== -1) give('url.query', rest!.slice(cut + 1))
}

/** pino and bunyan call the program `name`; Python's loggers call themselves so, and are no service. */
function completeService(standard: Map<string, unknown>, further: Map<string, unknown>): void {
  const name = further.get('name')
  if (standard.has('service.name') || typeof name !== 'string' || !further.has('pid')) return
  if (!standard.has('host.name') && !further.has('v')) return
  standard.set('service.name', name)
  further.delete('name')
}
