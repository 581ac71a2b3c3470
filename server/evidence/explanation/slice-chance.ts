import type { ScanInput, SliceRow } from './scan-input.ts'

type Values = readonly (readonly [dimension: number, value: string])[]

/** Errors beside the requests that they are compared with. */
interface View {
  readonly errors: readonly SliceRow[]
  readonly requests: readonly SliceRow[]
  readonly previous: readonly SliceRow[]
}

const sizes = 3

const lnGammaParts = [
  76.18009172947146, -86.50532032941678, 24.01409824083091, -1.231739572450155, 0.1208650973866179e-2,
  -0.5395239384953e-5,
]

/** Natural logarithm of the gamma function (Lanczos), to ten digits for x > 0. */
function lnGamma(x: number): number {
  const sum = lnGammaParts.reduce((all, part, at) => all + part / (x + at + 1), 1.000000000190015)
  return (x + 0.5) * Math.log(x + 5.5) - (x + 5.5) + Math.log((Math.sqrt(2 * Math.PI) * sum) / x)
}

const lnBeta = (a: number, b: number): number => lnGamma(a) + lnGamma(b) - lnGamma(a + b)

/**
 * Chance of at least `hits` of `errors` in a slice of which `requests` of `total` requests were seen,
 * where both are drawn alike: the tail of a beta-binomial with a = requests + 1, b = the rest, which is
 * Fisher's exact test from one side for whole numbers. Example: 3 of 3 errors, 1 of 9 requests: 1/55.
 */
export function tailChance(hits: number, errors: number, requests: number, total: number): number {
  const [a, b] = [requests + 1, Math.max(total - requests, 0.5)]
  let sum = 0
  for (let x = hits; x <= errors; x += 1) {
    const choose = lnGamma(errors + 1) - lnGamma(x + 1) - lnGamma(errors - x + 1)
    const one = Math.exp(choose + lnBeta(x + a, errors - x + b) - lnBeta(a, b))
    sum += one
    // Beyond its top the distribution only falls: the rest is less than the digits of the sum.
    if (x > (errors * a) / (a + b) && one * (errors - x) < sum * 1e-12) break
  }
  return Math.min(1, sum)
}

const countIn = (rows: readonly SliceRow[], values: Values): number => {
  let count = 0
  for (const row of rows) if (values.every(([at, value]) => row[at] === value)) count += 1
  return count
}

/** What was there before is expected again; its own uncertainty makes the comparison as weak as it is. */
function chanceIn({ errors, requests, previous }: View, values: Values): number {
  const [hits, seen] = [countIn(errors, values), countIn(requests, values)]
  if (previous.length === 0) return tailChance(hits, errors.length, seen, requests.length)
  const before = countIn(previous, values)
  const more = Math.max(errors.length - previous.length, 1)
  const scale = more / (requests.length + 1)
  const expected = before + (seen + 0.5) * scale
  const strength = expected ** 2 / (before + (seen + 0.5) * scale ** 2)
  return tailChance(hits, errors.length, strength, (strength * (previous.length + more)) / expected)
}

/** The first row of every cluster; rows of none all stay. */
function onePerCluster(rows: readonly SliceRow[], clusters: readonly string[]): SliceRow[] {
  const seen = new Set<string>()
  return rows.filter((_, at) => {
    const cluster = clusters[at] ?? ''
    if (cluster === '') return true
    return seen.has(cluster) ? false : Boolean(seen.add(cluster))
  })
}

/**
 * How often chance makes some slice of the same number of attributes stand out as much (Bonferroni
 * over all of them). Customers and hosts fail as a whole: a slice that names none of them must also
 * stand out when each customer and each host counts once, against all requests and against one
 * request of each.
 */
export function sliceChances(input: ScanInput): (values: Values) => number {
  const { dimensions, errors, previous, requests, clusters = [] } = input
  const all: View = { errors, requests, previous }
  const names = new Set(clusters.map((cluster) => cluster.name))
  const robust = clusters
    .filter((cluster) => new Set(cluster.requests).size > 1)
    .flatMap((cluster): View[] => {
      const once = onePerCluster(errors, cluster.errors)
      const requestsOnce = onePerCluster(requests, cluster.requests)
      return [requests, requestsOnce].map((compared) => ({ errors: once, requests: compared, previous: [] }))
    })
  const valuesOf = dimensions.map((_, at) => new Set([...requests, ...errors].map((row) => row[at])).size)
  const rows = requests.length + errors.length
  return (values) => {
    const isNamed = values.some(([at]) => names.has(dimensions[at]!))
    const worst = Math.max(...[all, ...(isNamed ? [] : robust)].map((view) => chanceIn(view, values)))
    const keys = Math.min(
      rows,
      values.reduce((product, [at]) => product * valuesOf[at]!, 1),
    )
    return Math.min(1, worst * keys * combinations(dimensions.length, values.length) * sizes)
  }
}

function combinations(count: number, size: number): number {
  let ways = 1
  for (let at = 0; at < size; at += 1) ways = (ways * (count - at)) / (at + 1)
  return ways
}
