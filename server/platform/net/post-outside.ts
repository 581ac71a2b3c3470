import { lookup as resolveName } from 'node:dns'
import http from 'node:http'
import https from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import { said } from '@bellwether/contract/said.ts'
import { isForbiddenAddress, type Networks } from './internal-addresses.ts'

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
    request.on('error', (error: NodeJS.ErrnoException) => refuse(reasonOf(error)))
    request.end(body)
  })
}

const internalReason = said`the address lies in an internal network; WEBHOOK_NETWORKS names the internal networks that may be reached`

/** Resolves a name as Node does, and refuses when any of its addresses is internal. */
function guardedLookup(opened: Networks): LookupFunction {
  return (hostname, options, done) => {
    resolveName(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return done(error, '', 0)
      if (addresses.some(({ address }) => isForbiddenAddress(address, opened)))
        return done(Object.assign(new Error(internalReason), { code: 'EINTERNAL' }), '', 0)
      if (options.all) return done(null, addresses)
      const [first] = addresses
      return first ? done(null, first.address, first.family) : done(new Error('no address'), '', 0)
    })
  }
}

const reasons: Readonly<Record<string, string>> = {
  EINTERNAL: internalReason,
  ENOTFOUND: said`no server has this name`,
  EAI_AGAIN: said`its name cannot be looked up at the moment`,
  ECONNREFUSED: said`nobody listens there`,
  ECONNRESET: said`the connection was cut`,
  ABORT_ERR: said`no answer within ${timeoutMilliseconds / 1000} seconds`,
  ETIMEDOUT: said`it cannot be reached`,
  EHOSTUNREACH: said`it cannot be reached`,
  ENETUNREACH: said`it cannot be reached`,
  CERT_HAS_EXPIRED: said`its certificate has expired`,
  DEPTH_ZERO_SELF_SIGNED_CERT: said`its certificate is not trusted`,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: said`its certificate is not trusted`,
  ERR_TLS_CERT_ALTNAME_INVALID: said`its certificate is for another name`,
}

/** The words of an error may quote the address; its code never does. */
const reasonOf = ({ code = '', name }: NodeJS.ErrnoException): string =>
  reasons[code] ??
  (name === 'AbortError' || name === 'TimeoutError' ? reasons['ABORT_ERR'] : undefined) ??
  (code === '' ? said`it cannot be reached` : said`it cannot be reached (${code})`)
