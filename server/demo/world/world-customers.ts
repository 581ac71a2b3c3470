import { seededRandom, seedOf, type Random } from './seeded-random.ts'

export type Plan = 'free' | 'pro' | 'premium'
export type Cdn = 'northstar' | 'meridian'

export interface WorldCustomer {
  readonly id: string
  readonly name: string
  /** From 0, which has the largest share of the traffic. */
  readonly rank: number
  readonly plan: Plan
  readonly isVip: boolean
  /** Host names of the customer's sites. */
  readonly sites: readonly string[]
  readonly cdns: readonly Cdn[]
  readonly country: string
  /** Features with their share of the customer's requests. */
  readonly features: readonly (readonly [string, number])[]
  readonly hasFlappingOrigin: boolean
}

export interface WorldHost {
  readonly name: string
  readonly pop: string
  readonly cdn: Cdn
}

export const serviceOfFeature: Readonly<Record<string, string>> = {
  static: 'cache',
  image: 'imgproc',
  redirect: 'router',
  split: 'router',
  proxy: 'revproxy',
  lambda: 'revproxy',
  form: 'forms',
  identity: 'auth',
}
export const services = ['cache', 'imgproc', 'router', 'revproxy', 'forms', 'auth'] as const

const first =
  'amber birch cedar clover coral copper dusty ember fern flint frost golden granite harbor hazel indigo iron ivory jade juniper kestrel lantern lilac linen maple marble meadow mellow misty nimble oaken olive opal orchid pebble pine quartz quiet raven river'.split(
    ' ',
  )
const second =
  'atelier bakery books brewery cycles dairy design farms fabrics florist foods forge gallery games garden goods hats health homes inks kitchen knits labs leather market media motors music optics outfitters papers pottery print records sails shoes studio tea tools travel'.split(
    ' ',
  )
const countries = ['US', 'DE', 'GB', 'FR', 'NL', 'BR', 'IN', 'JP', 'AU', 'CA', 'ES', 'SE', 'PL', 'ZA', 'SG'] as const

const capital = (word: string): string => word[0]!.toUpperCase() + word.slice(1)

/** The customer that writes in first: pays most, uses functions, on the CDN that will break. */
export const vipRank = 7

function featuresOf(rank: number, random: Random): (readonly [string, number])[] {
  const features: [string, number][] = [['static', 0.55]]
  if (rank % 20 === vipRank) features.push(['lambda', 0.4])
  if (rank % 9 === 2) features.push(['proxy', 0.3])
  if (random.next() < 0.5) features.push(['image', 0.25])
  if (random.next() < 0.3) features.push(['redirect', 0.05])
  if (random.next() < 0.1) features.push(['form', 0.05])
  if (random.next() < 0.03) features.push(['identity', 0.1])
  if (random.next() < 0.08) features.push(['split', 0.1])
  const total = features.reduce((sum, [, share]) => sum + share, 0)
  return features.map(([feature, share]) => [feature, share / total] as const)
}

function cdnsOf(rank: number, random: Random): Cdn[] {
  if (rank === vipRank) return ['northstar']
  const draw = random.next()
  if (draw < 0.2) return ['northstar', 'meridian']
  return [draw < 0.6 ? 'northstar' : 'meridian']
}

/** Customers by their share of the traffic, the largest first; no network and no clock. */
export function makeCustomers(seed: number, count: number): WorldCustomer[] {
  const names = seededRandom(seedOf(seed, 'names')).shuffled(
    first.flatMap((adjective) => second.map((noun) => [adjective, noun] as const)),
  )
  return Array.from({ length: count }, (_, rank) => {
    const random = seededRandom(seedOf(seed, 'customer', rank))
    const [adjective, noun] = names[rank % names.length]!
    const turn = Math.floor(rank / names.length)
    const id = turn === 0 ? `${adjective}-${noun}` : `${adjective}-${noun}-${turn + 1}`
    const isVip = rank === vipRank || random.next() < 0.005
    const siteNames = ['www', 'shop', 'docs'].slice(0, 1 + random.below(3))
    return {
      id,
      rank,
      name: `${capital(adjective)} ${capital(noun)}${turn === 0 ? '' : ` ${turn + 1}`}`,
      plan: isVip ? 'premium' : random.next() < 0.06 ? 'pro' : 'free',
      isVip,
      sites: siteNames.map((name) => `${name}.${id}.example`),
      cdns: cdnsOf(rank, random),
      country: random.pick(countries),
      features: featuresOf(rank, random),
      hasFlappingOrigin: rank % 9 === 2 && random.next() < 0.15,
    }
  })
}

/** Hosts of the two CDNs, five in each point of presence. */
export function makeHosts(count: number): WorldHost[] {
  return Array.from({ length: count }, (_, at) => {
    const pop = Math.floor(at / 5)
    return {
      name: `pop${pop + 1}-h${(at % 5) + 1}`,
      pop: `pop${pop + 1}`,
      cdn: pop % 2 === 0 ? 'northstar' : 'meridian',
    }
  })
}
