import { sliceChances } from './slice-chance.ts'
import type { SliceRow, ScanInput } from './scan-input.ts'

export interface ScannedSlice {
  readonly where: Readonly<Record<string, string>>
  readonly errors: number
  /** Share of the errors and of the requests that lie in the slice, 0 to 1. */
  readonly share: number
  readonly eventShare: number
  readonly score: number
  /** How often some slice of this kind stands out as much though all fail alike, 0 to 1. */
  readonly chance: number
}

interface Candidate {
  readonly dimensions: readonly number[]
  readonly values: readonly number[]
  readonly errors: number
  readonly requests: number
  readonly score: number
}

interface Totals {
  readonly errors: number
  readonly previous: number
  readonly requests: number
}

const attributesMax = 3
const errorsMin = 3
/** Natural logarithms of the number of errors that each further attribute must earn. */
const attributePenalty = 1
const keptPerDimensions = 5
/** So many of the best are asked whether chance does as well. */
const lookedAtMax = 40
const chanceMax = 0.05

const xLogX = (x: number, y: number): number => (x <= 0 ? 0 : x * Math.log(x / y))

/**
 * How much better "this slice has a rate of its own" explains the errors than "all share one": the
 * Poisson log likelihood ratio of Kulldorff's spatial scan (1997). Zero unless the slice is worse
 * than the rest. Expected is what was there before, and an even share of what is more.
 */
export function sliceScore(slice: Totals, totals: Totals): number {
  const more = Math.max(totals.errors - totals.previous, 1)
  const expected = slice.previous + ((slice.requests + 0.5) / (totals.requests + 1)) * more
  const expectedTotal = totals.previous + more
  const [rest, expectedRest] = [totals.errors - slice.errors, Math.max(expectedTotal - expected, 1e-9)]
  if (slice.errors / expected <= rest / expectedRest) return 0
  return xLogX(slice.errors, expected) + xLogX(rest, expectedRest) - xLogX(totals.errors, expectedTotal)
}

/** Values as small whole numbers, so that a combination of three fits one key. */
interface Encoded {
  readonly names: string[][]
  readonly errors: Int32Array[]
  readonly previous: Int32Array[]
  readonly requests: Int32Array[]
}

function encode({ dimensions, errors, previous, requests }: ScanInput): Encoded {
  const codes = dimensions.map(() => new Map<string, number>())
  const names: string[][] = dimensions.map(() => [])
  const encodeRows = (rows: readonly SliceRow[], mayAdd: boolean): Int32Array[] =>
    dimensions.map((_, at) =>
      Int32Array.from(rows, (row) => {
        const value = row[at] ?? ''
        if (value === '') return -1
        const known = codes[at]!.get(value)
        if (known !== undefined || !mayAdd) return known ?? -1
        codes[at]!.set(value, names[at]!.length)
        return names[at]!.push(value) - 1
      }),
    )
  // Only values that errors have can make a slice.
  const encodedErrors = encodeRows(errors, true)
  return { names, errors: encodedErrors, previous: encodeRows(previous, false), requests: encodeRows(requests, false) }
}

const radix = 2 ** 17

/** Counts rows by the combination of their values in some dimensions; -1 is no value. */
function countKeys(
  columns: readonly Int32Array[],
  chosen: readonly number[],
  into: Map<number, number>,
  mayAdd: boolean,
): void {
  const length = columns[0]?.length ?? 0
  for (let row = 0; row < length; row += 1) {
    let key = 0
    for (const at of chosen) {
      const value = columns[at]![row]!
      if (value < 0) {
        key = -1
        break
      }
      key = key * radix + value
    }
    if (key < 0) continue
    const known = into.get(key)
    if (known !== undefined) into.set(key, known + 1)
    else if (mayAdd) into.set(key, 1)
  }
}

function* combinations(count: number, size: number, from = 0): Iterable<number[]> {
  if (size === 0) return yield []
  for (let at = from; at < count; at += 1) {
    for (const rest of combinations(count, size - 1, at + 1)) yield [at, ...rest]
  }
}

function candidatesOf(encoded: Encoded, chosen: readonly number[], totals: Totals): Candidate[] {
  const errors = new Map<number, number>()
  countKeys(encoded.errors, chosen, errors, true)
  for (const [key, count] of errors) if (count < errorsMin) errors.delete(key)
  if (errors.size === 0) return []
  const zeros = (): Map<number, number> => new Map([...errors.keys()].map((key) => [key, 0]))
  const [previous, requests] = [zeros(), zeros()]
  countKeys(encoded.previous, chosen, previous, false)
  countKeys(encoded.requests, chosen, requests, false)
  const found: Candidate[] = []
  for (const [key, count] of errors) {
    const slice = { errors: count, previous: previous.get(key) ?? 0, requests: requests.get(key) ?? 0 }
    const score = sliceScore(slice, totals)
    if (score <= 0) continue
    const penalty = attributePenalty * (chosen.length - 1) * Math.log(totals.errors)
    const values: number[] = []
    for (let rest = key, at = 0; at < chosen.length; at += 1, rest = Math.floor(rest / radix))
      values.unshift(rest % radix)
    found.push({ dimensions: chosen, values, errors: count, requests: slice.requests, score: score - penalty })
  }
  return found.toSorted((a, b) => b.score - a.score).slice(0, keptPerDimensions)
}

/**
 * The slices of one to three attributes that account best for a class of errors, the best first.
 * Two slices that select the same errors are one answer: the one with fewer attributes stays. A slice
 * that chance could have made is no answer.
 */
export function scanSlices(input: ScanInput, answersMax = 5): ScannedSlice[] {
  const totals = { errors: input.errors.length, previous: input.previous.length, requests: input.requests.length }
  if (totals.errors < errorsMin) return []
  const encoded = encode(input)
  const candidates: Candidate[] = []
  for (let size = 1; size <= attributesMax; size += 1) {
    for (const chosen of combinations(input.dimensions.length, size)) {
      candidates.push(...candidatesOf(encoded, chosen, totals))
    }
  }
  candidates.sort((a, b) => b.score - a.score || a.dimensions.length - b.dimensions.length)
  const chanceOf = sliceChances(input)
  return withoutTwins(candidates, lookedAtMax)
    .map((candidate) => {
      const values = candidate.dimensions.map((at, n) => [at, encoded.names[at]![candidate.values[n]!]!] as const)
      return { candidate, values, chance: chanceOf(values) }
    })
    .filter(({ chance }) => chance <= chanceMax)
    .slice(0, answersMax)
    .map(({ candidate, values, chance }) => ({
      where: Object.fromEntries(values.map(([at, value]) => [input.dimensions[at]!, value])),
      chance,
      errors: candidate.errors,
      share: candidate.errors / totals.errors,
      eventShare: totals.requests === 0 ? 0 : candidate.requests / totals.requests,
      score: candidate.score,
    }))
}

/** Of slices that hold as many errors and as many requests, the one with the fewest attributes. */
function withoutTwins(candidates: readonly Candidate[], answersMax: number): Candidate[] {
  const kept: Candidate[] = []
  const seen = new Set<string>()
  for (const candidate of candidates) {
    const size = `${candidate.errors}/${candidate.requests}`
    if (seen.has(size)) continue
    seen.add(size)
    const twins = candidates.filter((other) => `${other.errors}/${other.requests}` === size)
    kept.push(twins.reduce((best, twin) => (twin.dimensions.length < best.dimensions.length ? twin : best)))
    if (kept.length === answersMax) break
  }
  return kept
}
