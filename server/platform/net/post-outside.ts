import http from 'node:http'
import https from 'node:https'
import { isIP } from 'node:net'
import { guardedLookup, internalReason } from './guarded-lookup.ts'
import { isForbiddenAddress, type Networks } from './internal-addresses.ts'
import { reasonOf } from './reason-of.ts'

const timeoutMilliseconds = 10_000

/** Why nothing was posted, in words that name no secret: an address may carry a password. */
export class PostRefused extends Error {}

/**
 * Posts to an address that a person typed in, and returns the status. The name is resolved by the
 * connection itself and every address it resolves to is judged, so neither a name that points inside
 * nor one that changes in between leads into the own network. Redirects are not followed: their status
 * is the answer. Rejects with `PostRefused`.
 */
export function postOutside(
  target: string,
  body: string | Buffer,
  options: { headers: Record<string, string>; opened: Networks },
): Promise<number> {
  const url = new URL(target)
  const host = url.hostname.replace(/^\[|\]$/g, '')
  return new Promise((resolve, reject) => {
    const refuse = (reason: string): void => reject(new PostRefused(reason))
    if (isIP(host) && isForbiddenAddress(host, options.opened)) return refuse(internalReason)
    const client = url.protocol === 'https:' ? https : http
    const request = client.request(
      url,
      {
        method: 'POST',
        headers: { ...options.headers, 'content-length': Buffer.byteLength(body) },
        lookup: guardedLookup(options.opened),
        signal: AbortSignal.timeout(timeoutMilliseconds),
        agent: false,
      },
      (response) => {
        response.resume()
        resolve(response.statusCode ?? 0)
        response.destroy()
      },
    )
    request.on('error', (error: NodeJS.ErrnoException) => refuse(reasonOf(error, timeoutMilliseconds)))
    request.end(body)
  })
}
