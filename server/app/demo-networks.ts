import { type Networks, networksOf } from '../platform/net/internal-addresses.ts'

export interface DemoNetworks extends Networks {
  /** Tells whether the installation is a demo from now on. */
  setDemo(isDemo: boolean): void
}

/**
 * The networks that a setting opens, and in a demo this machine itself: the phone of the demo's lead lies
 * there. Only where the server is reached from this machine alone, so that no stranger is handed the way in.
 */
export function demoNetworks(opened: Networks, at: { host: string; isDemo: boolean }): DemoNetworks {
  const own = networksOf(['127.0.0.0/8', '::1'])
  const isOwnAlone = at.host === 'localhost' || own.has(at.host)
  let isOpen = at.isDemo && isOwnAlone
  return {
    has: (address) => opened.has(address) || (isOpen && own.has(address)),
    setDemo: (isDemo) => {
      isOpen = isDemo && isOwnAlone
    },
  }
}
