import { randomUUID } from 'node:crypto'
import * as pager from '@bellwether/contract/pager.ts'
import { say } from '../say.ts'
import { addSources, addWatch } from './fill-watch.ts'
import { countOf, rowsOf } from './records-of.ts'
import { sayLoad, sayTimes } from './say-times.ts'
import { postEvent, type SourceKey } from './sender.ts'
import { type PagerHouse, withPager } from './with-pager.ts'

/*
 * A source that never says the same key twice: a million alerts of it are open on one page, and all came within the last
 * minutes. What its next event takes, beside that of a source of which nothing is open, and what the page takes to end.
 */

const standardKeys = 1_000_000
const events = 300
/** So many pages and one more are a storm. */
const stormEvents = 20

/** `keys COUNT` */
export const measureKeys = ([count = String(standardKeys)]: readonly string[]): Promise<void> =>
  withPager(async (house) => {
    const watch = await addWatch(house.ana, [house.receiver.url])
    const [wild, calm] = (await addSources(house.ana, [watch], 2)) as [SourceKey, SourceKey]
    for (let event = 0; event < stormEvents; event += 1) await postEvent(house.server.url, wild, event)
    await fill(house, Number(count))
    sayLoad()
    const baseline = await measureEvents(house, 'an event of a source without any', calm)
    await measureEvents(house, `an event of one with ${count} open alerts`, wild, baseline)
    const { items } = await house.ana.call(pager.listAlertSources, {})
    const times: number[] = []
    for (let n = 0; n < 20; n += 1) times.push(await timeOf(() => house.ana.call(pager.listAlertSources, {})))
    sayTimes('the sources and how much is open of each', times)
    const source = items.find(({ openAlerts }) => openAlerts >= Number(count))
    if (!source) throw new Error('the alerts are not there')
    const list = () => house.ana.call(pager.listAlerts, { params: { id: source.id } })
    const lists: number[] = []
    for (let n = 0; n < 20; n += 1) lists.push(await timeOf(list))
    sayTimes('the newest alerts of the source', lists)
    await end(house)
  })

/** Alerts under keys of their own, all on the page of the storm. */
async function fill({ records }: PagerHouse, count: number): Promise<void> {
  const [storm] = await rowsOf<{ id: string }>(
    records,
    `select page_id as id from pager.alerts group by page_id order by count(*) desc limit 1`,
  )
  await rowsOf(
    records,
    `insert into pager.alerts
      (source_id, key_hash, key_shown, title, severity, first_at, last_at, paged_at, page_id, body)
    select source_id, sha256(n::text::bytea), 'filled-' || n, 'Filled', 'critical', at, at, at, page_id, ''
    from generate_series(1, ${count}) n, lateral (select now() - n * interval '0.2 ms' as at) came,
      (select source_id, page_id from pager.alerts where page_id = '${storm?.id ?? randomUUID()}' limit 1) one`,
  )
  await rowsOf(records, 'vacuum analyze pager.alerts')
}

async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now()
  await work()
  return performance.now() - startedAt
}

let next = 1000

/** Events one after the other, each under a key of its own; the time of the one in the middle. */
async function measureEvents(
  { server }: PagerHouse,
  name: string,
  source: SourceKey,
  baseline?: number,
): Promise<number> {
  const times: number[] = []
  const refused: (number | undefined)[] = []
  for (let n = 0; n < events; n += 1) {
    const { sentAt, answeredAt, status } = await postEvent(server.url, source, (next += 1))
    if (status === 202) times.push(answeredAt - sentAt)
    else refused.push(status)
  }
  sayTimes(name, times, baseline)
  if (refused.length > 0) say(`  refused ${refused.length}: ${[...new Set(refused)].join(' ')}`)
  return times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0
}

/** Whoever looks ends the page of the storm, and all its alerts with it. */
async function end({ ana, records }: PagerHouse): Promise<void> {
  const [storm] = await rowsOf<{ id: string }>(
    records,
    `select page_id as id from pager.alerts where state <> 'resolved' group by page_id order by count(*) desc limit 1`,
  )
  const params = { id: storm?.id ?? '' }
  const acknowledged = await timeOf(() => ana.call(pager.acknowledgePage, { params }))
  const ended = await timeOf(() => ana.call(pager.resolvePage, { params }))
  const left = await countOf(records, `pager.alerts where state <> 'resolved' and page_id = '${params.id}'`)
  sayTimes('the page is acknowledged', [acknowledged])
  sayTimes('the page is ended', [ended])
  say(`alerts of it that are open still: ${left}`)
}
