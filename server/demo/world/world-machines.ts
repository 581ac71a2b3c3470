import { seededRandom, seedOf, type Random } from './seeded-random.ts'
import { services, type WorldCustomer } from './world-customers.ts'
import { knownError } from './world-errors.ts'
import { isBroken, type ProbedSite, type Scene, type VersionOf } from './world-scene.ts'
import type { WorldEvent } from './world-event.ts'

/** How many log lines of hosts and builds of customers there are for each request. */
const shares = { log: 0.03, build: 0.005 }
const failedBuilds = 0.06
const failedProbes = 0.002
/** Each probe of a site comes from the next of them. */
const places = ['fra', 'iad', 'sin'] as const

interface Moment {
  readonly at: number
  readonly random: Random
  readonly versionOf: VersionOf
}

/** What every event has, empty: to be filled by what an event of its kind knows. */
const blank: Omit<WorldEvent, 'timestamp' | 'kind' | 'service.name' | 'host.name'> = {
  'service.version': '',
  'customer.id': '',
  site: '',
  cdn: '',
  pop: '',
  feature: '',
  country: '',
  cache: '',
  'http.request.method': '',
  'http.response.status_code': 0,
  'http.response.body.size': 0,
  'network.protocol.version': '',
  'user_agent.original': '',
  'url.path': '',
  'client.address': '',
  'request.id': '',
  duration_ms: 0,
}

const quietLines: readonly ((random: Random) => string)[] = [
  (random) => `accepted ${random.below(900)} connections in the last minute`,
  (random) => `reloaded ${200 + random.below(40)} routes in ${random.below(90)} ms`,
  (random) => `wrote ${random.below(400)} MB to the cache`,
  () => 'health check is ok',
]
const warnings: readonly ((random: Random) => string)[] = [
  (random) => `queue holds ${500 + random.below(400)} of 1000 jobs`,
  (random) => `clock is ${random.below(80)} ms behind`,
  (random) => `answer of the origin took ${2000 + random.below(9000)} ms`,
]

function logLine(scene: Scene, { at, random, versionOf }: Moment): WorldEvent {
  const host = random.pick(scene.hosts)
  const service = random.pick(services)
  const line = {
    ...blank,
    timestamp: new Date(at).toISOString(),
    kind: 'log',
    'service.name': service,
    'service.version': versionOf(service, host.name, at),
    'host.name': host.name,
    cdn: host.cdn,
    pop: host.pop,
  }
  const draw = random.next()
  if (draw < 0.02) return { ...line, severity_text: 'ERROR', body: knownError(service, `${host.name}.example`, random) }
  if (draw > 0.12) return { ...line, severity_text: 'INFO', body: random.pick(quietLines)(random) }
  // The only trace that the hosts themselves leave of the fault: nobody is woken by a warning.
  const body =
    service === 'revproxy' && isBroken(scene, host.name, at)
      ? `closed ${random.below(40)} idle origin connections before their answer`
      : random.pick(warnings)(random)
  return { ...line, severity_text: 'WARN', body }
}

/** What breaks the builds of a customer is always the same and of nobody else: one class each. */
function buildFailure(customer: WorldCustomer, seed: number): string {
  // A digit would be a parameter, and the class that of many customers.
  const id = customer.id.replace(/-\d+$/, '')
  return seededRandom(seedOf(seed, 'build', customer.id)).pick([
    `module ${id}-theme is missing`,
    `plugin ${id}-images wants a newer runtime`,
    `page ${id}-prices links to itself`,
  ])
}

function build(scene: Scene, { at, random }: Moment): WorldEvent {
  const customer = scene.customers[scene.pickCustomer(random)]!
  const hasFailed = random.next() < failedBuilds
  const seconds = 5 + Math.round(random.exponential(60))
  const result = hasFailed
    ? { severity_text: 'ERROR', 'error.message': `build failed: ${buildFailure(customer, scene.options.seed)}` }
    : { severity_text: 'INFO' }
  return {
    ...blank,
    timestamp: new Date(at).toISOString(),
    kind: 'build',
    'service.name': 'builder',
    'host.name': `build-${1 + random.below(6)}`,
    'customer.id': customer.id,
    site: customer.sites[0]!,
    duration_ms: seconds * 1000,
    body: `deploy ${random.below(0x7fffffff).toString(16)} ${hasFailed ? 'failed' : 'is live'} after ${seconds} s`,
    ...result,
  }
}

/** A probe asks for the front page, which is static: the fault of the Friday is where no probe looks. */
function probe({ customer, site }: ProbedSite, place: string, { at, random }: Moment): WorldEvent {
  const isLate = random.next() < failedProbes
  return {
    ...blank,
    timestamp: new Date(at).toISOString(),
    kind: 'probe',
    'service.name': 'prober',
    'host.name': `probe-${place}`,
    'customer.id': customer.id,
    site,
    'http.request.method': 'GET',
    'http.response.status_code': isLate ? 504 : 200,
    'user_agent.original': 'bellwether-probe',
    'url.path': '/',
    duration_ms: isLate ? 10_000 : Math.round(random.exponential(90)),
  }
}

/**
 * What hosts, build machines and probes say in one second, beside the requests: a twentieth more
 * events. Drawn from a seed of its own, so that the requests are the same with and without it.
 */
export function machineEvents(
  scene: Scene,
  second: number,
  time: { requests: number; every: number; versionOf: VersionOf },
): WorldEvent[] {
  const random = seededRandom(seedOf(scene.options.seed, 'machines', second))
  const moment = (): Moment => ({ at: second + random.below(1000), random, versionOf: time.versionOf })
  const events: WorldEvent[] = []
  for (let n = random.poisson(time.requests * shares.log); n > 0; n -= 1) events.push(logLine(scene, moment()))
  for (let n = random.poisson(time.requests * shares.build); n > 0; n -= 1) events.push(build(scene, moment()))
  const place = places[Math.floor(second / 1000 / scene.probed.length) % places.length]!
  for (const site of scene.probed[(second / 1000) % scene.probed.length] ?? [])
    events.push(probe(site, place, moment()))
  return events.filter((event, n) => time.every === 1 || event.severity_text === 'ERROR' || n % time.every === 0)
}
