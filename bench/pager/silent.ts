import { setTimeout as sleep } from 'node:timers/promises'
import { say } from '../say.ts'
import { addSources, addWatch } from './fill-watch.ts'
import { firstArrivals, openSilentReceiver } from './receiver.ts'
import { sayLoad, sayTimes } from './say-times.ts'
import { atRate, postEvent } from './sender.ts'
import { withPager } from './with-pager.ts'

/* Phones that take a call and say nothing, and how long the pages of the others wait for it. */

const standard = { silent: 8, seconds: 40 }
const eventsPerSecond = 2
const sources = 10
/** Of those whose phones are silent the events begin here. */
const others = 1_000_000

/** `silent PHONES SECONDS` */
export const measureSilent = ([silent = String(standard.silent), seconds]: readonly string[]): Promise<void> =>
  withPager(async ({ ana, server, receiver }) => {
    const nobody = await openSilentReceiver()
    const mute = await addWatch(
      ana,
      Array.from({ length: Number(silent) }, () => nobody.url),
    )
    const awake = await addWatch(ana, [receiver.url])
    const [first] = await addSources(ana, [mute], 1)
    const keys = await addSources(ana, [awake], sources)
    await postEvent(server.url, first!, others)
    await sleep(500)
    const posted = await atRate(eventsPerSecond, Number(seconds ?? standard.seconds) * eventsPerSecond, (n) =>
      postEvent(server.url, keys[n % keys.length]!, n),
    )
    await sleep(30_000)
    const acceptedAt = new Map(posted.map(({ event, answeredAt }) => [event, answeredAt]))
    const delays = firstArrivals(receiver.arrivals).map(({ event, at }) =>
      Math.max(0, at - (acceptedAt.get(event) ?? at)),
    )
    say(`a page of ${silent} people whose phones take the call and say nothing`)
    say(`of ${posted.length} pages of others arrived ${delays.length}`)
    sayLoad()
    sayTimes("first attempt of the others' pages, after acceptance", delays)
    nobody.stop()
  })
