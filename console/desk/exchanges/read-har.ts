import { t } from '../../ui/words.ts'
import type { Body, Exchange, Header, Phase } from './exchange.ts'

/* A HAR file (HTTP Archive 1.2), as a browser saves its network panel. A stranger wrote it: nothing in it is sure. */

const entriesMax = 2000

/** What was recorded, or undefined where it is no such file. */
export function readHar(text: string): Exchange[] | undefined {
  const entries = at(parsed(text), 'log', 'entries')
  return Array.isArray(entries) ? entries.slice(0, entriesMax).map(exchangeOf) : undefined
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const at = (value: unknown, ...path: readonly string[]): unknown =>
  path.reduce<unknown>(
    (inner, name) =>
      typeof inner === 'object' && inner !== null ? (inner as Record<string, unknown>)[name] : undefined,
    value,
  )

const text = (value: unknown): string => (typeof value === 'string' ? value.slice(0, 4000) : '')
const number = (value: unknown): number | null => (typeof value === 'number' && Number.isFinite(value) ? value : null)

const headersOf = (value: unknown): Header[] =>
  Array.isArray(value)
    ? value.slice(0, 200).map((one) => ({ name: text(at(one, 'name')), value: text(at(one, 'value')) }))
    : []

const bodyCharactersMax = 20_000

function bodyOf(value: unknown): Body | null {
  const [words, size] = [at(value, 'text'), number(at(value, 'size'))]
  const isText = typeof words === 'string' && at(value, 'encoding') !== 'base64'
  // A browser writes 0, or -1, where it has nothing.
  if ((typeof words !== 'string' || words === '') && (size === null || size <= 0)) return null
  return {
    mediaType: text(at(value, 'mimeType')),
    text: isText ? words.slice(0, bodyCharactersMax) : '',
    size: size !== null && size > 0 ? size : null,
  }
}

/** The time for TLS is part of that for the connection. */
const phaseNames: Readonly<Record<string, string>> = {
  blocked: t`waiting in the browser`,
  dns: t`name look-up`,
  connect: t`connecting`,
  send: t`sending`,
  wait: t`waiting for the response`,
  receive: t`receiving`,
}

const phasesOf = (timings: unknown): Phase[] =>
  Object.entries(phaseNames).flatMap(([key, name]) => {
    const milliseconds = number(at(timings, key))
    return milliseconds !== null && milliseconds > 0 ? [{ name, milliseconds }] : []
  })

function exchangeOf(entry: unknown): Exchange {
  const status = number(at(entry, 'response', 'status'))
  const remarks = [at(entry, 'response', '_error'), at(entry, 'comment')].map(text).filter((one) => one !== '')
  const address = text(at(entry, 'serverIPAddress'))
  return {
    method: text(at(entry, 'request', 'method')) || '?',
    url: text(at(entry, 'request', 'url')),
    requestHeaders: headersOf(at(entry, 'request', 'headers')),
    // A browser writes 0 where no response came.
    status: status === 0 ? null : status,
    statusText: text(at(entry, 'response', 'statusText')),
    responseHeaders: headersOf(at(entry, 'response', 'headers')),
    milliseconds: number(at(entry, 'time')),
    phases: phasesOf(at(entry, 'timings')),
    sent: bodyOf(at(entry, 'request', 'postData')),
    received: bodyOf(at(entry, 'response', 'content')),
    remarks: [...remarks, ...(address === '' ? [] : [t`Server ${address}`])],
  }
}
