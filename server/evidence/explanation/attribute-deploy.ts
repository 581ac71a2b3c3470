/** An error as attribution sees it: where and when, in milliseconds since 1970. */
export interface PlacedError {
  readonly host: string
  readonly at: number
  readonly customer?: string
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
  /** Deploys that began before this are not looked at; `from` when missing. */
  readonly candidatesFrom?: number
  /** Services whose requests failed; a deploy of another one needs better evidence. */
  readonly failingServices: ReadonlySet<string>
}

export interface ScoredDeploy {
  readonly id: string
  /** Log likelihood of the errors under this roll-out, relative to no roll-out at all. */
  readonly score: number
  readonly errorsOnUpdatedHosts: number
  readonly errorsElsewhere: number
  /** How often a roll-out at a random time and in a random order of hosts fits as well, 0 to 1. */
  readonly chance: number
}

/** Share of errors that may lie elsewhere: clocks that differ, messages that come from two causes. */
const strayShare = 0.03
const errorsMax = 200
const draws = 1000
/** Chance that did as well so often is no news, however the other draws end (Besag and Clifford 1991). */
const hitsEnough = 50
/** Only so many of the likeliest deploys are worth the draws. */
const drawnFor = 3
/** The deploy to blame must fit better than chance would for any of the candidates at once. */
const chanceMax = 0.03
/** A deploy of a service that did not fail must fit better still. */
const otherServiceChanceMax = 0.01
/**
 * Many roll-outs reach the hosts in one order for ever, the same canaries first, and those may be the odd
 * ones. So the time must fit by itself too: a roll-out in the same order, at another time, may not often do
 * as well.
 */
const sameOrderChanceMax = 0.1
/** Where nobody reported hosts only the time speaks. */
const blindChanceMax = 0.05
/**
 * A fault of a deploy shows on several hosts; one alone may be sick. Early in a roll-out there are two of
 * them, and that will do where chance does next to never as well.
 */
const hostsMin = 3
const early = { hostsMin: 2, chanceMax: 0.002, sameOrderChanceMax: 0.03 }
/** A deploy may be reported a moment after its first error. */
const reportLateMilliseconds = 60_000
/** Odds against a deploy of a service that did not fail. */
const otherServicePenalty = Math.log(20)
/** Without its hosts a deploy is blamed only when errors begin this soon after its start. */
const blindMilliseconds = 60 * 60_000
const assumedRollOutMilliseconds = 40 * 60_000
const clockSkewMilliseconds = 5000

/** The hosts of a fleet in one order, so that thousands of roll-outs over it are only numbers. */
interface Fleet {
  readonly names: readonly string[]
  /** Of the traffic that each host serves; their sum is 1, or 0 where nothing is known. */
  readonly shares: Float64Array
  /** From the start of the deploy until each host has it. */
  readonly offsets: Float64Array
}

function fleetOf(deploy: CandidateDeploy, traffic: ReadonlyMap<string, number>): Fleet {
  const names = [...new Set([...traffic.keys(), ...deploy.hosts.keys()])]
  const all = traffic.values().reduce((sum, share) => sum + share, 0)
  return {
    names,
    shares: Float64Array.from(names, (name) => (all === 0 ? 0 : (traffic.get(name) ?? 0) / all)),
    offsets: Float64Array.from(names, (name) => (deploy.hosts.get(name) ?? Infinity) - deploy.startedAt),
  }
}

/** Share of the traffic that a roll-out has reached at an instant. */
function sharedAt({ shares }: Fleet, startedAt: number, offsets: Float64Array, at: number): number {
  let done = 0
  for (let host = 0; host < shares.length; host += 1) if (startedAt + offsets[host]! <= at) done += shares[host]!
  return done
}

/** Mean of that share over a time. */
function meanShare(
  { shares }: Fleet,
  startedAt: number,
  offsets: Float64Array,
  { from, to }: { from: number; to: number },
): number {
  let done = 0
  for (let host = 0; host < shares.length; host += 1) {
    const at = startedAt + offsets[host]!
    if (at < to) done += (shares[host]! * (to - Math.max(from, at))) / (to - from)
  }
  return done
}

