import { setTimeout as sleep } from 'node:timers/promises'
import { childrenOf, postgresProcess } from '../../server/testing/run-server.ts'
import { say } from '../say.ts'
import { addSources, addWatch } from './fill-watch.ts'
import { alertsKept, waitUntilSent } from './records-of.ts'
import { sayLoad } from './say-times.ts'
import { alertKey, postEvent, type Posted, type SourceKey } from './sender.ts'
import { type PagerHouse, withPager } from './with-pager.ts'

/*
 * PostgreSQL is away while events come in: it stands still for a while, or it is killed and the server starts it again.
 * Nothing may be answered 202 that is not kept, and nothing while it stands still.
 */

const standardSeconds = 20
const pauseMilliseconds = 50
const senders = 4
const clientMilliseconds = 15_000
/** What was committed before may be answered so long after the last process stands still. */
const graceMilliseconds = 200

/** `records-away SECONDS` */
export const measureRecordsAway = ([seconds = String(standardSeconds)]: readonly string[]): Promise<void> =>
  withPager(async (house) => {
    const watch = await addWatch(house.ana, [house.receiver.url])
    const sources = await addSources(house.ana, [watch], 8)
    sayLoad()
    await strike(house, sources, `stands still for ${seconds} s`, () => standStill(house, Number(seconds)))
    await strike(house, sources, 'is killed', async () => {
      process.kill(postgresProcess(house.dataFolder), 'SIGKILL')
      return { awayAt: performance.now(), backAt: performance.now() }
    })
    await strike(house, sources, 'is shut down', async () => {
      process.kill(postgresProcess(house.dataFolder), 'SIGINT')
      return { awayAt: performance.now(), backAt: performance.now() }
    })
  })

interface Away {
  readonly awayAt: number
  readonly backAt: number
}

async function standStill({ dataFolder }: PagerHouse, seconds: number): Promise<Away> {
  const postmaster = postgresProcess(dataFolder)
  process.kill(postmaster, 'SIGSTOP')
  const all = [...childrenOf(postmaster, 'postgres'), postmaster]
  for (const id of all) process.kill(id, 'SIGSTOP')
  const awayAt = performance.now()
  await sleep(seconds * 1000)
  const backAt = performance.now()
  for (const id of all) process.kill(id, 'SIGCONT')
  return { awayAt, backAt }
}

let event = 0

/** Events go on while PostgreSQL is away, and ten seconds more. */
async function strike(
  house: PagerHouse,
  sources: readonly SourceKey[],
  name: string,
  away: () => Promise<Away>,
): Promise<void> {
  const posted: Posted[] = []
  let isOver = false
  const sending = async (): Promise<void> => {
    while (!isOver) {
      const source = sources[(event += 1) % sources.length]!
      posted.push(await postEvent(house.server.url, source, event, { timeoutMilliseconds: clientMilliseconds }))
      await sleep(pauseMilliseconds)
    }
  }
  const sendings = Array.from({ length: senders }, sending)
  await sleep(2000)
  const when = await away()
  await sleep(10_000)
  isOver = true
  await Promise.all(sendings)
  await sayOutcome(house, name, posted, when)
}

async function sayOutcome(
  { records }: PagerHouse,
  name: string,
  posted: readonly Posted[],
  { awayAt, backAt }: Away,
): Promise<void> {
  const statuses = Map.groupBy(posted, ({ status }) => status ?? 'no answer')
  const accepted = posted.filter(({ status }) => status === 202)
  const during = accepted.filter(({ answeredAt }) => answeredAt > awayAt + graceMilliseconds && answeredAt < backAt)
  const firstAfter = Math.min(...accepted.filter(({ sentAt }) => sentAt > backAt).map(({ answeredAt }) => answeredAt))
  const failed = posted.filter(({ status }) => status !== 202)
  const lastFailed = Math.max(backAt, ...failed.map(({ answeredAt }) => answeredAt))
  const slowest = Math.max(0, ...failed.map(({ sentAt, answeredAt }) => answeredAt - sentAt))
  const unsent = await waitUntilSent(records, 60)
  const kept = await alertsKept(records, new Set(accepted.map((one) => alertKey(one.event))))
  say(`\nPostgreSQL ${name}: events ${posted.length}`)
  for (const [status, some] of statuses) say(`  answered ${status}: ${some.length}`)
  say(`  accepted while it was away ${during.length}; accepted and lost ${kept.lost}, doubled ${kept.doubled}`)
  say(`  slowest refusal ${(slowest / 1000).toFixed(1)} s`)
  say(`  accepted again ${((firstAfter - backAt) / 1000).toFixed(1)} s after it was back`)
  say(`  last refusal ${((lastFailed - backAt) / 1000).toFixed(1)} s after it was back; not sent ${unsent}`)
}
