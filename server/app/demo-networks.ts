import { type Networks, networksOf } from '../platform/net/internal-addresses.ts'

export interface DemoNetworks extends Networks {
  /** Tells whether the installation is a demo from now on. */
  setDemo(isDemo: boolean): void
}

/** How the server is reached. */
export interface Reached {
  readonly host: string
  /** The address that people use, where it is set. */
  readonly baseUrl: string | undefined
  readonly isBehindProxy: boolean
}

/**
 * The networks that a setting opens, and in a demo this machine itself: the phone of the demo's lead lies
 * there. Only where the server is reached from this machine alone, so that no stranger is handed the way in.
 */
export function demoNetworks(opened: Networks, reached: Reached, isDemo: boolean): DemoNetworks {
  const own = networksOf(['127.0.0.0/8', '::1'])
  const isOwn = (host: string): boolean => host === 'localhost' || own.has(host.replaceAll(/^\[|\]$/g, ''))
  const isOwnAlone =
    isOwn(reached.host) &&
    !reached.isBehindProxy &&
    (reached.baseUrl === undefined || isOwn(new URL(reached.baseUrl).hostname))
  let isOpen = isDemo && isOwnAlone
  return {
    has: (address) => opened.has(address) || (isOpen && own.has(address)),
    setDemo: (isDemo) => {
      isOpen = isDemo && isOwnAlone
    },
  }
}
