import { setTimeout as sleep } from 'node:timers/promises'
import { read } from '../measure-requests.ts'
import { say } from '../say.ts'
import { addSources, addWatch } from './fill-watch.ts'
import { firstArrivals } from './receiver.ts'
import { alertsKept, waitUntilSent } from './records-of.ts'
import { sayLoad, sayTimes } from './say-times.ts'
import { alertKey, postEvent, postUntilTaken, type SourceKey } from './sender.ts'
import { type PagerHouse, withPager } from './with-pager.ts'

/*
 * A thousand alerts of one source at once, and what others feel meanwhile: one who reads, and one whose own source sends an
 * event now and then.
 */

const standardAlerts = 1000
const others = 1_000_000

/** `storm ALERTS` */
export const measureStorm = ([alerts]: readonly string[]): Promise<void> =>
  withPager(async (house) => {
    const watch = await addWatch(house.ana, [house.receiver.url])
    const [stormy, calm] = (await addSources(house.ana, [watch], 2)) as [SourceKey, SourceKey]
    for (let event = 0; event < 20; event += 1) await postEvent(house.server.url, calm, others + event, quiet)
    sayLoad()
    const before = observe(house, calm, 100)
    await sleep(3000)
    before.stop().say('at rest')
    const during = observe(house, calm, 100_000)
    await strike(house, stormy, Number(alerts ?? standardAlerts))
    during.stop().say('in the storm')
  })

/** Kept, pages nobody. */
const quiet = { severity: 'info' }

async function strike({ server, receiver, records }: PagerHouse, source: SourceKey, alerts: number): Promise<void> {
  const startedAt = performance.now()
  const posted = await Promise.all(
    Array.from({ length: alerts }, (_, event) => postUntilTaken(() => server.url, source, event)),
  )
  const acceptedAfter = posted.map(({ answeredAt }) => answeredAt - startedAt)
  const unsent = await waitUntilSent(records, 60)
  const { kept, lost, doubled, unpaged } = await alertsKept(
    records,
    new Set(posted.map(({ event }) => alertKey(event))),
  )
  const pages = firstArrivals(receiver.arrivals).filter(({ event }) => event >= 0 && event < others)
  const attempts = pages.map(({ at }) => at - startedAt)
  say(
    `\n${alerts} alerts of one source at once: kept ${kept}, lost ${lost}, doubled ${doubled}, without a page ${unpaged}`,
  )
  say(`pages ${pages.length} (aim: at most 10), not sent ${unsent}`)
  sayTimes('accepted after the first was sent', acceptedAfter)
  sayTimes('first attempts of pages after the first was sent', attempts)
}

/** What others feel, until it is stopped. */
function observe({ server, ana }: PagerHouse, calm: SourceKey, from: number): { stop(): { say(when: string): void } } {
  const [reads, posts]: [number[], number[]] = [[], []]
  const refused: (number | undefined)[] = []
  let n = from
  // Each by itself: one that waits holds back no other.
  const look = async (): Promise<void> => {
    const startedAt = performance.now()
    await read(ana, '/api/people/session').catch(() => undefined)
    reads.push(performance.now() - startedAt)
  }
  const send = async (): Promise<void> => {
    const { sentAt, answeredAt, status } = await postEvent(server.url, calm, others + (n += 1), quiet)
    if (status === 202) posts.push(answeredAt - sentAt)
    else refused.push(status)
  }
  const timer = setInterval(() => void Promise.all([look(), send()]), 100)
  return {
    stop: () => {
      clearInterval(timer)
      return {
        say: (when) => {
          sayTimes(`another reads, ${when}`, reads)
          sayTimes(`another's event is accepted, ${when}`, posts)
          if (refused.length > 0) say(`another's events refused ${refused.length}: ${refused.join(' ')}`)
        },
      }
    },
  }
}
