import { setTimeout as sleep } from 'node:timers/promises'
import { seededRandom } from '../../server/demo/world/seeded-random.ts'
import { addSources, addWatch } from './fill-watch.ts'
import type { KillHouse } from './kill-house.ts'
import { firstArrivals } from './receiver.ts'
import { alertsKept, rowsOf, waitUntilSent } from './records-of.ts'
import { alertKey, type Posted, postUntilTaken, type SourceKey } from './sender.ts'

/** Events come in by so many senders at once, each of which waits so long between two of its own. */
const stream = { senders: 3, pauseMilliseconds: 60 }
/** At each kill other sources begin: a storm's alerts are one page, and a page for each is what is to be proven. */
const sourcesOfKill = 4

export interface Killing {
  readonly kills: number
  readonly processes: number
  readonly seed: number
  /** A process lives at most so long from when it answers. */
  readonly lifeMilliseconds: number
  /** How long everything may take that is left when the last one lives. */
  readonly patienceSeconds: number
  /** What is done for them first. */
  readonly afterwards?: () => Promise<void>
}

/** What was there afterwards. */
export interface Outcome {
  readonly accepted: number
  readonly lost: number
  readonly doubled: number
  readonly unpaged: number
  readonly pages: number
  /** Pages about an event that has another page. */
  readonly doubledPages: number
  /** Of each page and person it is of. */
  readonly deliveries: number
  readonly undelivered: number
  /** Deliveries that came again under the same key, and how often one came at most. */
  readonly repeated: number
  readonly mostOfOne: number
  /** From when an event was accepted to when its page arrived at each of them, in milliseconds. */
  readonly delays: readonly number[]
}

/** Kills processes at random instants while alerts come in, and recounts what became of them. */
export async function killServers(house: KillHouse, killing: Killing): Promise<Outcome> {
  const { ana, receiver } = house
  const watches = [await addWatch(ana, [receiver.url, receiver.url]), await addWatch(ana, [receiver.url, receiver.url])]
  const sources = await addSources(ana, watches, (killing.kills + 1) * sourcesOfKill)
  const posted = await whileKilling(house, sources, killing)
  await killing.afterwards?.()
  await waitUntilSent(house.records, killing.patienceSeconds)
  return recount(house, posted)
}

async function whileKilling(house: KillHouse, sources: readonly SourceKey[], killing: Killing): Promise<Posted[]> {
  const random = seededRandom(killing.seed)
  const posted: Posted[] = []
  let killed = 0
  let event = 0
  let isOver = false
  const sending = async (sender: number): Promise<void> => {
    for (let n = sender; !isOver; n += 1) {
      const source = sources[(killed * sourcesOfKill + (n % sourcesOfKill)) % sources.length]!
      // Who gets no answer from one asks another.
      let asked = n
      posted.push(await postUntilTaken(() => house.urlOf((asked += 1) % killing.processes), source, (event += 1)))
      await sleep(stream.pauseMilliseconds)
    }
  }
  const senders = Array.from({ length: stream.senders }, (_, sender) => sending(sender))
  while (killed < killing.kills) {
    await sleep(random.next() * killing.lifeMilliseconds)
    await house.killAndStart(random.below(killing.processes))
    killed += 1
  }
  isOver = true
  await Promise.all(senders)
  return posted
}

async function recount({ records, receiver }: KillHouse, posted: readonly Posted[]): Promise<Outcome> {
  const { lost, doubled, unpaged } = await alertsKept(records, new Set(posted.map(({ event }) => alertKey(event))))
  const pages = await rowsOf<{ id: string; title: string }>(records, 'select id, title from pager.pages')
  const titles = pages.map(({ title }) => title).filter((title) => title.startsWith('Event '))
  const firsts = firstArrivals(receiver.arrivals)
  const times = new Map<string, number>()
  for (const { key } of receiver.arrivals) times.set(key, (times.get(key) ?? 0) + 1)
  const acceptedAt = new Map(posted.map(({ event, answeredAt }) => [event, answeredAt]))
  const peopleOfPage = 2
  return {
    accepted: posted.length,
    lost,
    doubled,
    unpaged,
    pages: pages.length,
    doubledPages: titles.length - new Set(titles).size,
    deliveries: firsts.length,
    undelivered: pages.length * peopleOfPage - firsts.length,
    repeated: [...times.values()].filter((count) => count > 1).length,
    mostOfOne: Math.max(0, ...times.values()),
    delays: firsts.map(({ at, event }) => Math.max(0, at - (acceptedAt.get(event) ?? at))),
  }
}
