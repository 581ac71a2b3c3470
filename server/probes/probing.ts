import type { Intake } from '../evidence/evidence.ts'
import type { Context } from '../platform/context.ts'
import { openResolver, openStopping, type Reach } from './checks/reach.ts'
import type { Looked } from './look.store.ts'
import { keepUnderWay, type UnderWay } from './under-way.ts'

declare module '../platform/context.ts' {
  interface Surroundings {
    /** Looks of this process that are under way. */
    readonly probing: Probing
  }
}

export interface Probing extends Omit<Reach, 'opened'> {
  readonly looks: UnderWay<Looked>
  /** Where events of what was seen go. */
  readonly intake: Intake
  stop(): Promise<void>
}

export function openProbing(intake: Intake): Probing {
  const resolver = openResolver()
  const stopping = openStopping()
  const looks = keepUnderWay<Looked>()
  return {
    resolver,
    stopping: stopping.signal,
    intake,
    looks,
    stop: async () => {
      stopping.abort()
      resolver.cancel()
      await looks.settle()
    },
  }
}

export const reachOf = ({ openedNetworks, probing: { resolver, stopping } }: Context): Reach => ({
  opened: openedNetworks,
  resolver,
  stopping,
})
