import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { CallInput } from '@bellwether/contract/route.ts'
import * as desk from '@bellwether/contract/desk.ts'
import { createToken } from '@bellwether/contract/people.ts'
import { type Caller, callerFor } from '../../testing/caller.ts'
import { startWorld, type World } from '../../testing/start-world.ts'
import { givenTicket } from '../desk.builders.ts'

let world: World
let ben: Caller
let cleo: Caller
let network: string
beforeAll(async () => {
  world = await startWorld()
  network = await world.team('network')
  ben = await world.person('Ben', { teams: ['network'] })
  cleo = await world.person('Cleo', { teams: ['support'] })
  for (const subject of ['A font', 'A redirect', 'Another font'])
    await givenTicket(world, { from: 'vera@acme.test', subject }).then(() => world.forward({ seconds: 1 }))
})
afterAll(() => world.stop())

const fonts = { field: 'subject', op: '~' as const, value: 'font' }
type Body = CallInput<typeof desk.addView>['body']
const add = (over: Partial<Body> = {}, who: Caller = world.ana) =>
  who.call(desk.addView, { body: { name: 'Fonts', where: fonts, ...over } })
const namesFor = async (who: Caller) => (await who.call(desk.listViews, {})).items.map(({ name }) => name)
const listed = async (view: string, who: Caller = world.ana) =>
  (await who.call(desk.listTickets, { query: { view } })).items.map(({ subject }) => subject)

