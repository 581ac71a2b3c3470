import { seededRandom, seedOf, weightedPicker, type Random } from './seeded-random.ts'
import {
  makeCustomers,
  makeHosts,
  serviceOfFeature,
  vipRank,
  type Cdn,
  type WorldCustomer,
  type WorldHost,
} from './world-customers.ts'
import { fridayDeploys, innocentDeploys, rollOut, type WorldDeploy } from './world-deploys.ts'
import { birthsOfDay, faultMessage, knownError, originFailShare, type BirthEvent } from './world-errors.ts'

export interface WorldOptions {
  readonly seed: number
  /** Mean over the day. */
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

/** One event by intake names; what is absent is empty. */
export interface WorldEvent {
  timestamp: string
  kind: string
  'service.name': string
  'service.version': string
  'host.name': string
  'customer.id': string
  site: string
  cdn: string
  pop: string
  feature: string
  country: string
  cache: string
  'http.request.method': string
  'http.response.status_code': number
  'http.response.body.size': number
  'network.protocol.version': string
  'user_agent.original': string
  'url.path': string
  'client.address': string
  'request.id': string
  duration_ms: number
  'error.message'?: string
}

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

type VersionOf = (service: string, host: string, at: number) => string

const day = 86_400_000
const agents = [
  'Mozilla/5.0 (X11; Linux x86_64) Firefox/152.0',
  'Mozilla/5.0 (iPhone; CPU iPhone OS 19_2) Safari/605.1',
  'curl/8.14.1',
  'okhttp/5.1.0',
  'Mozilla/5.0 (Windows NT 10.0) Chrome/160.0',
]
const paths = [
  '/',
  '/index.html',
  '/assets/app.js',
  '/assets/site.css',
  '/api/items',
  '/cart',
  '/checkout',
  '/img/hero.webp',
  '/feed.xml',
  '/search',
]
const methods = ['GET', 'GET', 'GET', 'GET', 'GET', 'GET', 'GET', 'POST', 'POST', 'HEAD']
const protocols = ['1.1', '2', '2', '2', '3']
const refusals = [404, 404, 404, 404, 403, 429, 400]
const faultSlice = { cdn: 'northstar', feature: 'lambda' } as const

/** A world of hosting traffic, seeded: the same options give the same events, however they are asked for. */
export function createWorld(options: WorldOptions): World {
  const { seed, faultAt } = options
  const customers = makeCustomers(seed, options.customers ?? 2000)
  const hosts = makeHosts(options.hosts ?? 60)
  const hostsOf = (cdn: Cdn): WorldHost[] => hosts.filter((host) => host.cdn === cdn)
  const byCdn = { northstar: hostsOf('northstar'), meridian: hostsOf('meridian') }
  const pickCustomer = weightedPicker(customers.map((_, rank) => 1 / (rank + 3) ** 1.1))
  const special = faultAt === undefined ? [] : fridayDeploys(seed, faultAt, hosts)
  const bad = special.find((deploy) => deploy.service === 'revproxy')
  const updatedAt = new Map(bad?.hosts.map(({ host, at }) => [host, at.getTime()]))
  const revertedAt = new Map<string, number>()
  const births = new Map<number, BirthEvent[]>()
  const innocents = new Map<number, WorldDeploy[]>()

  const birthsOf = (dayNumber: number): BirthEvent[] => {
    const known =
      births.get(dayNumber) ?? birthsOfDay(seed, dayNumber, options.birthsPerDay ?? 40, customers, pickCustomer)
    births.set(dayNumber, known)
    return known
  }
  const innocentsOf = (dayNumber: number): WorldDeploy[] => {
    const known =
      innocents.get(dayNumber) ?? innocentDeploys(seed, dayNumber, options.innocentDeploysPerDay ?? 6, hosts)
    innocents.set(dayNumber, known)
    return known
  }

  function deploysBetween(from: Date, to: Date): WorldDeploy[] {
    const found = [...special]
    for (let at = Math.floor(from.getTime() / day); at <= Math.floor(to.getTime() / day); at += 1) {
      // Its own neighbours are enough for the afternoon of the fault.
      const isFaultDay = faultAt !== undefined && Math.floor(faultAt.getTime() / day) === at
      found.push(...innocentsOf(at).filter(({ service }) => !isFaultDay || service !== 'revproxy'))
    }
    return found
      .filter((deploy) => deploy.startedAt >= from && deploy.startedAt < to)
      .toSorted((a, b) => a.startedAt.getTime() - b.startedAt.getTime())
  }

  /** What runs where during one second. */
  function versionsAt(at: number): VersionOf {
    const recent = deploysBetween(new Date(at - 3 * day), new Date(at + 1000))
    const states = new Map<string, { before: string; version: string; hosts: Map<string, number> }>()
    for (const { service, version, hosts: rolled } of recent) {
      const before = states.get(service)?.version ?? `${service}@stable`
      states.set(service, {
        before,
        version,
        hosts: new Map(rolled.map(({ host, at: done }) => [host, done.getTime()])),
      })
    }
    return (service, host, when) => {
      const state = states.get(service)
      if (state === undefined) return `${service}@stable`
      return (state.hosts.get(host) ?? Infinity) <= when ? state.version : state.before
    }
  }

  const isBroken = (host: string, at: number): boolean =>
    (updatedAt.get(host) ?? Infinity) <= at && (revertedAt.get(host) ?? Infinity) > at

  function oneEvent(random: Random, at: number, customer: WorldCustomer, versionOf: VersionOf): WorldEvent {
    let draw = random.next()
    const feature = (customer.features.find(([, share]) => (draw -= share) <= 0) ?? customer.features[0]!)[0]
    const service = serviceOfFeature[feature] ?? 'cache'
    const cdn = random.pick(customer.cdns)
    const host = random.pick(byCdn[cdn])
    const site = random.pick(customer.sites)
    return {
      timestamp: new Date(at).toISOString(),
      kind: 'request',
      'service.name': service,
      'service.version': versionOf(service, host.name, at),
      'host.name': host.name,
      'customer.id': customer.id,
      site,
      cdn,
      pop: host.pop,
      feature,
      country: random.next() < 0.7 ? customer.country : 'US',
      cache: feature === 'static' ? (random.next() < 0.9 ? 'hit' : 'miss') : 'pass',
      'http.request.method': random.pick(methods),
      'http.response.status_code': 200,
      'http.response.body.size': Math.floor(random.exponential(20_000)),
      'network.protocol.version': random.pick(protocols),
      'user_agent.original': random.pick(agents),
      'url.path': random.pick(paths),
      'client.address': `198.51.${random.below(100)}.${random.below(256)}`,
      'request.id': `${seed.toString(16)}-${at.toString(16)}-${random.below(0x7fffffff).toString(16)}`,
      duration_ms: Math.round(random.exponential(60) * 10) / 10,
    }
  }

  function fail(event: WorldEvent, status: number, message?: string): void {
    event['http.response.status_code'] = status
    if (message !== undefined) event['error.message'] = message
  }

  function breakSome(event: WorldEvent, customer: WorldCustomer, at: number, random: Random): void {
    const inSlice = event.cdn === faultSlice.cdn && event.feature === faultSlice.feature
    if (inSlice && isBroken(event['host.name'], at) && random.next() < (options.faultProbability ?? 0.25)) {
      return fail(event, 502, faultMessage(random, event.site))
    }
    if (event.feature === 'proxy' && random.next() < originFailShare(seed, customer, at)) {
      return fail(event, 503, `revproxy: origin of ${event.site} refused the connection`)
    }
    const draw = random.next()
    if (draw < 0.012)
      fail(event, random.pick([500, 502, 503, 504]), knownError(event['service.name'], event.site, random))
    else if (draw < 0.037) fail(event, random.pick(refusals))
  }

  const rateAt = (at: number): number => {
    const hour = (at / 3_600_000) % 24
    const weekday = new Date(at).getUTCDay()
    const rhythm = 1 + 0.35 * Math.sin((2 * Math.PI * (hour - 9)) / 24)
    return options.eventsPerSecond * rhythm * (weekday === 0 || weekday === 6 ? 0.7 : 1)
  }

  function birthEvents(from: number, to: number): BirthEvent[] {
    const found: BirthEvent[] = []
    for (let at = Math.floor(from / day) - 3; at <= Math.floor(to / day); at += 1) {
      found.push(...birthsOf(at).filter((birth) => birth.at >= from && birth.at < to))
    }
    return found
  }

  function* secondOf(
    second: number,
    birthsNow: readonly BirthEvent[],
    versionOf: VersionOf,
    every: number,
  ): Iterable<WorldEvent> {
    const random = seededRandom(seedOf(seed, 'second', second))
    const count = random.poisson(rateAt(second))
    const events: WorldEvent[] = []
    for (let n = 0; n < count; n += 1) {
      const at = second + Math.floor(((n + random.next()) * 1000) / count)
      const customer = customers[pickCustomer(random)]!
      const event = oneEvent(random, at, customer, versionOf)
      breakSome(event, customer, at, random)
      if (every === 1 || event['error.message'] !== undefined || n % every === 0) events.push(event)
    }
    for (const birth of birthsNow) {
      const event = oneEvent(random, Math.floor(birth.at), birth.customer, versionOf)
      fail(event, 500, `${event['service.name']}: ${birth.message}`)
      events.push(event)
    }
    yield* birthsNow.length === 0 ? events : events.toSorted((a, b) => (a.timestamp < b.timestamp ? -1 : 1))
  }

  function* thinnedEventsBetween(from: Date, to: Date, every: number): Iterable<WorldEvent> {
    const [start, end] = [Math.floor(from.getTime() / 1000) * 1000, to.getTime()]
    const waiting = birthEvents(start, end).toSorted((a, b) => a.at - b.at)
    for (let second = start; second < end; second += 1000) {
      const birthsNow: BirthEvent[] = []
      while (waiting.length > 0 && waiting[0]!.at < second + 1000) birthsNow.push(waiting.shift()!)
      yield* secondOf(second, birthsNow, versionsAt(second), every)
    }
  }

  return {
    customers,
    hosts,
    vip: customers[vipRank]!,
    truth: { slice: faultSlice, deploy: bad },
    eventsBetween: (from, to) => thinnedEventsBetween(from, to, 1),
    thinnedEventsBetween,
    deploysBetween,
    startRollback(at) {
      if (bad === undefined) throw new Error('Nothing was broken in this world')
      const version = `revproxy@${new Date(at.getTime() - day).toISOString().slice(0, 10).replaceAll('-', '')}.1`
      const rolled = rollOut(seedOf(seed, 'rollback'), hosts, at, 15)
      for (const { host, at: done } of rolled) revertedAt.set(host, done.getTime())
      const rollback = {
        service: 'revproxy',
        version,
        startedAt: at,
        by: 'Sam Whitfield',
        title: `Roll back ${bad.version}`,
        hosts: rolled,
      }
      special.push(rollback)
      return rollback
    },
  }
}
