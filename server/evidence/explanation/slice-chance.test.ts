import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { seededRandom, type Random } from '../../demo/world/seeded-random.ts'
import { scanSlices } from './scan-slices.ts'
import { tailChance } from './slice-chance.ts'
import type { SliceRow } from './scan-input.ts'

test.each([
  [[3, 3, 1, 9], 1 / 55],
  [[0, 5, 2, 10], 1],
  // Summed exactly over whole numbers: of 210, 27 in the slice, 10 drawn, 7 or more hits.
  [[7, 10, 20, 200], 2.51527e-5],
] as const)('Fisher %j', ([hits, errors, requests, total], chance) => {
  expect(tailChance(hits, errors, requests, total) / chance).toBeGreaterThan(0.98)
  expect(tailChance(hits, errors, requests, total) / chance).toBeLessThan(1.02)
})

interface Fact {
  readonly client: string
  readonly host: string
  readonly row: SliceRow
}
const dimensions = ['customer.id', 'host.name', 'method', 'section', 'status', 'agent', 'zone']
const fact = (client: string, host: string, rest: readonly string[]): Fact => ({
  client,
  host,
  row: [client, host, ...rest],
})

const real: Fact[] = gunzipSync(readFileSync(join(import.meta.dirname, 'web-traffic', 'semicomplete.csv.gz')))
  .toString()
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => {
    const [, client = '', method = '', section = '', status = '', agent = ''] = line.split(',')
    return fact(client, `h${Number(client) % 23}`, [method, section, status, agent, `z${Number(client) % 5}`])
  })

function made(seed: number): Fact[] {
  const random = seededRandom(seed)
  return Array.from({ length: 4000 }, () => {
    // Few large customers and many small ones; a customer has its zone and its habits.
    const client = Math.floor(400 * random.next() ** 3)
    const host = `h${random.below(30)}`
    return fact(`c${client}`, host, [
      `m${random.below(2)}`,
      `s${client % 7}`,
      '200',
      `a${random.below(6)}`,
      `z${client % 4}`,
    ])
  })
}

const scan = (errors: readonly Fact[], requests: readonly Fact[]) =>
  scanSlices({
    dimensions,
    errors: errors.map(({ row }) => row),
    previous: [],
    requests: requests.map(({ row }) => row),
    clusters: [
      { name: 'customer.id', errors: errors.map((one) => one.client), requests: requests.map((one) => one.client) },
      { name: 'host.name', errors: errors.map((one) => one.host), requests: requests.map((one) => one.host) },
    ],
  }).filter(({ where }) => !('customer.id' in where) && !('host.name' in where))

type Null = (random: Random, all: readonly Fact[]) => Fact[]
const many = (random: Random, from: readonly Fact[], count: number): Fact[] =>
  Array.from({ length: count }, () => random.pick(from))
const independent: Null = (random, all) => many(random, all, 60)
const ofClients =
  (count: number): Null =>
  (random, all) => {
    const clients = new Set(random.shuffled([...new Set(all.map(({ client }) => client))]).slice(0, count))
    return many(
      random,
      all.filter(({ client }) => clients.has(client)),
      60,
    )
  }
const ofHost: Null = (random, all) => {
  const { host } = random.pick(all)
  return many(
    random,
    all.filter((one) => one.host === host),
    60,
  )
}

test.each([
  ['independent errors', independent],
  ['one sick customer', ofClients(1)],
  ['six sick customers', ofClients(6)],
  ['one sick host', ofHost],
] as const)(
  '%s: no slice is named but by chance, in made and in real traffic',
  (_, makeErrors) => {
    const trials = 40
    for (const all of [made(1), real]) {
      const named = Array.from({ length: trials }, (_, seed) => {
        const random = seededRandom(seed)
        const [requests, rest] = [random.shuffled([...all]).slice(0, 2500), all]
        return scan(makeErrors(random, rest), requests).length > 0
      }).filter(Boolean).length
      expect(named / trials).toBeLessThanOrEqual(0.05 + 3.1 * Math.sqrt((0.05 * 0.95) / trials))
    }
  },
  120_000,
)

test('a slice that many customers and hosts share is named; so is the one customer that fails', () => {
  const all = made(2)
  const random = seededRandom(5)
  const faulty = many(
    random,
    all.filter(({ row }) => row[2] === 'm1' && row[5] === 'a3'),
    40,
  )
  expect(scan(faulty, all)[0]?.where).toEqual({ method: 'm1', agent: 'a3' })
  const alone = many(
    random,
    all.filter(({ client }) => client === 'c9'),
    30,
  )
  const [best] = scanSlices({
    dimensions,
    errors: alone.map(({ row }) => row),
    previous: [],
    requests: all.map(({ row }) => row),
  })
  expect(best?.where).toEqual({ 'customer.id': 'c9' })
})
