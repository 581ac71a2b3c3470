import { weightedPicker, type Random } from './seeded-random.ts'
import { makeCustomers, makeHosts, type Cdn, type WorldCustomer, type WorldHost } from './world-customers.ts'
import { fridayDeploys, innocentDeploys, type WorldDeploy } from './world-deploys.ts'
import { birthsOfDay, type BirthEvent } from './world-errors.ts'

export interface WorldOptions {
  readonly seed: number
  /** Requests, mean over the day; logs, builds and probes come on top. */
  readonly eventsPerSecond: number
  readonly startsAt: Date
  readonly customers?: number
  readonly hosts?: number
  /** When the bad deploy begins; without it nothing breaks. */
  readonly faultAt?: Date
  /** How often a request of the slice fails on an updated host, 0 to 1. */
  readonly faultProbability?: number
  readonly innocentDeploysPerDay?: number
  /** Innocent new classes of errors a day. */
  readonly birthsPerDay?: number
}

export interface ProbedSite {
  readonly customer: WorldCustomer
  readonly site: string
}

/** What a world is made of, drawn once, and what was planned so far day by day. */
export interface Scene {
  readonly options: WorldOptions
  readonly customers: readonly WorldCustomer[]
  readonly hosts: readonly WorldHost[]
  readonly hostsOf: Readonly<Record<Cdn, readonly WorldHost[]>>
  readonly pickCustomer: (random: Random) => number
  /** Sites that are probed, by the second of the five minutes between two probes. */
  readonly probed: readonly (readonly ProbedSite[])[]
  /** The deploys of the bad Friday, and its rollback once it begins. */
  readonly special: WorldDeploy[]
  readonly bad: WorldDeploy | undefined
  /** Since when each host runs the bad deploy, and until when. */
  readonly updatedAt: ReadonlyMap<string, number>
  readonly revertedAt: Map<string, number>
  readonly births: Map<number, BirthEvent[]>
  readonly innocents: Map<number, WorldDeploy[]>
}

const day = 86_400_000
const probeSeconds = 300
const probeShare = 0.02

/** The sites of the largest customers, as many as make one probe for fifty requests, spread evenly over the time. */
function planProbes(customers: readonly WorldCustomer[], eventsPerSecond: number): ProbedSite[][] {
  const sites = customers.flatMap((customer) => customer.sites.map((site) => ({ customer, site })))
  const probed = sites.slice(0, Math.ceil(eventsPerSecond * probeShare * probeSeconds))
  const plan: ProbedSite[][] = Array.from({ length: probeSeconds }, () => [])
  for (const [at, site] of probed.entries()) plan[Math.floor((at * probeSeconds) / probed.length)]?.push(site)
  return plan
}

export function makeScene(options: WorldOptions): Scene {
  const customers = makeCustomers(options.seed, options.customers ?? 2000)
  const hosts = makeHosts(options.hosts ?? 60)
  const special = options.faultAt === undefined ? [] : fridayDeploys(options.seed, options.faultAt, hosts)
  const bad = special.find((deploy) => deploy.service === 'revproxy')
  const ofCdn = (cdn: Cdn): WorldHost[] => hosts.filter((host) => host.cdn === cdn)
  return {
    options,
    customers,
    hosts,
    hostsOf: { northstar: ofCdn('northstar'), meridian: ofCdn('meridian') },
    pickCustomer: weightedPicker(customers.map((_, rank) => 1 / (rank + 3) ** 1.1)),
    probed: planProbes(customers, options.eventsPerSecond),
    special,
    bad,
    updatedAt: new Map(bad?.hosts.map(({ host, at }) => [host, at.getTime()])),
    revertedAt: new Map(),
    births: new Map(),
    innocents: new Map(),
  }
}

function birthsOn(scene: Scene, dayNumber: number): BirthEvent[] {
  const known = scene.births.get(dayNumber) ?? birthsOfDay(scene, dayNumber)
  scene.births.set(dayNumber, known)
  return known
}

/** Errors of innocent new classes in a stretch of time, in its order. */
export function birthsBetween(scene: Scene, from: number, to: number): BirthEvent[] {
  const found: BirthEvent[] = []
  for (let at = Math.floor(from / day) - 3; at <= Math.floor(to / day); at += 1) {
    found.push(...birthsOn(scene, at).filter((birth) => birth.at >= from && birth.at < to))
  }
  return found.toSorted((a, b) => a.at - b.at)
}

function innocentsOn(scene: Scene, dayNumber: number): WorldDeploy[] {
  const { seed, innocentDeploysPerDay = 6 } = scene.options
  const known = scene.innocents.get(dayNumber) ?? innocentDeploys(seed, dayNumber, innocentDeploysPerDay, scene.hosts)
  scene.innocents.set(dayNumber, known)
  return known
}

/** Deploys that begin in a stretch of time, in its order. */
export function deploysBetween(scene: Scene, from: number, to: number): WorldDeploy[] {
  const { faultAt } = scene.options
  const found = [...scene.special]
  for (let at = Math.floor(from / day); at <= Math.floor(to / day); at += 1) {
    // Its own neighbours are enough for the afternoon of the fault.
    const isFaultDay = faultAt !== undefined && Math.floor(faultAt.getTime() / day) === at
    found.push(...innocentsOn(scene, at).filter(({ service }) => !isFaultDay || service !== 'revproxy'))
  }
  return found
    .filter(({ startedAt }) => startedAt.getTime() >= from && startedAt.getTime() < to)
    .toSorted((a, b) => a.startedAt.getTime() - b.startedAt.getTime())
}

export type VersionOf = (service: string, host: string, at: number) => string

const knownStarts = new WeakMap<WorldDeploy['hosts'], ReadonlyMap<string, number>>()

/** When each host has it. Every second of traffic asks for the same deploys. */
function startsOn(hosts: WorldDeploy['hosts']): ReadonlyMap<string, number> {
  const starts = knownStarts.get(hosts) ?? new Map(hosts.map(({ host, at }) => [host, at.getTime()]))
  knownStarts.set(hosts, starts)
  return starts
}

/** What runs where during one second. */
export function versionsDuring(scene: Scene, second: number): VersionOf {
  const states = new Map<string, { before: string; version: string; hosts: ReadonlyMap<string, number> }>()
  for (const { service, version, hosts } of deploysBetween(scene, second - 3 * day, second + 1000)) {
    const before = states.get(service)?.version ?? `${service}@stable`
    states.set(service, { before, version, hosts: startsOn(hosts) })
  }
  return (service, host, when) => {
    const state = states.get(service)
    if (state === undefined) return `${service}@stable`
    return (state.hosts.get(host) ?? Infinity) <= when ? state.version : state.before
  }
}

/** Whether a host runs the bad deploy at an instant. */
export const isBroken = (scene: Scene, host: string, at: number): boolean =>
  (scene.updatedAt.get(host) ?? Infinity) <= at && (scene.revertedAt.get(host) ?? Infinity) > at
