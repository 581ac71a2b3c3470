import { afterAll, beforeAll, expect, test } from 'vitest'
import * as desk from '@bellwether/contract/desk.ts'
import type { Priority } from '@bellwether/contract/priority.ts'
import { startWorld, type World } from '../../testing/start-world.ts'
import { givenCustomer, givenTicket } from '../desk.builders.ts'

let world: World
beforeAll(async () => {
  world = await startWorld()
  await givenCustomer(world, 'acme')
})
afterAll(() => world.stop())

const given = (subject: string) => givenTicket(world, { from: 'vera@acme.test', subject })
const prioritize = (id: string, priority: Priority) =>
  world.ana.call(desk.actOnTickets, { body: { act: { kind: 'prioritize', priority }, tickets: { ids: [id] } } })
const priorityOf = async (id: string) => (await world.ana.call(desk.getTicket, { params: { id } })).priority

test('a ticket has normal priority until somebody says how much it matters, and that is undone', async () => {
  const { id, priority } = await given('One')
  expect(priority).toBe('normal')
  const act = await prioritize(id, 'high')
  expect(await priorityOf(id)).toBe('high')
  await world.ana.call(desk.undoAct, { params: { id: act.id } })
  expect(await priorityOf(id)).toBe('normal')
})

test('undoing does not touch what somebody said since', async () => {
  const { id } = await given('Two')
  const act = await prioritize(id, 'high')
  await prioritize(id, 'low')
  const { problem } = await world.ana.refused(desk.undoAct, { params: { id: act.id } })
  expect(problem.detail).toBe('It has low priority by now.')
  expect(await priorityOf(id)).toBe('low')
})

test('a view asks for it, and sorts by it before the nearest breach, page by page', async () => {
  const subjects = ['low', 'high', 'normal', 'high', 'low', 'normal'] as const
  for (const [at, priority] of subjects.entries()) {
    const { id } = await given(`Sorted ${at}`)
    await prioritize(id, priority)
    await world.forward({ seconds: 1 })
  }
  const where = { field: 'subject', op: '~', value: 'Sorted' } as const
  const view = await world.ana.call(desk.addView, { body: { name: 'By priority', where, order: 'priority' } })
  const seen: string[] = []
  let cursor: string | undefined
  do {
    const page = await world.ana.call(desk.listTickets, { query: { view: view.id, limit: 2, cursor } })
    seen.push(...page.items.map((ticket) => `${ticket.priority} ${ticket.subject}`))
    cursor = page.nextCursor ?? undefined
  } while (cursor !== undefined)
  expect(seen).toEqual([
    'high Sorted 1',
    'high Sorted 3',
    'normal Sorted 2',
    'normal Sorted 5',
    'low Sorted 0',
    'low Sorted 4',
  ])
  const asked = JSON.stringify({ field: 'priority', op: '=', value: 'high' })
  const { items } = await world.ana.call(desk.listTickets, { query: { view: view.id, where: asked } })
  expect(items.map(({ subject }) => subject)).toEqual(['Sorted 1', 'Sorted 3'])
})
