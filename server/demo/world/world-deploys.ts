import { deployers } from '../demo-names.ts'
import { seededRandom, seedOf } from './seeded-random.ts'
import { services, type WorldHost } from './world-customers.ts'

export interface WorldDeploy {
  readonly service: string
  readonly version: string
  readonly startedAt: Date
  readonly by: string
  readonly title: string
  /** Hosts in the order in which they are updated. */
  readonly hosts: readonly { readonly host: string; readonly at: Date }[]
}

const minute = 60_000
const day = 86_400_000

const people = Object.values(deployers)
const titles: Readonly<Record<string, readonly string[]>> = {
  cache: ['Evict by age before size', 'Shorter lock on the index', 'Count stale answers'],
  imgproc: ['New resize kernel', 'Smaller AVIF buffers', 'Refuse broken EXIF'],
  router: ['Compile redirects once', 'Split tests by cookie hash', 'Log the matched rule'],
  revproxy: ['Reuse TLS sessions to origins', 'Longer header limit', 'Retry idle connections once'],
  forms: ['Spam score in the record', 'Larger uploads', 'Queue mails in batches'],
  auth: ['Rotate signing keys', 'Shorter sessions', 'Clearer refusals'],
}

/** A roll-out over `hosts` in an order of its own, one host after the other. */
export function rollOut(
  seed: number,
  hosts: readonly WorldHost[],
  startedAt: Date,
  minutes: number,
): WorldDeploy['hosts'] {
  const random = seededRandom(seed)
  const step = (minutes * minute) / hosts.length
  return random.shuffled(hosts).map(({ name }, at) => ({
    host: name,
    at: new Date(Math.round(startedAt.getTime() + step * (at + 0.2 + 0.6 * random.next()))),
  }))
}

/** The deploys of one day that break nothing, in working hours, of any service. */
export function innocentDeploys(
  seed: number,
  dayNumber: number,
  perDay: number,
  hosts: readonly WorldHost[],
): WorldDeploy[] {
  const random = seededRandom(seedOf(seed, 'deploys', dayNumber))
  const weekday = new Date(dayNumber * day).getUTCDay()
  const count = weekday === 0 || weekday === 6 ? random.poisson(perDay / 8) : random.poisson(perDay)
  return Array.from({ length: count }, (_, at) => {
    const service = random.pick(services)
    const startedAt = new Date(dayNumber * day + Math.round((8 + 9 * random.next()) * 60) * minute)
    const date = startedAt.toISOString().slice(0, 10).replaceAll('-', '')
    return {
      service,
      version: `${service}@${date}.${at + 1}`,
      startedAt,
      by: random.pick(people),
      title: random.pick(titles[service] ?? ['Small changes']),
      hosts: rollOut(seedOf(seed, 'order', dayNumber, at), hosts, startedAt, 5 + random.below(55)),
    }
  })
}

/** The urgent proxy fix of Friday afternoon, and two innocent ones close to it. */
export function fridayDeploys(seed: number, faultAt: Date, hosts: readonly WorldHost[]): WorldDeploy[] {
  const at = (minutes: number): Date => new Date(faultAt.getTime() + minutes * minute)
  const date = faultAt.toISOString().slice(0, 10).replaceAll('-', '')
  const deploy = (
    service: string,
    n: number,
    [start, length]: [number, number],
    [by, title]: [string, string],
  ): WorldDeploy => ({
    service,
    version: `${service}@${date}.${n}`,
    startedAt: at(start),
    by,
    title,
    hosts: rollOut(seedOf(seed, 'friday', service, n), hosts, at(start), length),
  })
  return [
    deploy('imgproc', 90, [-25, 30], [deployers.yuki, 'Smaller AVIF buffers']),
    deploy('revproxy', 91, [0, 40], [deployers.otto, 'Urgent: close idle origin connections earlier']),
    deploy('router', 92, [10, 20], [deployers.lena, 'Compile redirects once']),
  ]
}
