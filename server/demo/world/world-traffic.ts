import { seededRandom, seedOf, type Random } from './seeded-random.ts'
import { serviceOfFeature, type WorldCustomer } from './world-customers.ts'
import { faultMessage, knownError, originFailShare, type BirthEvent } from './world-errors.ts'
import { machineEvents } from './world-machines.ts'
import { birthsBetween, isBroken, versionsDuring, type Scene, type VersionOf } from './world-scene.ts'
import type { WorldEvent } from './world-event.ts'

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

/** Where the Friday fault is: customers who use functions on one of the two CDNs. */
export const faultSlice = { cdn: 'northstar', feature: 'lambda' } as const

interface Moment {
  readonly at: number
  readonly random: Random
  readonly versionOf: VersionOf
}

function oneEvent(scene: Scene, customer: WorldCustomer, { at, random, versionOf }: Moment): WorldEvent {
  let draw = random.next()
  const feature = (customer.features.find(([, share]) => (draw -= share) <= 0) ?? customer.features[0]!)[0]
  const service = serviceOfFeature[feature] ?? 'cache'
  const cdn = random.pick(customer.cdns)
  const host = random.pick(scene.hostsOf[cdn])
  return {
    timestamp: new Date(at).toISOString(),
    kind: 'request',
    'service.name': service,
    'service.version': versionOf(service, host.name, at),
    'host.name': host.name,
    'customer.id': customer.id,
    site: random.pick(customer.sites),
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
    'request.id': `${scene.options.seed.toString(16)}-${at.toString(16)}-${random.below(0x7fffffff).toString(16)}`,
    duration_ms: Math.round(random.exponential(60) * 10) / 10,
  }
}

function fail(event: WorldEvent, status: number, message?: string): void {
  event['http.response.status_code'] = status
  if (message !== undefined) event['error.message'] = message
}

function breakSome(scene: Scene, event: WorldEvent, customer: WorldCustomer, { at, random }: Moment): void {
  const { seed, faultProbability = 0.25 } = scene.options
  const inSlice = event.cdn === faultSlice.cdn && event.feature === faultSlice.feature
  if (inSlice && isBroken(scene, event['host.name'], at) && random.next() < faultProbability) {
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

/** The daily rhythm, and a calmer weekend. */
function rateAt({ options }: Scene, at: number): number {
  const hour = (at / 3_600_000) % 24
  const weekday = new Date(at).getUTCDay()
  const rhythm = 1 + 0.35 * Math.sin((2 * Math.PI * (hour - 9)) / 24)
  return options.eventsPerSecond * rhythm * (weekday === 0 || weekday === 6 ? 0.7 : 1)
}

/** Events of one second; its own seed makes them the same whichever second was asked for before. */
function secondOf(scene: Scene, second: number, births: readonly BirthEvent[], every: number): WorldEvent[] {
  const random = seededRandom(seedOf(scene.options.seed, 'second', second))
  const versionOf = versionsDuring(scene, second)
  const rate = rateAt(scene, second)
  const count = random.poisson(rate)
  const events = machineEvents(scene, second, { requests: rate, every, versionOf })
  for (let n = 0; n < count; n += 1) {
    const moment = { at: second + Math.floor(((n + random.next()) * 1000) / count), random, versionOf }
    const customer = scene.customers[scene.pickCustomer(random)]!
    const event = oneEvent(scene, customer, moment)
    breakSome(scene, event, customer, moment)
    if (every === 1 || event['error.message'] !== undefined || n % every === 0) events.push(event)
  }
  for (const birth of births) {
    const event = oneEvent(scene, birth.customer, { at: Math.floor(birth.at), random, versionOf })
    fail(event, 500, `${event['service.name']}: ${birth.message}`)
    events.push(event)
  }
  return events.sort((a, b) => (a.timestamp < b.timestamp ? -1 : Number(a.timestamp > b.timestamp)))
}

/** Events of whole seconds in the order of time: those with an error message, and every n-th of the others. */
export function* eventsOf(scene: Scene, time: { from: number; to: number; every: number }): Iterable<WorldEvent> {
  const start = Math.floor(time.from / 1000) * 1000
  const waiting = birthsBetween(scene, start, time.to)
  let next = 0
  for (let second = start; second < time.to; second += 1000) {
    const first = next
    while (next < waiting.length && waiting[next]!.at < second + 1000) next += 1
    yield* secondOf(scene, second, waiting.slice(first, next), time.every)
  }
}