/** Share of the roll-out that is done at an instant; guessed from its start where nobody reported its hosts. */
function doneShare(deploy: CandidateDeploy, traffic: ReadonlyMap<string, number>, at: number): number {
  if (deploy.hosts.size === 0) return Math.min(1, Math.max(0, (at - deploy.startedAt) / assumedRollOutMilliseconds))
  const fleet = fleetOf(deploy, traffic)
  return sharedAt(fleet, deploy.startedAt, fleet.offsets, at)
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
  const fleet = fleetOf(deploy, trafficShares)
  return meanShare(fleet, deploy.startedAt, fleet.offsets, { from, to })
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

/** Errors that fail as a whole: those of one host, or of one customer where no host is known. */
interface Cluster {
  /** Where it is in the list of hosts; -1 without one. */
  readonly host: number
  readonly times: readonly number[]
}

/** How well roll-outs over the hosts fit the errors, asked thousands of times. */
interface Fit {
  /** Of the deploy as it was. */
  readonly offsets: Float64Array
  /** Log likelihood of a roll-out that begins at an instant and reaches the hosts after these offsets. */
  likelihood(startedAt: number, offsets: Float64Array): number
}

/**
 * The likelihood with every host counted once: a sick host that fails a hundred times says as much as
 * one that fails once. Errors without a host are counted once for each customer.
 */
function fitOf(deploy: CandidateDeploy, errors: readonly PlacedError[], input: AttributionInput): Fit {
  const fleet = fleetOf(deploy, input.trafficShares)
  const clusters = clustersOf(errors, fleet.names)
  return {
    offsets: fleet.offsets,
    likelihood: (startedAt, offsets) => {
      const integral = meanShare(fleet, startedAt, offsets, input)
      if (integral <= 0) return -Infinity
      let sum = 0
      for (const { host, times } of clusters) {
        let reached = 0
        if (host === -1) for (const at of times) reached += sharedAt(fleet, startedAt, offsets, at)
        else {
          const since = startedAt + offsets[host]! - clockSkewMilliseconds
          for (const at of times) if (at >= since) reached += 1
        }
        sum += Math.log(((1 - strayShare) * reached) / times.length / integral + strayShare)
      }
      return sum
    },
  }
}

function clustersOf(errors: readonly PlacedError[], hosts: readonly string[]): Cluster[] {
  const places = new Map(hosts.map((host, at) => [host, at]))
  const byCluster = Map.groupBy(errors, ({ host, customer = '' }) =>
    host === '' ? `customer ${customer}` : `host ${host}`,
  )
  // A host that neither traffic nor the roll-out knows was never reached.
  return [...byCluster.values()].map((some) => ({
    host: some[0]!.host === '' ? -1 : (places.get(some[0]!.host) ?? hosts.length),
    times: some.map(({ at }) => at),
  }))
}

/** When the first error came; deploys that began after it, or long before, are no candidates. */
function candidateTime(input: AttributionInput): { from: number; to: number } {
  const firstAt = input.errors.reduce((first, error) => Math.min(first, error.at), Infinity)
  return { from: input.candidatesFrom ?? input.from, to: firstAt + reportLateMilliseconds }
}

/** Of so many instants, evenly laid. */
const instants = 500

/** How often a roll-out that reaches the same hosts in the same order, but at another time, fits as well. */
function sameOrderChance(deploy: CandidateDeploy, input: AttributionInput): number {
  const { offsets, likelihood } = fitOf(deploy, thinned(input.errors, errorsMax), input)
  const observed = likelihood(deploy.startedAt, offsets)
  const time = candidateTime(input)
  let hits = 0
  for (let n = 0; n < instants; n += 1) {
    const startedAt = time.from + ((n + 0.5) / instants) * (time.to - time.from)
    if (likelihood(startedAt, offsets) >= observed) hits += 1
  }
  return (hits + 1) / (instants + 1)
}

/**
 * How often chance alone does as well. The errors stay as they are, however they cluster in hosts,
 * customers and bursts; the roll-out begins at a random instant of the candidates' time and reaches
 * the hosts in a random order. Its randomness is all that is assumed, so that no sick host can make it
 * small: a permutation test (Fisher 1935, Edgington 1995). Monte Carlo with (hits + 1)/(draws + 1),
 * which never claims less than it can know. Without hosts only the instant is random: its chance is the
 * share of the candidates' time from which the first error is as near.
 */
function chanceOf(deploy: CandidateDeploy, errors: readonly PlacedError[], input: AttributionInput): number {
  const time = candidateTime(input)
  if (deploy.hosts.size === 0) {
    return Math.max(1 / (draws + 1), (time.to - deploy.startedAt) / (time.to - time.from))
  }
  const { offsets, likelihood } = fitOf(deploy, errors, input)
  const observed = likelihood(deploy.startedAt, offsets)
  const random = randomFrom(errors.length * 7919 + deploy.hosts.size)
  let hits = 0
  for (let draw = 0; draw < draws; draw += 1) {
    const startedAt = time.from + random() * (time.to - time.from)
    shuffle(offsets, random)
    if (likelihood(startedAt, offsets) >= observed) hits += 1
    if (hits === hitsEnough) return hits / (draw + 1)
  }
  return (hits + 1) / (draws + 1)
}

function shuffle(values: Float64Array, random: () => number): void {
  for (let at = values.length - 1; at > 0; at -= 1) {
    const other = Math.floor(random() * (at + 1))
    ;[values[at], values[other]] = [values[other]!, values[at]!]
  }
}

/** At most so many errors, evenly taken, the earliest among them. */
const thinned = <T>(values: readonly T[], max: number): readonly T[] =>
  values.length <= max ? values : Array.from({ length: max }, (_, n) => values[Math.floor((n * values.length) / max)]!)

/** How many of the updated hosts fail. */
const failingHosts = (deploy: CandidateDeploy, { errors, trafficShares }: AttributionInput): number =>
  new Set(errors.filter((error) => reach(deploy, error, trafficShares) >= 0.999).map(({ host }) => host)).size

/** Whether the errors lie on several of the updated hosts, or on all where there are few, and came when it did. */
function isShownByHosts(
  deploy: CandidateDeploy,
  { chance }: ScoredDeploy,
  { input, candidates }: { input: AttributionInput; candidates: number },
): boolean {
  const all = new Set([...input.trafficShares.keys(), ...deploy.hosts.keys()]).size
  const failing = failingHosts(deploy, input)
  const inTime = sameOrderChance(deploy, input) * candidates
  if (failing >= Math.min(hostsMin, all)) return inTime <= sameOrderChanceMax
  return failing >= early.hostsMin && chance <= early.chanceMax && inTime <= early.sameOrderChanceMax
}

/** Every deploy that could be to blame, the likeliest first. */
export function scoreDeploys(input: AttributionInput): ScoredDeploy[] {
  const sorted = input.errors.toSorted((a, b) => a.at - b.at)
  const errors = thinned(sorted, errorsMax)
  const first = sorted[0]
  if (first === undefined) return []
  const time = candidateTime(input)
  return input.deploys
    .filter((deploy) => deploy.startedAt >= time.from && deploy.startedAt <= time.to)
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
 * deploy at all and clearly better than any other one, have begun before the first of them, and
 * show on several hosts.
 */
export function attributeDeploy(input: AttributionInput): { blamed: ScoredDeploy | undefined; scored: ScoredDeploy[] } {
  const scored = scoreDeploys(input)
  const [best, next] = scored
  const deploy = input.deploys.find((one) => one.id === best?.id)
  if (best === undefined || deploy === undefined) return { blamed: undefined, scored }
  const isBlind = deploy.hosts.size === 0
  // Any of the candidates could have fitted by chance.
  const isClear =
    best.score > 3 &&
    best.chance * scored.length <= chanceMaxFor(deploy, input) &&
    (next === undefined || best.score - next.score > 2)
  const isPlaced = (): boolean =>
    isBlind
      ? beginsSoonAfter(deploy, input)
      : liesWhereItReached(best, input) && isShownByHosts(deploy, best, { input, candidates: scored.length })
  return { blamed: isClear && isPlaced() ? best : undefined, scored }
}

function chanceMaxFor({ hosts, service }: CandidateDeploy, { failingServices }: AttributionInput): number {
  if (hosts.size === 0) return blindChanceMax
  return failingServices.has(service) ? chanceMax : otherServiceChanceMax
}

function beginsSoonAfter(deploy: CandidateDeploy, { errors, failingServices }: AttributionInput): boolean {
  const firstAt = Math.min(...errors.map((error) => error.at))
  const delay = firstAt - deploy.startedAt
  return delay >= 0 && delay < blindMilliseconds && failingServices.has(deploy.service)
}

const liesWhereItReached = (scored: ScoredDeploy, input: AttributionInput): boolean =>
  scored.errorsElsewhere <= Math.max(1, 0.1 * input.errors.length) && scored.errorsOnUpdatedHosts >= 3
