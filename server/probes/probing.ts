import { setTimeout as sleep } from 'node:timers/promises'
import type { Intake } from '../evidence/evidence.ts'
import type { Context } from '../platform/context.ts'
import { openResolver, type Reach } from './checks/reach.ts'
import type { Looked } from './look.store.ts'

declare module '../platform/context.ts' {
  interface Surroundings {
    /** Looks of this process that are under way. */
    readonly probing: Probing
  }
}

export interface Probing {
  readonly resolver: Reach['resolver']
  readonly stopping: AbortSignal
  /** Where events of what was seen go. */
  readonly intake: Intake
  /** How many more looks may begin. */
  room(): number
  begin(look: Promise<Looked>): void
  /** What ended since it was asked last, after a moment for what ends soon. */
  gather(): Promise<Looked[]>
  stop(): Promise<void>
}

const atOnceMax = 500
const momentMilliseconds = 500

/** Looks go on beside the loop that begins them: a target that does not answer holds up no other. */
export function openProbing(intake: Intake): Probing {
  const resolver = openResolver()
  const stopping = new AbortController()
  const underWay = new Set<Promise<void>>()
  let ended: Looked[] = []
  return {
    resolver,
    stopping: stopping.signal,
    intake,
    room: () => atOnceMax - underWay.size,
    begin: (look) => {
      const one: Promise<void> = look.then((looked) => {
        ended.push(looked)
        underWay.delete(one)
      })
      underWay.add(one)
    },
    gather: async () => {
      const moment = new AbortController()
      const isOver = sleep(momentMilliseconds, undefined, { signal: moment.signal }).catch(() => undefined)
      await Promise.race([Promise.all(underWay), isOver])
      moment.abort()
      const looked = ended
      ended = []
      return looked
    },
    stop: async () => {
      stopping.abort()
      resolver.cancel()
      await Promise.all(underWay)
    },
  }
}

export const reachOf = ({ openedNetworks, probing }: Context): Reach => ({
  opened: openedNetworks,
  resolver: probing.resolver,
  stopping: probing.stopping,
})
