import { setTimeout as sleep } from 'node:timers/promises'
import { quantile, say } from '../say.ts'
import { addSources, addWatch } from './fill-watch.ts'
import { type Arrival, firstArrivals } from './receiver.ts'
import { alertsKept, waitUntilSent } from './records-of.ts'
import { sayLoad, sayTimes } from './say-times.ts'
import { alertKey, atRate, postEvent, type Posted, type SourceKey } from './sender.ts'
import { type PagerHouse, withPager } from './with-pager.ts'

/*
 * A hundred events a second. Of each source the first nine in five minutes page one by one, the others are a storm's: with
 * few sources the pages come in the first seconds of every five minutes, with many all the time.
 */

const teams = 10
const standard = { seconds: '60', sources: '50', perSecond: '100' }
const alone = { sources: 3, events: 24 }

/** `events SECONDS SOURCES PER-SECOND` */
export const measureEvents = (args: readonly string[]): Promise<void> =>
  withPager(async (house) => {
    const [seconds = standard.seconds, sources = standard.sources, perSecond = standard.perSecond] = args
    const watches = await Promise.all(Array.from({ length: teams }, () => addWatch(house.ana, [house.receiver.url])))
    const baseline = await measureAlone(house, await addSources(house.ana, watches, alone.sources))
    const many = await addSources(house.ana, watches, Number(sources))
    await sleep(2000)
    await measureStream(house, many, { seconds: Number(seconds), perSecond: Number(perSecond), baseline })
  })

/** One event after the other at rest: how long until its page is tried. */
async function measureAlone({ server, receiver }: PagerHouse, sources: readonly SourceKey[]): Promise<number> {
  const posted: Posted[] = []
  for (let event = 0; event < alone.events; event += 1) {
    posted.push(await postEvent(server.url, sources[event % sources.length]!, event))
    await sleep(100)
  }
  await sleep(3000)
  const some = posted.slice(6)
  const attempts = attemptTimes(some, receiver.arrivals)
  sayLoad()
  sayTimes('an event alone: accepted', some.map(acceptance))
  sayTimes('an event alone: first attempt after it was sent', attempts.sinceSent)
  return quantile(attempts.sinceSent, 0.5)
}

async function measureStream(
  { server, receiver, records }: PagerHouse,
  sources: readonly SourceKey[],
  { seconds, perSecond, baseline }: { seconds: number; perSecond: number; baseline: number },
): Promise<void> {
  const startedAt = performance.now()
  const posted = await atRate(perSecond, seconds * perSecond, (n) =>
    postEvent(server.url, sources[n % sources.length]!, alone.events + n),
  )
  const took = (performance.now() - startedAt) / 1000
  const unsent = await waitUntilSent(records, 120)
  const accepted = posted.filter(({ status }) => status === 202)
  const keys = new Set(accepted.map(({ event }) => alertKey(event)))
  const { lost, doubled, unpaged } = await alertsKept(records, keys)
  const times = attemptTimes(accepted, receiver.arrivals)
  say(`\n${posted.length} events of ${sources.length} sources in ${took.toFixed(1)} s`)
  sayLoad()
  say(`accepted ${accepted.length}, of these lost ${lost}, doubled ${doubled}, without a page ${unpaged}`)
  say(`pages ${times.sinceSent.length}, notifications that were not sent ${unsent}`)
  sayTimes('accepted', accepted.map(acceptance))
  sayTimes('first attempt after the event was accepted', times.sinceAccepted)
  sayTimes('first attempt after the event was sent', times.sinceSent, baseline)
}

const acceptance = ({ sentAt, answeredAt }: Posted): number => answeredAt - sentAt

/** How long after its event each page was tried first. */
function attemptTimes(
  posted: readonly Posted[],
  arrivals: readonly Arrival[],
): { sinceAccepted: number[]; sinceSent: number[] } {
  const byEvent = new Map(posted.map((one) => [one.event, one]))
  const pairs = firstArrivals(arrivals).flatMap((arrival) => {
    const event = byEvent.get(arrival.event)
    return event ? [{ at: arrival.at, event }] : []
  })
  return {
    // A page may be on its way before its sender hears that it was accepted.
    sinceAccepted: pairs.map(({ at, event }) => Math.max(0, at - event.answeredAt)),
    sinceSent: pairs.map(({ at, event }) => at - event.sentAt),
  }
}
