import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { recordDeploy } from '@bellwether/contract/evidence.ts'
import * as pager from '@bellwether/contract/pager.ts'
import { getMe } from '@bellwether/contract/people.ts'
import type { Caller } from '../../testing/caller.ts'
import { startWorld, type World } from '../../testing/start-world.ts'
import { tellHandOvers } from '../pager.ts'

/* Ana has the days until 19:00 of 16 January, Bo those after; nobody else watches customers at night. */
let world: World
let bo: Caller
let cleo: Caller
let rotaId: string
beforeAll(async () => {
  world = await startWorld({ startsAt: '2026-01-16T17:00:00.000Z' })
  bo = await world.person('Bo')
  cleo = await world.person('Cleo')
  const { person } = await world.ana.call(getMe, {})
  const hours = [{ days: [...pager.rotaWeekdays], from: '08:00', until: '18:00' }]
  const layer = {
    timeZone: 'UTC',
    startsOn: '2026-01-16',
    turn: { unit: 'day' as const },
    handOverTime: '08:00',
    hours,
  }
  const layers = [{ ...layer, people: [person.id, bo.id] }]
  const body = { team: 'support', name: 'Fielding', work: 'tickets', layers }
  rotaId = (await world.ana.call(pager.addRota, { body })).id
})
afterAll(() => world.stop())

const own = (who: Caller) => who.call(pager.listOwnHandOvers, {})
const read = () => world.ana.call(pager.getHandOver, { params: { id: rotaId } })
const write = (who: Caller, text: string, version: number) =>
  who.call(pager.writeHandOver, { params: { id: rotaId }, body: { text, version } })
const take = (version: number) => ({ params: { id: rotaId }, body: { version } })
const told = (who: Caller) =>
  world.mailbox.to(`${who === bo ? 'bo' : 'ana'}@staff.test`).filter(({ subject }) => subject === 'Hand-over: Fielding')

describe('a shift', () => {
  test('is handed over with a note: whoever has it is reminded, whoever comes is told once and says that they have it', async () => {
    expect((await own(world.ana)).giving).toEqual([])
    await world.forward({ minutes: 20 })
    expect((await own(world.ana)).giving).toMatchObject([
      {
        rota: { id: rotaId, name: 'Fielding' },
        until: '2026-01-16T18:00:00.000Z',
        next: { person: { name: 'Bo' }, startsAt: '2026-01-17T08:00:00.000Z' },
      },
    ])
    expect(await own(bo)).toEqual({ giving: [], taking: [], closing: null })

    await write(world.ana, 'Acme sends a log tomorrow.', 0)
    expect((await own(world.ana)).giving).toEqual([])
    await world.forward({ minutes: 60 })
    // At night nobody has it, and nobody is told.
    expect(told(bo)).toEqual([])
    await write(world.ana, 'Acme sends a log tomorrow. Zeta is mended.', 1)
    await world.forward({ minutes: 14 * 60 })
    expect(told(bo)).toHaveLength(1)
    expect(told(bo)[0]?.text).toContain('Zeta is mended.')
    expect((await own(bo)).taking).toMatchObject([{ rota: { name: 'Fielding' }, note: { writtenBy: { name: 'Ana' } } }])
    await world.forward({ minutes: 10 })
    expect(told(bo)).toHaveLength(1)

    await bo.call(pager.takeHandOver, take(2))
    expect((await own(bo)).taking).toEqual([])
    expect(await read()).toMatchObject({ note: null, earlier: [{ version: 2, takenBy: { name: 'Bo' } }] })
  })

  test('is written about by two at once: neither loses a word', async () => {
    await write(bo, 'First', 0)
    expect(
      (await cleo.refused(pager.writeHandOver, { params: { id: rotaId }, body: { text: 'Mine', version: 0 } })).status,
    ).toBe(409)
    const [one, two] = await Promise.allSettled([write(bo, 'One', 1), write(cleo, 'Two', 1)])
    expect([one?.status, two?.status].toSorted()).toEqual(['fulfilled', 'rejected'])
    const { note } = await read()
    expect(note).toMatchObject({ version: 2, text: expect.stringMatching(/^(One|Two)$/) })
    // Nobody takes over what they have not read.
    expect((await world.ana.refused(pager.takeHandOver, take(1))).status).toBe(409)
    const both = await Promise.allSettled([
      world.ana.call(pager.takeHandOver, take(2)),
      bo.call(pager.takeHandOver, take(2)),
    ])
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  })

  test('with nothing to hand over is said to be so, and nobody is mailed', async () => {
    const before = told(world.ana).length
    await write(bo, '', 0)
    await world.forward({ minutes: 24 * 60 })
    expect(told(world.ana)).toHaveLength(before)
    expect((await own(world.ana)).taking).toEqual([])
    await world.ana.call(pager.takeHandOver, take(1))
  })

  test('of a rota that is gone, and by somebody who may not, is refused', async () => {
    const id = crypto.randomUUID()
    expect((await world.ana.refused(pager.getHandOver, { params: { id } })).status).toBe(404)
    expect(
      (await world.ana.refused(pager.writeHandOver, { params: { id }, body: { text: 'x', version: 0 } })).status,
    ).toBe(404)
  })
})

