import { afterAll, beforeAll, expect, test } from 'vitest'
import type { CallInput } from '@bellwether/contract/route.ts'
import * as desk from '@bellwether/contract/desk.ts'
import type { Caller } from '../../testing/caller.ts'
import { startWorld, type World } from '../../testing/start-world.ts'

let world: World
let ben: Caller
let cleo: Caller
let network: string
beforeAll(async () => {
  world = await startWorld()
  network = await world.team('network')
  ben = await world.person('Ben', { teams: ['network'] })
  cleo = await world.person('Cleo', { teams: ['support'] })
})
afterAll(() => world.stop())

const add = (over: Partial<CallInput<typeof desk.addSnippet>['body']> = {}, who: Caller = cleo) =>
  who.call(desk.addSnippet, { body: { name: 'Greeting', text: 'Hello {name},', ...over } })
const namesFor = async (who: Caller) => (await who.call(desk.listSnippets, {})).items.map(({ name }) => name)
const change = { name: 'Changed', text: 'Changed.' }

test('it is its maker’s alone until it is shared, with teams or with everybody', async () => {
  const own = await add({ name: 'own' })
  const teams = await add({ name: 'Teams', teamIds: [network, network] })
  await add({ name: 'everybody', isForEverybody: true })
  expect(own).toMatchObject({ isOwn: true, mayChange: true, text: 'Hello {name},' })
  expect(teams.teams).toHaveLength(1)
  expect(await namesFor(cleo)).toEqual(['everybody', 'own', 'Teams'])
  expect(await namesFor(ben)).toEqual(['everybody', 'Teams'])
  expect(await namesFor(world.ana)).toEqual(['everybody'])
})

test('who made it changes it, and who sets up the desk what is shared; nobody learns of others’', async () => {
  const own = { params: { id: (await add({ name: 'mine' })).id } }
  const shared = { params: { id: (await add({ name: 'shared', isForEverybody: true })).id } }
  expect((await ben.refused(desk.changeSnippet, { ...own, body: change })).status).toBe(404)
  expect((await ben.refused(desk.deleteSnippet, own)).status).toBe(404)
  expect((await world.ana.refused(desk.deleteSnippet, own)).status).toBe(404)
  expect((await ben.refused(desk.changeSnippet, { ...shared, body: change })).status).toBe(403)
  expect((await world.ana.call(desk.changeSnippet, { ...shared, body: change })).name).toBe('Changed')
  // She shares it with nobody: it is its maker's again.
  expect((await world.ana.refused(desk.deleteSnippet, shared)).status).toBe(404)
  expect(await cleo.call(desk.deleteSnippet, shared)).toEqual({ deleted: true })
})

test('a team that is none is named', async () => {
  const teamIds = ['6fd7e3b6-9d2e-4b6a-8f4a-6e7a8c9d0e1f']
  const { problem } = await cleo.refused(desk.addSnippet, { body: { ...change, teamIds } })
  expect(problem.errors?.[0]?.pointer).toBe('/teamIds')
})
