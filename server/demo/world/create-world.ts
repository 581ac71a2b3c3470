import { deployers } from '../demo-names.ts'
import { seedOf } from './seeded-random.ts'
import { vipRank, type Cdn, type WorldCustomer, type WorldHost } from './world-customers.ts'
import { rollOut, type WorldDeploy } from './world-deploys.ts'
import { deploysBetween, makeScene, type WorldOptions } from './world-scene.ts'
import { eventsOf, faultSlice } from './world-traffic.ts'
import type { WorldEvent } from './world-event.ts'

export type { WorldCustomer, WorldHost } from './world-customers.ts'
export type { WorldDeploy } from './world-deploys.ts'
export type { WorldOptions } from './world-scene.ts'
export type { WorldEvent } from './world-event.ts'

export interface World {
  readonly customers: readonly WorldCustomer[]
  readonly hosts: readonly WorldHost[]
  /** The paying customer among those that the fault hits. */
  readonly vip: WorldCustomer
  /** What is to be found out about the fault. */
  readonly truth: {
    readonly slice: { readonly cdn: Cdn; readonly feature: string }
    readonly deploy: WorldDeploy | undefined
  }
  /** Events of whole seconds from `from` up to, not including, `to`, in the order of time. */
  eventsBetween(from: Date, to: Date): Iterable<WorldEvent>
  /** Only the events with an error message, and every n-th of the others. */
  thinnedEventsBetween(from: Date, to: Date, every: number): Iterable<WorldEvent>
  /** Deploys that begin in the time. */
  deploysBetween(from: Date, to: Date): WorldDeploy[]
  /** Takes the bad deploy back, host by host over 15 minutes from `at`. */
  startRollback(at: Date): WorldDeploy
}

const day = 86_400_000

/** A world of hosting traffic, seeded: the same options give the same events, however they are asked for. */
export function createWorld(options: WorldOptions): World {
  const scene = makeScene(options)
  return {
    customers: scene.customers,
    hosts: scene.hosts,
    vip: scene.customers[vipRank]!,
    truth: { slice: faultSlice, deploy: scene.bad },
    eventsBetween: (from, to) => eventsOf(scene, { from: from.getTime(), to: to.getTime(), every: 1 }),
    thinnedEventsBetween: (from, to, every) => eventsOf(scene, { from: from.getTime(), to: to.getTime(), every }),
    deploysBetween: (from, to) => deploysBetween(scene, from.getTime(), to.getTime()),
    startRollback(at) {
      if (scene.bad === undefined) throw new Error('Nothing was broken in this world')
      const hosts = rollOut(seedOf(options.seed, 'rollback'), scene.hosts, at, 15)
      for (const { host, at: done } of hosts) scene.revertedAt.set(host, done.getTime())
      const date = new Date(at.getTime() - day).toISOString().slice(0, 10).replaceAll('-', '')
      const rollback: WorldDeploy = {
        service: 'revproxy',
        version: `revproxy@${date}.1`,
        startedAt: at,
        by: deployers.bea,
        title: `Roll back ${scene.bad.version}`,
        hosts,
      }
      scene.special.push(rollback)
      return rollback
    },
  }
}
