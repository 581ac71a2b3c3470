import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as pager from '@bellwether/contract/pager.ts'
import { inTransaction } from '../platform/database/in-transaction.ts'
import { startWorld, type World } from '../testing/start-world.ts'
import { alertBuilders } from './pager.builders.ts'
import { lockPage } from './pager.store.ts'

let world: World
let count = 0
beforeAll(async () => {
  world = await startWorld({ startsAt: '2026-01-16T18:30:00.000Z' })
})
afterAll(() => world.stop())

const { givenSource, alertsOf, pageOf, enqueue } = alertBuilders(() => world)
const merge = (from: string, into: string) =>
  world.ana.call(pager.mergePage, { params: { id: from }, body: { into, isOtherTeamMeant: true } })

async function deadlocks(): Promise<number | undefined> {
  const [row] = await world.sql<{ deadlocks: number }>(
    'select deadlocks::int from pg_stat_database where datname = current_database()',
  )
  return row?.deadlocks
}

/** A source with an alert of its own page. */
async function givenAlert() {
  const source = await givenSource()
  await enqueue(source, 'a')
  return { source, pageId: (await alertsOf(source))[0]?.pageId ?? '' }
}

/** A heartbeat that is down, of a team of its own. */
async function givenDown() {
  const team = `raced-${(count += 1)}`
  await world.team(team)
  const every = { periodSeconds: 300, graceSeconds: 60 }
  const heartbeat = await world.ana.call(pager.addHeartbeat, { body: { team, name: 'Backup', ...every } })
  await fetch(`${heartbeat.pingUrl}/fail`)
  const [row] = await world.sql<{ pageId: string }>(
    `select page_id as "pageId" from pager.heartbeats where id = '${heartbeat.id}'`,
  )
  return { heartbeat, pageId: row?.pageId ?? '' }
}

/** Somebody holds a page until they are told to let go of it. */
async function hold(pageId: string): Promise<() => Promise<void>> {
  const [held, letGo] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const holding = inTransaction(world.app.contextFor('test'), async (ctx) => {
    await lockPage(ctx, pageId)
    held.resolve()
    await letGo.promise
  })
  await held.promise
  return async () => {
    letGo.resolve()
    await holding
  }
}

/** So many wait for somebody else. */
const waitingFor = (waiting: number) =>
  expect
    .poll(async () => {
      const rows = await world.sql('select 1 from pg_locks where not granted and pid <> pg_backend_pid()')
      return rows.length
    })
    .toBe(waiting)

/** Two of these, the second with the later id. */
async function inOrder<Given extends { pageId: string }, Other extends { pageId: string }>(
  first: () => Promise<Given>,
  second: () => Promise<Other>,
): Promise<[Given, Other]> {
  for (;;) {
    const [one, other] = [await first(), await second()]
    if (one.pageId < other.pageId) return [one, other]
  }
}

describe('while a page is merged into another', () => {
  test('a heartbeat that was on that one alone does not end it with the alerts that come to it', async () => {
    const [{ heartbeat, pageId: into }, { source, pageId: from }] = await inOrder(givenDown, givenAlert)
    const letGo = await hold(from)
    const merging = merge(from, into)
    await waitingFor(1)
    const pinging = fetch(heartbeat.pingUrl)
    await waitingFor(2)
    await letGo()
    await merging
    expect((await pinging).status).toBe(200)
    expect(await pageOf(into)).toMatchObject({ state: 'open' })
    expect(await alertsOf(source)).toMatchObject([{ state: 'open', pageId: into }])
    await enqueue(source, 'a', {}, 'resolve')
    expect(await pageOf(into)).toMatchObject({ state: 'resolved' })
  })

  test('heartbeats of both are heard of again, without a deadlock', async () => {
    const before = await deadlocks()
    for (let round = 0; round < 10; round += 1) {
      const [one, two] = [await givenDown(), await givenDown()]
      await Promise.allSettled([
        merge(one.pageId, two.pageId),
        fetch(one.heartbeat.pingUrl),
        merge(two.pageId, one.pageId),
        fetch(two.heartbeat.pingUrl),
      ])
      for (const { pageId } of [one, two]) expect((await pageOf(pageId)).state).toBe('resolved')
    }
    expect(await deadlocks()).toBe(before)
  }, 60_000)

  test('a source whose alerts are on it is removed: the other ends with what is left there', async () => {
    const [{ source: removed, pageId: from }, { source, pageId: into }] = await inOrder(givenAlert, givenAlert)
    const letGoOfInto = await hold(into)
    const merging = merge(from, into)
    await waitingFor(1)
    const holdingFrom = hold(from)
    await waitingFor(2)
    const removing = world.ana.call(pager.removeAlertSource, { params: { id: removed.id } })
    await waitingFor(3)
    await letGoOfInto()
    await merging
    const letGoOfFrom = await holdingFrom
    await enqueue(source, 'a', {}, 'resolve')
    await letGoOfFrom()
    await removing
    await world.settle()
    expect(await pageOf(into)).toMatchObject({ state: 'resolved' })
  })
})

test('two heartbeats that are down change their teams for each other, without a deadlock', async () => {
  const before = await deadlocks()
  const change = ({ heartbeat }: Awaited<ReturnType<typeof givenDown>>, team: string, name: string) =>
    world.ana.call(pager.changeHeartbeat, {
      params: { id: heartbeat.id },
      body: { team, name, periodSeconds: 300, graceSeconds: 60 },
    })
  for (let round = 0; round < 10; round += 1) {
    const [one, two] = [await givenDown(), await givenDown()]
    await Promise.all([change(one, two.heartbeat.team.slug, 'Other'), change(two, one.heartbeat.team.slug, 'Other')])
    for (const { pageId } of [one, two]) expect((await pageOf(pageId)).state).toBe('resolved')
  }
  expect(await deadlocks()).toBe(before)
}, 60_000)
