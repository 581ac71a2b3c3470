import { setTimeout as sleep } from 'node:timers/promises'
import * as pager from '@bellwether/contract/pager.ts'
import { say } from '../say.ts'
import { addSources, addWatch, type WatchTeam } from './fill-watch.ts'
import { firstArrivals, openReceiver, type Receiver } from './receiver.ts'
import { rowsOf } from './records-of.ts'
import { sayLoad, sayTimes } from './say-times.ts'
import { atRate, postEvent, type Posted } from './sender.ts'
import { type PagerHouse, withPager } from './with-pager.ts'

/*
 * The phones of whoever is paged first refuse for a while, those of whoever comes next answer: how long after they are back
 * everything was delivered, and whether the next ones were paged in time.
 */

const standardSeconds = 60
const eventsPerSecond = 1
const sources = 30
const stepSeconds = 60
/** More than the longest pause between two attempts. */
const patienceMilliseconds = 330_000

/** `away SECONDS` */
export const measureAway = ([seconds = String(standardSeconds)]: readonly string[]): Promise<void> =>
  withPager(async (house) => {
    const second = await openReceiver()
    const watch = await addWatch(house.ana, [house.receiver.url, second.url])
    await setSteps(house, watch)
    await beAway(house, watch, { second, seconds: Number(seconds) })
    await second.close()
  })

/** One after the other, a minute apart, and once. */
async function setSteps({ ana }: PagerHouse, { slug, people }: WatchTeam): Promise<void> {
  const steps = people.map(({ id }) => ({ minutes: 1, targets: [{ kind: 'person' as const, person: id }] }))
  const policy = { steps, repeats: 0, againMinutes: 1440, acknowledgementMinutes: null }
  await ana.call(pager.setPolicy, { params: { team: slug }, body: { policy } })
}

async function beAway(
  house: PagerHouse,
  watch: WatchTeam,
  { second, seconds }: { second: Receiver; seconds: number },
): Promise<void> {
  const { ana, server, receiver } = house
  const keys = await addSources(ana, [watch], sources)
  await receiver.close()
  const posted = await atRate(eventsPerSecond, seconds * eventsPerSecond, (n) =>
    postEvent(server.url, keys[n % keys.length]!, n),
  )
  await sleep(1000 / eventsPerSecond)
  const returnedAt = performance.now()
  await receiver.open()
  const refused = await attemptsOf(house)
  const pages = await pagesOf(house)
  const waited = await waitForArrivals(receiver, pages)
  const after = firstArrivals(receiver.arrivals).map(({ at }) => at - returnedAt)
  say(`phones refused for ${seconds} s; events ${posted.length}, accepted ${accepted(posted).length}, pages ${pages}`)
  sayLoad()
  say(`attempts that were refused meanwhile ${refused.total}, of one page at most ${refused.most}`)
  say(`delivered after the return ${after.length} of ${pages}${waited ? '' : ': the others did not come in time'}`)
  sayTimes('delivered after the return (aim: max 30 s)', after)
  await sayEscalations(posted, second)
}

const accepted = (posted: readonly Posted[]): Posted[] => posted.filter(({ status }) => status === 202)

async function attemptsOf({ records }: PagerHouse): Promise<{ total: number; most: number }> {
  const [row] = await rowsOf<{ total: number; most: number }>(
    records,
    `select coalesce(sum(attempts), 0)::int as total, coalesce(max(attempts), 0)::int as most
     from pager.notifications where kind = 'webhook' and sent_at is null`,
  )
  return row ?? { total: 0, most: 0 }
}

async function pagesOf({ records }: PagerHouse): Promise<number> {
  const [row] = await rowsOf<{ count: number }>(records, 'select count(*)::int as count from pager.pages')
  return row?.count ?? 0
}

/** Whether every page arrived. */
async function waitForArrivals({ arrivals }: Receiver, pages: number): Promise<boolean> {
  const until = performance.now() + patienceMilliseconds
  while (performance.now() < until) {
    if (firstArrivals(arrivals).length >= pages) return true
    await sleep(100)
  }
  return false
}

/** How long after it was due the second step was at its phone. */
async function sayEscalations(posted: readonly Posted[], second: Receiver): Promise<void> {
  const last = Math.max(...posted.map(({ answeredAt }) => answeredAt)) + (stepSeconds + 5) * 1000
  await sleep(Math.max(0, last - performance.now()))
  const acceptedAt = new Map(posted.map(({ event, answeredAt }) => [event, answeredAt]))
  const late = firstArrivals(second.arrivals).map(
    ({ event, at }) => at - (acceptedAt.get(event) ?? 0) - stepSeconds * 1000,
  )
  sayTimes(`the next was paged after they were due, of ${late.length} pages`, late)
}
