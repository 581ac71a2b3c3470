import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { seededRandom, type Random } from '../../demo/world/seeded-random.ts'
import { attributeDeploy, type CandidateDeploy, type PlacedError } from './attribute-deploy.ts'

const minute = 60_000
const hour = 60 * minute
const nominal = 0.03
const trials = 200
/** What a rate of 3 % stays below in all but one of a thousand such counts. */
const tolerated = (count: number, rate = nominal): number => rate + 3.1 * Math.sqrt((rate * (1 - rate)) / count)

type Order = (hosts: readonly string[], random: Random) => readonly string[]
const shuffled: Order = (hosts, random) => random.shuffled([...hosts])
const byName: Order = (hosts) => hosts

function deployAt(
  id: string,
  random: Random,
  hosts: readonly string[],
  startedAt: number,
  inOrder = shuffled,
): CandidateDeploy {
  const length = (1 + random.below(59)) * minute
  const order = inOrder(hosts, random)
  return {
    id,
    service: 'revproxy',
    startedAt,
    hosts: new Map(order.map((host, n) => [host, startedAt + (length * n) / hosts.length])),
  }
}

const firstOf = (errors: readonly PlacedError[]): number => Math.min(...errors.map(({ at }) => at))

/** Innocent deploys of the six hours before the errors: whether one of them is blamed. */
function isOneBlamed(
  random: Random,
  errors: readonly PlacedError[],
  traffic: ReadonlyMap<string, number>,
  inOrder = shuffled,
): boolean {
  const firstAt = firstOf(errors)
  const hosts = [...traffic.keys()]
  const deploys = Array.from({ length: 1 + random.below(6) }, (_, n) =>
    deployAt(`d${n}`, random, hosts, firstAt - 6 * hour * random.next() + minute, inOrder),
  )
  const { blamed } = attributeDeploy({
    errors,
    deploys,
    trafficShares: traffic,
    from: firstAt - hour,
    candidatesFrom: firstAt - 6 * hour,
    to: Math.max(...errors.map(({ at }) => at)) + 1,
    failingServices: new Set(['revproxy']),
  })
  return blamed !== undefined
}

const zipf = (count: number, prefix: string): Map<string, number> => {
  const sum = Array.from({ length: count }, (_, n) => 1 / (n + 1)).reduce((a, b) => a + b, 0)
  return new Map(Array.from({ length: count }, (_, n) => [`${prefix}${n}`, 1 / (n + 1) / sum]))
}
const even = (count: number): Map<string, number> =>
  new Map(Array.from({ length: count }, (_, n) => [`h${n}`, 1 / count]))

function drawn(random: Random, shares: ReadonlyMap<string, number>): string {
  let left = random.next()
  for (const [name, share] of shares) if ((left -= share) <= 0) return name
  return [...shares.keys()][0]!
}

type Null = (random: Random, traffic: ReadonlyMap<string, number>) => PlacedError[]
const times = <T>(count: number, make: (n: number) => T): T[] => Array.from({ length: count }, (_, n) => make(n))
const independent: Null = (random, traffic) =>
  times(5 + random.below(60), () => ({ host: drawn(random, traffic), at: 60 * minute * random.next() }))
const sickHosts =
  (count: number): Null =>
  (random, traffic) => {
    const hosts = random.shuffled([...traffic.keys()]).slice(0, count)
    return times(40, () => ({ host: random.pick(hosts), at: 90 * minute * random.next() }))
  }
/** One customer fails wherever its traffic goes, and it goes to few hosts. */
const sickCustomer: Null = (random, traffic) => {
  const hosts = random.shuffled([...traffic.keys()]).slice(0, 8)
  const startsAt = 30 * minute * random.next()
  return times(50, () => ({ customer: 'c1', host: random.pick(hosts), at: startsAt + 20 * minute * random.next() }))
}
const bursts: Null = (random, traffic) =>
  times(4, () => 60 * minute * random.next()).flatMap((at) =>
    times(1 + random.below(15), () => ({ host: drawn(random, traffic), at: at + random.below(3) * 1000 })),
  )
const ties: Null = (random, traffic) => times(20, () => ({ host: drawn(random, traffic), at: 1000 * random.below(3) }))

