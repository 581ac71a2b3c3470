import { seededRandom, seedOf, type Random } from './seeded-random.ts'
import type { WorldCustomer } from './world-customers.ts'

const day = 86_400_000

type Phrase = (random: Random, site: string) => string
const hex = (random: Random): string => random.below(0x7fffffff).toString(16).padStart(8, '0')

/** Ten things that go wrong in every service, each with parameters or without. */
const phrases: readonly Phrase[] = [
  (random) => `read of ${random.below(90_000)} bytes timed out after ${random.below(30_000)} ms`,
  (random, site) => `no upstream for ${site} (pool ${random.below(40)})`,
  (random) => `connection to 10.${random.below(250)}.${random.below(250)}.${random.below(250)}:8443 reset by peer`,
  (random) => `cannot open '/var/data/${hex(random)}/${random.below(999)}': no such file`,
  () => 'worker queue is full',
  (random) => `checksum of object ${hex(random)}${hex(random)} does not match`,
  (random) => `lock held for ${random.below(9000)} ms by pid ${random.below(60_000)}`,
  (_random, site) => `certificate for ${site} is not ready`,
  () => 'out of file descriptors',
  // A code is part of the error’s name: three of them, as curl gives for time-outs, handshakes and resets.
  (random) => `retry ${random.below(5)} of 5 failed with code ${random.pick([28, 35, 56])}`,
]
/** How often each of them happens: Zipf. */
const phraseWeights = phrases.map((_, at) => 1 / (at + 1))
const phraseTotal = phraseWeights.reduce((sum, weight) => sum + weight, 0)

/** One of the 60 known classes: ten for each of six services. */
export function knownError(service: string, site: string, random: Random): string {
  let draw = random.next() * phraseTotal
  const at = phraseWeights.findIndex((weight) => (draw -= weight) <= 0)
  return `${service}: ${phrases[at === -1 ? 0 : at]!(random, site)}`
}

/** Whether a customer's own origin is down at the moment: on for 20 minutes, off for 6 hours, on average. */
export function originFailShare(seed: number, customer: WorldCustomer, at: number): number {
  if (!customer.hasFlappingOrigin) return 0
  const period = 6.33 * 3_600_000
  const turn = Math.floor(at / period)
  const random = seededRandom(seedOf(seed, 'flap', customer.id, turn))
  const start = turn * period + random.next() * (period - 3_600_000)
  const end = start + Math.min(3_600_000, random.exponential(20 * 60_000))
  return at >= start && at < end ? 0.05 + 0.95 * random.next() : 0
}

export interface BirthEvent {
  readonly at: number
  readonly customer: WorldCustomer
  readonly message: string
}

const adjectives =
  'stale missing broken unexpected orphaned partial duplicate foreign expired malformed frozen unsigned truncated hidden empty nested recursive ambiguous obsolete pending'.split(
    ' ',
  )
const nouns =
  'manifest header token redirect bundle digest cookie payload shard cursor lease quota trailer fragment alias rewrite schema locale webhook variant'.split(
    ' ',
  )
const verbs =
  'rejected dropped ignored skipped deferred overwritten refused abandoned rolled-back quarantined unparsed unresolved'.split(
    ' ',
  )

/** Innocent new classes born on one day: most hit one customer a few times, few hit many. */
export function birthsOfDay(
  scene: {
    readonly options: { readonly seed: number; readonly birthsPerDay?: number }
    readonly customers: readonly WorldCustomer[]
    readonly pickCustomer: (random: Random) => number
  },
  dayNumber: number,
): BirthEvent[] {
  const { customers, pickCustomer, options } = scene
  const random = seededRandom(seedOf(options.seed, 'births', dayNumber))
  const events: BirthEvent[] = []
  const count = random.poisson(options.birthsPerDay ?? 40)
  for (let birth = 0; birth < count; birth += 1) {
    const total = Math.max(1, Math.round(Math.exp(1.6 + 1.7 * random.normal())))
    const draw = random.next()
    const spread = draw < 0.8 ? 1 : draw < 0.95 ? 2 + random.below(2) : 4 + random.below(37)
    const hit = Array.from({ length: spread }, () => customers[pickCustomer(random)]!)
    const life = random.exponential(6 * 3_600_000)
    const startsAt = dayNumber * day + random.next() * day
    const words = `${random.pick(adjectives)} ${random.pick(nouns)} after ${random.pick(adjectives)} ${random.pick(nouns)}`
    const verb = random.pick(verbs)
    for (let event = 0; event < Math.min(total, 5000); event += 1) {
      const message = `${words} was ${verb} (attempt ${random.below(1000)})`
      events.push({ at: startsAt + random.next() * life, customer: random.pick(hit), message })
    }
  }
  return events.toSorted((a, b) => a.at - b.at)
}

/** The new message of the Friday fault. */
export function faultMessage(random: Random, site: string): string {
  return `edge function of ${site} ended before its response: idle origin connection closed (invocation ${hex(random)})`
}
