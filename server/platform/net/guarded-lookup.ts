import { lookup as resolveName, type LookupAddress } from 'node:dns'
import type { LookupFunction } from 'node:net'
import { said } from '@bellwether/contract/said.ts'
import { isForbiddenAddress, type Networks } from './internal-addresses.ts'

/** Finds every address of a name. */
export type ResolveAll = (
  hostname: string,
  family: number,
  done: (error: NodeJS.ErrnoException | null, addresses: readonly LookupAddress[]) => void,
) => void

export const internalReason = said`the address lies in an internal network; WEBHOOK_NETWORKS names the internal networks that may be reached`

/** As Node does it: by the file of hosts, then by name servers, in one of the few threads that read files as well. */
export const resolveAll: ResolveAll = (hostname, family, done) =>
  resolveName(hostname, { family, all: true }, (error, addresses) => done(error, error ? [] : addresses))

/** For a connection: resolves a name, and refuses when any of its addresses is internal. */
export function guardedLookup(opened: Networks, resolve: ResolveAll = resolveAll): LookupFunction {
  return (hostname, options, done) => {
    resolve(hostname, Number(String(options.family ?? 0).replace('IPv', '')), (error, addresses) => {
      if (error) return done(error, '', 0)
      if (addresses.some(({ address }) => isForbiddenAddress(address, opened)))
        return done(Object.assign(new Error(internalReason), { code: 'EINTERNAL' }), '', 0)
      if (options.all) return done(null, [...addresses])
      const [first] = addresses
      return first ? done(null, first.address, first.family) : done(new Error('no address'), '', 0)
    })
  }
}