test('roll-outs under way are listed to the last who watch customers, before they go, each once', async () => {
  const warned = () =>
    world.mailbox.to('ana@staff.test').filter(({ subject }) => subject === 'Roll-outs go on when you are gone')
  const deploy = async (version: string, hosts: number) => {
    const startedAt = world.clock.now().toISOString()
    const { id } = await world.ana.call(recordDeploy, {
      body: { service: 'edge', version, startedAt, by: 'Kim', title: 'Caches' },
    })
    const lines = Array.from({ length: hosts }, (_, at) => JSON.stringify({ host: `e${at}`, at: startedAt }))
    await world.ana.raw(`/api/evidence/deploys/${id}/hosts`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-ndjson' },
      body: lines.join('\n'),
    })
    return id
  }
  // It is 18 January, 18:31 and later: the whole one of the evening is forgotten by the next day.
  await deploy('41', 10)
  await world.forward({ minutes: 60 })
  const canary = await deploy('42', 2)
  const { until } = await read()
  const minutes = (Date.parse(String(until)) - world.clock.now().getTime()) / 60_000
  await world.forward({ minutes: minutes - 50 })
  expect(warned()).toEqual([])
  world.clock.advance(10 * 60_000)
  await Promise.all([1, 2, 3].map(() => tellHandOvers(world.app.contextFor('pager.tell-hand-overs'))))
  await world.settle()
  expect(warned()).toHaveLength(1)
  expect(warned()[0]?.text).toContain('edge 42, hosts: 2 of about 10')
  expect((await own(world.ana)).closing).toMatchObject({
    at: until,
    rollOuts: [{ deployId: canary, hosts: 2, of: 10 }],
  })
  // Who sleeps is not asked to look.
  expect((await own(bo)).closing).toBeNull()
  await world.forward({ minutes: 5 })
  expect(warned()).toHaveLength(1)
})

test('what somebody else writes is told to whoever has the shift, and to whoever comes next, once each', async () => {
  const people = [await world.person('Dee'), await world.person('Eli')]
  const layer = {
    timeZone: 'UTC',
    startsOn: world.clock.now().toISOString().slice(0, 10),
    turn: { unit: 'day' as const },
  }
  const layers = [{ ...layer, handOverTime: '00:00', people: people.map(({ id }) => id) }]
  const { id } = await world.ana.call(pager.addRota, {
    body: { team: 'support', name: 'Disks', work: 'paging', layers },
  })
  const look = () => tellHandOvers(world.app.contextFor('pager.tell-hand-overs'))
  const mails = () =>
    ['dee', 'eli'].map(
      (name) => world.mailbox.to(`${name}@staff.test`).filter(({ subject }) => subject === 'Hand-over: Disks').length,
    )
  await world.ana.call(pager.writeHandOver, { params: { id }, body: { text: 'Look at disks.', version: 0 } })
  await Promise.all([look(), look(), look()])
  await world.settle()
  expect(mails()).toEqual([1, 0])
  world.clock.advance(86_400_000)
  await Promise.all([look(), look()])
  await world.settle()
  expect(mails()).toEqual([1, 1])
  // Their turn comes again, and they know.
  await world.forward({ minutes: 24 * 60 })
  expect(mails()).toEqual([1, 1])
})
