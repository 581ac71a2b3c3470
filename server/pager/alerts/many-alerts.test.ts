import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as pager from '@bellwether/contract/pager.ts'
import { startWorld, type World } from '../../testing/start-world.ts'
import { alertBuilders } from '../pager.builders.ts'

let world: World
beforeAll(async () => {
  world = await startWorld({ startsAt: '2026-01-16T18:30:00.000Z' })
})
afterAll(() => world.stop())

const { givenSource, enqueue, pageOf } = alertBuilders(() => world)
type Source = Awaited<ReturnType<typeof givenSource>>

const pagesOf = ({ id }: Source) =>
  world.sql<{ id: string; title: string; alerts: number }>(
    `select p.id, p.title, count(*)::int as alerts from pager.alerts a join pager.pages p on p.id = a.page_id
      where a.source_id = '${id}' group by p.id order by count(*), p.created_at`,
  )
const statesOf = async ({ id }: Source): Promise<Record<string, number>> =>
  Object.fromEntries(
    (
      await world.sql<{ state: string; count: number }>(
        `select state, count(*)::int as count from pager.alerts where source_id = '${id}' group by state`,
      )
    ).map(({ state, count }) => [state, count]),
  )

/** A page of one alert, and so many more alerts on it. */
async function givenManyAlerts(count: number) {
  const source = await givenSource()
  await enqueue(source, 'first')
  const [page] = await pagesOf(source)
  await world.sql(`insert into pager.alerts
      (source_id, key_hash, key_shown, title, severity, first_at, last_at, paged_at, page_id, body)
    select source_id, sha256(('key-' || n)::bytea), 'key-' || n, 'Many', 'critical', first_at, last_at, paged_at, page_id, ''
    from generate_series(1, ${count}) n, pager.alerts where source_id = '${source.id}'`)
  return { source, params: { id: page?.id ?? '' } }
}

describe('a page of more alerts than follow it at once', () => {
  test('is acknowledged, begins anew and ends with all of them', async () => {
    const { source, params } = await givenManyAlerts(2_500)
    await world.ana.call(pager.acknowledgePage, { params })
    await world.settle()
    expect(await statesOf(source)).toEqual({ acknowledged: 2_501 })
    const { id: person } = await world.person('Bo')
    await world.ana.call(pager.reassignPage, { params, body: { person } })
    await world.settle()
    expect(await statesOf(source)).toEqual({ open: 2_501 })
    await world.ana.call(pager.resolvePage, { params })
    await world.settle()
    expect(await statesOf(source)).toEqual({ resolved: 2_501 })
  })

  test('has ended for whatever comes, also before its alerts have', async () => {
    const { source, params } = await givenManyAlerts(1)
    await world.ana.call(pager.resolvePage, { params })
    // As where there are a million, and the job that ends them has not come to this one.
    await world.sql(`update pager.alerts set state = 'open', ended_at = null
      where source_id = '${source.id}' and key_shown = 'key-1'`)
    await enqueue(source, 'key-1')
    const [again] = await pagesOf(source)
    expect(again).toMatchObject({ alerts: 1 })
    expect(await pageOf(again?.id)).toMatchObject({ state: 'open' })
    expect(await statesOf(source)).toEqual({ resolved: 2, open: 1 })
    await enqueue(source, 'key-1', {}, 'resolve')
    expect(await pageOf(again?.id)).toMatchObject({ state: 'resolved' })
  })

  test('goes into no other; the other goes into it', async () => {
    const { params } = await givenManyAlerts(5_000)
    const other = await givenManyAlerts(1)
    const into = (id: string) => ({ into: id, isOtherTeamMeant: true })
    const refused = await world.ana.refused(pager.mergePage, { params, body: into(other.params.id) })
    expect(refused).toMatchObject({
      status: 409,
      problem: { detail: expect.stringContaining('more than 5000 alerts') },
    })
    await world.ana.call(pager.mergePage, { params: other.params, body: into(params.id) })
    expect(await pageOf(other.params.id)).toMatchObject({ state: 'resolved' })
  })

  test('ends with its source', async () => {
    const { source, params } = await givenManyAlerts(2_500)
    expect(await world.ana.call(pager.removeAlertSource, { params: { id: source.id } })).toEqual({ ended: 2_501 })
    await world.settle()
    expect(await statesOf(source)).toEqual({ resolved: 2_501 })
    expect(await pageOf(params.id)).toMatchObject({ state: 'resolved' })
  })
})

describe('a storm', () => {
  const strike = async (source: Source, from: number, count: number): Promise<void> => {
    for (let n = from; n < from + count; n += 1) await enqueue(source, `host-${n}`)
  }

  test('that goes on is one page however long it takes, and after a calm another', async () => {
    const source = await givenSource()
    for (let n = 0; n < 8; n += 1) {
      await strike(source, n * 12, 12)
      await world.forward({ minutes: 4 })
    }
    const pages = await pagesOf(source)
    expect(pages.map(({ alerts }) => alerts)).toEqual([...Array.from({ length: 9 }, () => 1), 87])
    await world.forward({ minutes: 2 })
    await strike(source, 1000, 1)
    expect((await pagesOf(source)).map(({ alerts }) => alerts)).toEqual([...Array.from({ length: 10 }, () => 1), 87])
  })

  test('that somebody has is theirs while it goes on: it pages nobody again', async () => {
    const source = await givenSource()
    await strike(source, 0, 12)
    const storm = (await pagesOf(source)).at(-1)
    await world.ana.call(pager.acknowledgePage, { params: { id: storm?.id ?? '' } })
    await strike(source, 100, 20)
    expect(await pagesOf(source)).toHaveLength(10)
    expect((await pagesOf(source)).at(-1)?.alerts).toBe(23)
    expect((await statesOf(source))['acknowledged']).toBe(23)
  })

  test('that somebody put off rings once more for what is new, and not for each of it', async () => {
    const source = await givenSource()
    for (let n = 0; n < 3; n += 1) {
      await strike(source, n * 12, 12)
      await world.forward({ minutes: 4 })
    }
    const storm = (await pagesOf(source)).at(-1)
    await world.ana.call(pager.snoozePage, { params: { id: storm?.id ?? '' }, body: { minutes: 60 } })
    await strike(source, 100, 20)
    expect((await pagesOf(source)).map(({ alerts }) => alerts)).toEqual([...Array.from({ length: 9 }, () => 1), 20, 27])
  })
})