describe('a view that somebody makes', () => {
  test('holds what its condition asks, in its order, with its count while it is pinned', async () => {
    const view = await add({ order: 'opened' })
    expect(view).toMatchObject({ isPinned: true, mayChange: true, owner: { name: 'Ana' }, where: fonts })
    expect(await listed(view.id)).toEqual(['Another font', 'A font'])
    expect((await world.ana.call(desk.countViews, {})).items).toEqual([{ id: view.id, count: 2 }])
    const unpinned = { params: { id: view.id }, body: { isPinned: false } }
    expect((await world.ana.call(desk.pinView, unpinned)).isPinned).toBe(false)
    expect((await world.ana.call(desk.countViews, {})).items).toEqual([])
    await world.ana.call(desk.deleteView, { params: { id: view.id } })
    expect((await world.ana.refused(desk.listTickets, { query: { view: view.id } })).status).toBe(404)
  })

  test('is its owner’s alone until it is shared, and only they change it', async () => {
    const view = await add()
    expect(await namesFor(ben)).toEqual([])
    const params = { id: view.id }
    expect((await ben.refused(desk.listTickets, { query: { view: view.id } })).status).toBe(404)
    expect((await ben.refused(desk.pinView, { params, body: { isPinned: true } })).status).toBe(404)
    const body = { name: 'Fonts', where: fonts, teamIds: [network] }
    await world.ana.call(desk.changeView, { params, body })
    expect(await namesFor(ben)).toEqual(['Fonts'])
    expect(await namesFor(cleo)).toEqual([])
    expect(await listed(view.id, ben)).toHaveLength(2)
    expect((await ben.refused(desk.changeView, { params, body })).status).toBe(403)
    expect((await ben.refused(desk.deleteView, { params })).status).toBe(403)
    expect((await cleo.refused(desk.deleteView, { params })).status).toBe(404)
    await world.ana.call(desk.changeView, { params, body: { ...body, teamIds: [], isForEverybody: true } })
    expect(await namesFor(cleo)).toEqual(['Fonts'])
    await ben.call(desk.pinView, { params, body: { isPinned: true } })
    await world.ana.call(desk.deleteView, { params })
    expect(await namesFor(ben)).toEqual([])
  })

  test('that is shared outlives its maker: who sets up the desk changes and deletes it', async () => {
    const [own, shared] = [await add({}, cleo), await add({ isForEverybody: true }, cleo)]
    const body = { name: 'Typefaces', where: fonts, isForEverybody: true }
    expect((await ben.refused(desk.changeView, { params: { id: shared.id }, body })).status).toBe(403)
    expect((await world.ana.refused(desk.changeView, { params: { id: own.id }, body })).status).toBe(404)
    const changed = await world.ana.call(desk.changeView, { params: { id: shared.id }, body })
    expect(changed).toMatchObject({ name: 'Typefaces', owner: { name: 'Cleo' }, isOwn: false, mayChange: true })
    await world.ana.call(desk.deleteView, { params: { id: shared.id } })
    await cleo.call(desk.deleteView, { params: { id: own.id } })
    expect(await namesFor(cleo)).toEqual([])
  })

  test('says who “me” is by who looks, and when “now” is by when they do', async () => {
    const [font] = (await world.ana.call(desk.listTickets, { query: { search: 'A font' } })).items
    await ben.call(desk.claimTicket, { params: { id: font?.id ?? '' }, body: {} })
    const mine = { and: [fonts, { field: 'owner', op: '=' as const, value: 'me' }] }
    const view = await add({ where: mine, isForEverybody: true })
    expect([await listed(view.id), await listed(view.id, ben)]).toEqual([[], ['A font']])
    const recent = await add({ where: { field: 'createdAt', op: '>', value: 'now-1h' } })
    expect(await listed(recent.id)).toHaveLength(3)
    await world.forward({ minutes: 61 })
    expect(await listed(recent.id)).toHaveLength(0)
    for (const id of [view.id, recent.id]) await world.ana.call(desk.deleteView, { params: { id } })
  })

  test('latest resolved first, page after page, holds what is open too, before it', async () => {
    const given = (subject: string) => givenTicket(world, { from: 'vera@paged.test', subject })
    const [open, early, late] = [await given('Paged open'), await given('Paged early'), await given('Paged late')]
    for (const { id } of [early, late]) {
      await world.forward({ seconds: 1 })
      await world.ana.call(desk.resolveTicket, { params: { id }, body: {} })
    }
    const view = await add({ where: { field: 'subject', op: '~', value: 'Paged' }, order: 'resolved' })
    const subjects = []
    for (let cursor: string | undefined, isOver = false; !isOver;) {
      const page = await world.ana.call(desk.listTickets, { query: { view: view.id, limit: 1, cursor } })
      subjects.push(...page.items.map(({ subject }) => subject))
      cursor = page.nextCursor ?? undefined
      isOver = page.nextCursor === null
    }
    expect(subjects).toEqual([open, late, early].map(({ subject }) => subject))
    await world.ana.call(desk.deleteView, { params: { id: view.id } })
  })

  test.each([
    ['a field that is none', { field: 'mood', op: '=', value: 'good' }, '/where'],
    ['an instant that is none', { field: 'createdAt', op: '>', value: 'now-7' }, '/where'],
  ])('is refused with %s', async (_, where, pointer) => {
    const { status, problem } = await world.ana.refused(desk.addView, { body: { name: 'x', where: where as never } })
    expect([status, problem.errors?.[0]?.pointer]).toEqual([400, pointer])
  })

  test('is refused without a name, or for a team that is none', async () => {
    const unnamed = await world.ana.refused(desk.addView, { body: { name: '  ', where: fonts } })
    expect(unnamed.problem.errors?.[0]?.pointer).toBe('/name')
    const body = { name: 'x', where: fonts, teamIds: ['6fd7e3b6-9d2e-4b6a-8f4a-6e7a8c9d0e1f'] }
    const strange = await world.ana.refused(desk.addView, { body })
    expect(strange.problem.errors).toEqual([{ pointer: '/teamIds', detail: 'Choose teams that there are.' }])
  })

  test('belongs to a person: a program that acts for nobody has none', async () => {
    const { token } = await world.ana.call(createToken, { body: { name: 'reader', permissions: ['desk.read'] } })
    const program = callerFor(() => world.app.url, token)
    expect((await program.call(desk.listViews, {})).items).toEqual([])
    expect((await program.call(desk.countViews, {})).items).toEqual([])
    expect((await program.refused(desk.addView, { body: { name: 'x', where: fonts } })).status).toBe(403)
  })

  test('ends at a hundred, also where several are added at once', async () => {
    for (let n = 0; n < desk.ownViewsMax - 3; n += 1) await add({ name: `View ${n}` }, cleo)
    const more = await Promise.all(
      Array.from({ length: 6 }, async () => {
        const response = await cleo.raw('/api/desk/views', {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ name: 'More', where: fonts }),
        })
        return response.status
      }),
    )
    expect(more.toSorted((a, b) => a - b)).toEqual([201, 201, 201, 409, 409, 409])
  })
})

test('a view that would look through too much says so, and its count says nothing', async () => {
  const view = await add()
  // As if there were a great many: nothing is read in time.
  await world.sql(`begin; lock table desk.tickets in access exclusive mode`)
  try {
    const { status, problem } = await world.ana.refused(desk.listTickets, { query: { view: view.id } })
    expect([status, problem.type]).toEqual([409, '/problems/view-too-wide'])
    expect((await world.ana.call(desk.countViews, {})).items).toEqual([{ id: view.id, count: null }])
  } finally {
    await world.sql(`rollback`)
  }
}, 30_000)

test('a view shows the columns that somebody chose, a field of the organisation’s own as well, and the usual ones else', async () => {
  const usual = await add({ name: 'Usual' })
  expect(usual.columns).toEqual(['waiting-on', 'reply-due', 'team-due', 'owner'])
  const chosen = await add({ name: 'Chosen', columns: ['opened', 'field:product', 'opened'] })
  expect(chosen.columns).toEqual(['opened', 'field:product'])
  const body = { name: 'Wrong', where: fonts, columns: ['colour'] }
  const { problem } = await world.ana.refused(desk.addView, { body })
  expect(problem.errors?.[0]?.pointer).toMatch(/^\/columns/)
})
