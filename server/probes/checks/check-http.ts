import http, { type IncomingMessage } from 'node:http'
import https from 'node:https'
import { TLSSocket } from 'node:tls'
import { bodyBytesMax, type Check, type Outcome, redirectsMax } from '@bellwether/contract/probes.ts'
import { said } from '@bellwether/contract/said.ts'
import { lookupOf, NotAsExpected, type Reach, refuseInternal } from './reach.ts'

type HttpCheck = Extract<Check, { kind: 'http' }>
/** What is seen on the way, also where it does not end well. */
export type Seen = { -readonly [Part in 'statusCode' | 'certificate']: Outcome[Part] }

const headers = { 'user-agent': 'bellwether-probe', accept: '*/*', 'accept-encoding': 'identity' }

/** Asks for an address and holds the answer against what is expected; throws what is not. */
export async function checkHttp(check: HttpCheck, reach: Reach, signal: AbortSignal, seen: Seen): Promise<void> {
  const response = await followed(check, reach, signal, seen)
  try {
    const status = response.statusCode ?? 0
    seen.statusCode = status
    if (!isAmong(status, check.statuses)) throw new NotAsExpected(said`the status is ${status}, not ${check.statuses}`)
    expectHeader(check, response)
    if (check.text !== null && check.method === 'GET') await expectText(check.text, response)
  } finally {
    response.destroy()
  }
}

async function followed(check: HttpCheck, reach: Reach, signal: AbortSignal, seen: Seen): Promise<IncomingMessage> {
  let url = new URL(check.url)
  for (let redirects = 0; ; redirects += 1) {
    const response = await askOnce(url, check, reach, signal)
    // Of the address that was asked for; what it leads to may be somebody else's.
    if (redirects === 0) seen.certificate = certificateOf(response)
    const to = check.followsRedirects ? redirectOf(response, url) : undefined
    if (to === undefined) return response
    response.destroy()
    if (redirects === redirectsMax) throw new NotAsExpected(said`it redirects more than ${redirectsMax} times`)
    url = to
  }
}

function askOnce(url: URL, { method, family }: HttpCheck, reach: Reach, signal: AbortSignal): Promise<IncomingMessage> {
  refuseInternal(reach, url.hostname.replaceAll(/^\[|\]$/g, ''))
  const client = url.protocol === 'https:' ? https : http
  const version = family === 'any' ? {} : { family: Number(family) }
  return new Promise((resolve, reject) => {
    const options = { method, headers, signal, agent: false as const, lookup: lookupOf(reach), ...version }
    const request = client.request(url, options, (response) => {
      // Whoever reads it hears of it as well.
      response.on('error', () => undefined)
      resolve(response)
    })
    request.on('error', reject)
    request.end()
  })
}

function certificateOf({ socket }: IncomingMessage): Outcome['certificate'] {
  if (!(socket instanceof TLSSocket)) return null
  const { valid_to: endsAt, fingerprint256: fingerprint } = socket.getPeerCertificate()
  return endsAt ? { endsAt: new Date(endsAt).toISOString(), fingerprint } : null
}

const redirects = new Set([301, 302, 303, 307, 308])

function redirectOf({ statusCode = 0, headers: { location } }: IncomingMessage, from: URL): URL | undefined {
  if (!redirects.has(statusCode) || location === undefined) return undefined
  const to = URL.parse(location, from.href)
  if (to === null || !/^https?:$/.test(to.protocol)) throw new NotAsExpected(said`it redirects to what is no address`)
  return to
}

/** Of `200-299, 404`. */
const isAmong = (status: number, statuses: string): boolean =>
  statuses.split(',').some((one) => {
    const [least = 0, most = least] = one.trim().split('-').map(Number)
    return least <= status && status <= most
  })

function expectHeader({ header }: HttpCheck, response: IncomingMessage): void {
  if (header === null) return
  const value = response.headers[header.name.toLowerCase()]
  if (value === undefined) throw new NotAsExpected(said`it has no header ${header.name}`)
  if (!String(value).includes(header.value))
    throw new NotAsExpected(said`the header ${header.name} lacks "${header.value}"`)
}

/** Reads no more than may be there: a body without an end is one that lacks it. */
async function expectText(text: string, response: IncomingMessage): Promise<void> {
  const parts: Buffer[] = []
  let bytes = 0
  for await (const part of response as AsyncIterable<Buffer>) {
    parts.push(part)
    bytes += part.length
    if (bytes >= bodyBytesMax) break
  }
  if (!Buffer.concat(parts).subarray(0, bodyBytesMax).includes(text))
    throw new NotAsExpected(
      bytes >= bodyBytesMax
        ? said`the first ${bodyBytesMax / 1024} KB of the body lack "${text}"`
        : said`the body lacks "${text}"`,
    )
}
