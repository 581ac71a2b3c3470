import { getDomain } from 'tldts'
import { said } from '@bellwether/contract/said.ts'

/** How many mails nobody wrote may go out, counted over those that went. */
export interface Brake {
  readonly over: 'address' | 'domain' | 'ticket' | 'everybody'
  readonly hours: 1 | 24
  readonly max: number
}

/**
 * The brakes on acknowledgements. They act on what we send and on nothing that comes in: each mail is filed,
 * and a person is heard however much somebody else writes in their name. Two systems that answer each other
 * end after a few mails, also where the other one writes from a new address each time.
 */
export const acknowledgementBrakes: readonly Brake[] = [
  { over: 'address', hours: 1, max: 1 },
  { over: 'address', hours: 24, max: 5 },
  { over: 'ticket', hours: 24, max: 3 },
  { over: 'domain', hours: 1, max: 10 },
  { over: 'domain', hours: 24, max: 40 },
  { over: 'everybody', hours: 1, max: 500 },
  { over: 'everybody', hours: 24, max: 3_000 },
]

/** The brakes on mails to our own staff that nobody wrote: notices and sign-in links. Each address has a bound of its own besides. */
export const noticeBrakes: readonly Brake[] = [{ over: 'everybody', hours: 1, max: 2_000 }]

/** Behind the domain of a public mail service are as many strangers as behind this many others. */
const publicServiceFactor = 20

/**
 * The services whose users share nothing but the domain, by the name before the country's ending. The
 * package with a list of them fetches it anew while it is installed, which an installation must not need.
 */
const publicServices =
  /^(?:gmail|googlemail|outlook|hotmail|live|msn|yahoo|ymail|rocketmail|aol|icloud|gmx|protonmail|tutanota|fastmail|zoho|zohomail|yandex|rambler|foxmail|naver|hanmail|daum|rediffmail|wanadoo|laposte|libero|virgilio|tiscali|interia|seznam|btinternet|comcast|verizon|bigpond)\.|^(?:me|mac|web|freenet|t-online|proton|tuta|mail|email|inbox|bk|list|ya|qq|163|126|yeah|sina|sohu|orange|free|sfr|alice|wp|o2|onet|centrum|hey|pm)\.(?:com|de|net|me|io|ru|fr|it|pl|cz|cn|co\.uk)$/

/** Whom we know may write about so many things for each one that a stranger may. */
const knownFactor = 3

/**
 * The brakes as they are for this recipient. One whom we know is no new address of a stranger's system, and
 * what strangers use up must not silence them.
 */
export function brakesFor(brakes: readonly Brake[], to: string, isKnown: boolean): Brake[] {
  const ofDomain = publicServices.test(domainOf(to)) ? publicServiceFactor : 1
  const factors = { address: isKnown ? knownFactor : 1, domain: ofDomain, ticket: 1, everybody: 1 }
  return brakes
    .filter(({ over }) => !isKnown || over === 'address' || over === 'ticket')
    .map((brake) => ({ ...brake, max: brake.max * factors[brake.over] }))
}

/** The domain that somebody registered: a system may answer from a new one below it each time. */
export function domainOf(address: string): string {
  const host = address.slice(address.lastIndexOf('@') + 1).toLowerCase()
  return getDomain(host) ?? host
}

/** Why nothing is sent, to follow on "has not acknowledged". */
export function brakeReason({ over, hours, max }: Brake, to: string): string {
  const within = hours === 1 ? said`an hour` : said`a day`
  // An address that nobody knows has one an hour.
  if (over === 'address' && max === 1) return said`more than 1 automatic answer to this address within ${within}`
  if (over === 'address') return said`more than ${max} automatic answers to this address within ${within}`
  if (over === 'domain') return said`more than ${max} automatic answers to ${domainOf(to)} within ${within}`
  if (over === 'ticket') return said`more than ${max} automatic answers about this ticket within ${within}`
  return said`more than ${max} automatic answers within ${within}`
}

/** Why mails to everybody are held back, as `brakeReason` says it. */
export const reasonsForEverybody: readonly string[] = [...acknowledgementBrakes, ...noticeBrakes]
  .filter(({ over }) => over === 'everybody')
  .map((brake) => brakeReason(brake, ''))