test.each([
  ['independent errors', independent],
  ['one sick host', sickHosts(1)],
  ['two sick hosts', sickHosts(2)],
  ['four sick hosts', sickHosts(4)],
  ['one sick customer', sickCustomer],
  ['bursts', bursts],
  ['ties', ties],
] as const)(
  '%s: no innocent deploy is blamed more often than chance allows',
  (_, makeErrors) => {
    for (const traffic of [even(60), zipf(60, 'h'), even(3)]) {
      const wrong = times(trials, (seed) => {
        const random = seededRandom(seed + 1000)
        return isOneBlamed(random, makeErrors(random, traffic), traffic)
      }).filter(Boolean).length
      expect(wrong / trials).toBeLessThanOrEqual(tolerated(trials))
    }
  },
  120_000,
)

test.each([
  [2, nominal],
  [5, 0.1],
])('where every roll-out begins with the same hosts and the first %i are sick, time alone decides', (count, rate) => {
  const traffic = even(60)
  const wrong = times(trials, (seed) => {
    const random = seededRandom(seed + 2000)
    const errors = times(40, () => ({ host: `h${random.below(count)}`, at: 10 * minute * random.next() }))
    return isOneBlamed(random, errors, traffic, byName)
  }).filter(Boolean).length
  expect(wrong / trials).toBeLessThanOrEqual(tolerated(trials, rate))
})

test('the guilty deploy is found beside a sick host, in a fleet of unequal hosts', () => {
  const traffic = zipf(60, 'h')
  const found = times(100, (seed) => {
    const random = seededRandom(seed)
    const guilty = deployAt('guilty', random, [...traffic.keys()], 0)
    const errors: PlacedError[] = []
    while (errors.length < 120) {
      const error = { host: drawn(random, traffic), at: 60 * minute * random.next() }
      if (guilty.hosts.get(error.host)! <= error.at) errors.push(error)
    }
    const others = times(3, (n) => deployAt(`d${n}`, random, [...traffic.keys()], -5 * hour * random.next()))
    const { blamed } = attributeDeploy({
      errors: [...errors, { host: 'h40', at: 10 * minute }],
      deploys: [...others, guilty],
      trafficShares: traffic,
      from: firstOf(errors) - hour,
      candidatesFrom: firstOf(errors) - 6 * hour,
      to: hour,
      failingServices: new Set(['revproxy']),
    })
    return blamed?.id === 'guilty'
  }).filter(Boolean).length
  expect(found).toBeGreaterThanOrEqual(90)
})

interface LogLine {
  readonly at: number
  readonly client: string
  readonly status: string
}

const log = gunzipSync(readFileSync(join(import.meta.dirname, 'web-traffic', 'semicomplete.csv.gz')))
  .toString()
  .trim()
  .split('\n')
  .slice(1)
  .map((line): LogLine => {
    const [seconds = '', client = '', , , status = ''] = line.split(',')
    return { at: Number(seconds) * 1000, client, status }
  })

test('deploys laid at random over a real access log are not blamed for what its clients met', () => {
  // A client stays on its host, as behind a balancer.
  const hostOf = (client: string): string => `h${(Math.imul(Number(client) + 7, 2_654_435_761) % 20) >>> 0}`
  const byHost = Map.groupBy(log, ({ client }) => hostOf(client))
  const traffic = new Map([...byHost].map(([host, lines]) => [host, lines.length / log.length]))
  const failures = log.filter(({ status }) => status !== '200')
  const classes = [...Map.groupBy(failures, ({ status, at }) => `${status} ${Math.floor(at / hour)}`).values()]
    .filter((lines) => lines.length >= 5)
    .map((lines) => lines.map(({ at, client }) => ({ at, client, customer: client, host: hostOf(client) })))
  expect(classes.length).toBeGreaterThan(30)
  const random = seededRandom(99)
  const outcomes = classes.flatMap((errors) => times(4, () => isOneBlamed(random, errors, traffic)))
  expect(outcomes.filter(Boolean).length / outcomes.length).toBeLessThanOrEqual(tolerated(outcomes.length))
}, 120_000)
