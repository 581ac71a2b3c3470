/** An error as attribution sees it: where and when, in milliseconds since 1970. */
export interface PlacedError {
  readonly host: string
  readonly at: number
}

export interface CandidateDeploy {
  readonly id: string
  readonly service: string
  readonly startedAt: number
  /** When each host was updated; empty where nobody reported it. */
  readonly hosts: ReadonlyMap<string, number>
}

export interface AttributionInput {
  readonly errors: readonly PlacedError[]
  readonly deploys: readonly CandidateDeploy[]
  /** Share of the traffic that each host serves; sums to about 1. */
  readonly trafficShares: ReadonlyMap<string, number>
  readonly from: number
  readonly to: number
  /** Services whose requests failed; a deploy of another one needs better evidence. */
  readonly failingServices: ReadonlySet<string>
}

export interface ScoredDeploy {
  readonly id: string
  /** Log likelihood of the errors under this roll-out, relative to no roll-out at all. */
  readonly score: number
  readonly errorsOnUpdatedHosts: number
  readonly errorsElsewhere: number
  /** How often hosts drawn by their traffic fit as well, 0 to 1. */
  readonly chance: number
}

/** Share of errors that may lie elsewhere: clocks that differ, messages that come from two causes. */
const strayShare = 0.03
const errorsMax = 200
const draws = 1000
/** Only so many of the likeliest deploys are worth the draws. */
const drawnFor = 3
/** The deploy to blame must fit better than chance would for any of the candidates at once. */
const chanceMax = 0.03
/** Where nobody reported hosts only the time speaks, and it never says more than this. */
const blindChanceMax = 0.15
/** Odds against a deploy of a service that did not fail. */
const otherServicePenalty = Math.log(20)
/** Without its hosts a deploy is blamed only when errors begin this soon after its start. */
const blindMilliseconds = 60 * 60_000
const assumedRollOutMilliseconds = 40 * 60_000
const clockSkewMilliseconds = 5000

/** Share of the roll-out that is done at an instant, weighted by the traffic of the hosts. */
function doneShare(deploy: CandidateDeploy, traffic: ReadonlyMap<string, number>, at: number): number {
  if (deploy.hosts.size === 0) {
    return Math.min(1, Math.max(0, (at - deploy.startedAt) / assumedRollOutMilliseconds))
  }
  let done = 0
  let all = 0
  for (const [host, share] of traffic) {
    all += share
    if ((deploy.hosts.get(host) ?? Infinity) <= at) done += share
  }
  return all === 0 ? 0 : done / all
}

/** 1 if the error happened where the deploy was already, else the share of it that was done. */
function reach(deploy: CandidateDeploy, error: PlacedError, traffic: ReadonlyMap<string, number>): number {
  if (deploy.hosts.size === 0 || error.host === '') return doneShare(deploy, traffic, error.at)
  return (deploy.hosts.get(error.host) ?? Infinity) <= error.at + clockSkewMilliseconds ? 1 : 0
}

/** Mean over the time looked at of the share of the traffic that the deploy had reached. */
function meanDone(deploy: CandidateDeploy, { trafficShares, from, to }: AttributionInput): number {
  if (deploy.hosts.size === 0) {
    const steps = 60
    let sum = 0
    for (let step = 0; step < steps; step += 1)
      sum += doneShare(deploy, trafficShares, from + ((step + 0.5) * (to - from)) / steps)
    return sum / steps
  }
  let [done, all] = [0, 0]
  for (const [host, share] of trafficShares) {
    all += share
    const at = deploy.hosts.get(host)
    if (at !== undefined && at < to) done += (share * (to - Math.max(from, at))) / (to - from)
  }
  return all === 0 ? 0 : done / all
}

/**
 * Sum over errors of ln((1 - stray) f/F + stray/T) + ln T, as in the reference: f is whether the
 * deploy had reached the error, F the traffic-weighted integral of its progress over the time T.
 */
function logLikelihood(deploy: CandidateDeploy, errors: readonly PlacedError[], input: AttributionInput): number {
  const integral = meanDone(deploy, input)
  if (integral <= 0) return -Infinity
  return errors.reduce(
    (sum, error) =>
      sum + Math.log(((1 - strayShare) * reach(deploy, error, input.trafficShares)) / integral + strayShare),
    0,
  )
}

/** A seeded generator, so that the same evidence always gives the same number. */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 4_294_967_296
  }
}

