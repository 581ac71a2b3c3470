import { Resolver, type LookupAddress } from 'node:dns'
import { setMaxListeners } from 'node:events'
import { isIP } from 'node:net'
import { guardedLookup, type ResolveAll, internalReason, resolveAll } from '../../platform/net/guarded-lookup.ts'
import { isForbiddenAddress, type Networks } from '../../platform/net/internal-addresses.ts'

/** How checks reach what they look at. */
export interface Reach {
  readonly opened: Networks
  readonly resolver: Resolver
  /** Nobody waits for anything any more. */
  readonly stopping: AbortSignal
}

/** Why something is not as expected, in words. */
export class NotAsExpected extends Error {}

/** Stops all looks at once, however many they are. */
export function openStopping(): AbortController {
  const stopping = new AbortController()
  setMaxListeners(0, stopping.signal)
  return stopping
}

export const openResolver = (): Resolver => new Resolver({ timeout: 2000, tries: 2 })

/** For a connection: no name and no redirect leads into an internal network. */
export const lookupOf = ({ opened, resolver }: Reach) => guardedLookup(opened, resolveBy(resolver))

/** The same for what is no name. */
export function refuseInternal({ opened }: Reach, host: string): void {
  if (isIP(host) !== 0 && isForbiddenAddress(host, opened)) throw new NotAsExpected(internalReason)
}

/**
 * Asks name servers beside the threads that also read files: one that does not answer holds up nothing else. What they do not
 * know may stand in the file of hosts, as names without a dot do.
 */
const resolveBy =
  (resolver: Resolver): ResolveAll =>
  (hostname, family, done) => {
    if (!hostname.includes('.')) return resolveAll(hostname, family, done)
    void askFor(resolver, hostname, family).then(({ addresses, isSilent }) => {
      if (addresses.length > 0) return done(null, addresses)
      if (!isSilent) return resolveAll(hostname, family, done)
      done(Object.assign(new Error('no name server answers'), { code: 'EAI_AGAIN' }), [])
    })
  }

async function askFor(resolver: Resolver, hostname: string, family: number) {
  const versions = ([4, 6] as const).filter((version) => family === 0 || family === version)
  const asked = await Promise.all(versions.map((version) => askOne(resolver, hostname, version)))
  return {
    addresses: asked.flatMap((one) => (typeof one === 'string' ? [] : one)),
    isSilent: asked.includes('ETIMEOUT'),
  }
}

/** The addresses, or by which code there are none. */
const askOne = (resolver: Resolver, hostname: string, version: 4 | 6): Promise<LookupAddress[] | string> =>
  new Promise((resolve) => {
    resolver[version === 4 ? 'resolve4' : 'resolve6'](hostname, (error, found) =>
      resolve(error ? (error.code ?? '') : found.map((address) => ({ address, family: version }))),
    )
  })
