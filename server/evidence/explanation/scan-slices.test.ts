import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { seededRandom } from '../../demo/world/seeded-random.ts'
import { scanSlices, sliceScore } from './scan-slices.ts'
import type { ScanInput, SliceRow } from './scan-input.ts'

const dimensions = ['cdn', 'feature', 'customer']

function requestsOf(count: number, seed: number): string[][] {
  const random = seededRandom(seed)
  return Array.from({ length: count }, () => [
    random.pick(['north', 'south']),
    random.pick(['static', 'static', 'static', 'lambda']),
    `c${random.below(200)}`,
  ])
}

test('the slice of a fault is found among even traffic, as the fewest attributes that select it', () => {
  const requests = requestsOf(10_000, 1)
  const faulty = requestsOf(4000, 2)
    .filter(([cdn, feature]) => cdn === 'north' && feature === 'lambda')
    .slice(0, 40)
  const [best] = scanSlices({ dimensions, errors: faulty, previous: [], requests })
  expect(best).toMatchObject({ where: { cdn: 'north', feature: 'lambda' }, errors: 40, share: 1 })
  expect(best!.eventShare).toBeCloseTo(1 / 8, 1)
})

test('what was there before explains nothing', () => {
  const background = requestsOf(300, 3).filter(([cdn]) => cdn === 'south')
  const fault = requestsOf(100, 4).filter(([, feature]) => feature === 'lambda')
  const found = scanSlices({
    dimensions,
    errors: [...background, ...fault],
    previous: background,
    requests: requestsOf(10_000, 5),
  })
  expect(found[0]!.where).toEqual({ feature: 'lambda' })
})

test('errors spread like the traffic have no slice of weight; too few have none', () => {
  // Under a true null a best score above 12 is rare: counted over 100 draws of 60 errors.
  const high = Array.from({ length: 100 }, (_, seed) =>
    scanSlices({
      dimensions: ['cdn', 'feature'],
      errors: requestsOf(60, 100 + seed),
      previous: [],
      requests: requestsOf(2000, 999),
    }),
  ).filter(([best]) => (best?.score ?? 0) > 6)
  expect(high.length).toBeLessThanOrEqual(5)
  expect(scanSlices({ dimensions, errors: requestsOf(2, 1), previous: [], requests: requestsOf(100, 2) })).toEqual([])
  expect(scanSlices({ dimensions, errors: requestsOf(9, 1), previous: [], requests: [] })).toBeInstanceOf(Array)
})

test('the score is zero unless the slice is worse than the rest, and grows with the errors', () => {
  const totals = { errors: 100, previous: 0, requests: 1000 }
  expect(sliceScore({ errors: 10, previous: 0, requests: 100 }, totals)).toBe(0)
  const few = sliceScore({ errors: 20, previous: 0, requests: 100 }, totals)
  expect(few).toBeGreaterThan(0)
  expect(sliceScore({ errors: 40, previous: 0, requests: 100 }, totals)).toBeGreaterThan(few)
})

const cases = join(import.meta.dirname, 'cdn-faults')

function readCase(name: string): ScanInput {
  const text = gunzipSync(readFileSync(join(cases, `${name}.csv.gz`))).toString()
  const [head, ...rows] = text
    .trim()
    .split('\n')
    .map((line) => line.trim().split(','))
  const ofKind = (kind: string): SliceRow[] => rows.filter((row) => row[0] === kind).map((row) => row.slice(1))
  return { dimensions: head!.slice(1), errors: ofKind('err'), previous: ofKind('prev'), requests: ofKind('req') }
}

/** Which rows a slice selects, as the data set asks to compare answers: attributes imply each other. */
function selects(input: ScanInput, where: Readonly<Record<string, string>>): boolean[] {
  const wanted = Object.entries(where).map(([name, value]) => [input.dimensions.indexOf(name), value] as const)
  return [...input.requests, ...input.errors].map((row) => wanted.every(([at, value]) => row[at] === value))
}

const jaccard = (a: readonly boolean[], b: readonly boolean[]): number => {
  const both = a.filter((one, at) => one && b[at]).length
  return both / a.filter((one, at) => one || b[at]).length
}

test('the first answer is right in nine of ten made-up CDN faults', () => {
  const truths = readFileSync(join(cases, 'truth.csv'), 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(','))
  const right = truths.filter(([name, truth]) => {
    const input = readCase(name!)
    const where = Object.fromEntries(truth!.split('&').map((part) => part.split('=') as [string, string]))
    const [best] = scanSlices(input)
    return best !== undefined && jaccard(selects(input, best.where), selects(input, where)) >= 0.9
  })
  expect(right.length / truths.length).toBeGreaterThanOrEqual(0.9)
}, 60_000)