/**
 * How often chance alone does as well: the roll-out begins at any instant of the time looked at, and
 * each error keeps its time but gets a host drawn by traffic. Counted is how often that scores as
 * high. Monte Carlo with (hits + 1)/(draws + 1), which never claims less than it can know.
 */
function chanceOf(deploy: CandidateDeploy, errors: readonly PlacedError[], input: AttributionInput): number {
  const observed = logLikelihood(deploy, errors, input)
  const random = randomFrom(errors.length * 7919 + deploy.hosts.size)
  const [names, shares] = [[...input.trafficShares.keys()], [...input.trafficShares.values()]]
  const drawHost = hostDrawer(names, shares, random)
  const ends =
    deploy.hosts.size === 0
      ? [assumedRollOutMilliseconds]
      : [...deploy.hosts.values()].map((at) => at - deploy.startedAt)
  const length = Math.max(...ends)
  let hits = 0
  for (let draw = 0; draw < draws; draw += 1) {
    const startedAt = input.from - length + random() * (input.to - input.from + length)
    const moved = startedAt - deploy.startedAt
    const hosts = new Map([...deploy.hosts].map(([host, at]) => [host, at + moved]))
    const placed = errors.map(({ at, host }) => ({ at, host: host === '' ? '' : drawHost() }))
    if (logLikelihood({ ...deploy, startedAt, hosts }, placed, input) >= observed) hits += 1
  }
  return (hits + 1) / (draws + 1)
}

function hostDrawer(names: readonly string[], shares: readonly number[], random: () => number): () => string {
  const sums: number[] = []
  for (const share of shares) sums.push((sums.at(-1) ?? 0) + share)
  const total = sums.at(-1) ?? 0
  return () => {
    const wanted = random() * total
    let [low, high] = [0, sums.length - 1]
    while (low < high) {
      const middle = (low + high) >> 1
      if (sums[middle]! <= wanted) low = middle + 1
      else high = middle
    }
    return names[low] ?? ''
  }
}

/** At most so many errors, evenly taken, the earliest among them. */
const thinned = <T>(values: readonly T[], max: number): readonly T[] =>
  values.length <= max ? values : Array.from({ length: max }, (_, n) => values[Math.floor((n * values.length) / max)]!)

/** Every deploy that could be to blame, the likeliest first. */
export function scoreDeploys(input: AttributionInput): ScoredDeploy[] {
  const sorted = input.errors.toSorted((a, b) => a.at - b.at)
  const errors = thinned(sorted, errorsMax)
  const first = sorted[0]
  if (first === undefined) return []
  return input.deploys
    .map((deploy) => {
      const penalty = input.failingServices.has(deploy.service) ? 0 : otherServicePenalty
      const placed = sorted.filter((error) => reach(deploy, error, input.trafficShares) >= 0.999)
      return {
        id: deploy.id,
        score: logLikelihood(deploy, errors, input) - penalty,
        errorsOnUpdatedHosts: placed.length,
        errorsElsewhere: sorted.length - placed.length,
        chance: 1,
      }
    })
    .filter((scored) => Number.isFinite(scored.score))
    .toSorted((a, b) => b.score - a.score)
    .map((scored, rank) => {
      const deploy = input.deploys.find((one) => one.id === scored.id)!
      return rank < drawnFor && scored.score > 0 ? { ...scored, chance: chanceOf(deploy, errors, input) } : scored
    })
}

/**
 * The deploy to blame, or nothing. It must explain almost all errors, explain them better than no
 * deploy at all and clearly better than any other one, and have begun before the first of them.
 */
export function attributeDeploy(input: AttributionInput): { blamed: ScoredDeploy | undefined; scored: ScoredDeploy[] } {
  const scored = scoreDeploys(input)
  const [best, next] = scored
  if (best === undefined) return { blamed: undefined, scored }
  const deploy = input.deploys.find((one) => one.id === best.id)!
  const firstAt = Math.min(...input.errors.map((error) => error.at))
  const isClear =
    best.score > 3 &&
    (deploy.hosts.size === 0 ? best.chance <= blindChanceMax : best.chance * input.deploys.length <= chanceMax) &&
    (next === undefined || best.score - next.score > 2)
  const isPlaced =
    deploy.hosts.size === 0
      ? firstAt >= deploy.startedAt &&
        firstAt - deploy.startedAt < blindMilliseconds &&
        input.failingServices.has(deploy.service)
      : best.errorsElsewhere <= Math.max(1, 0.1 * input.errors.length) && best.errorsOnUpdatedHosts >= 3
  return { blamed: isClear && isPlaced ? best : undefined, scored }
}
