import { afterAll, beforeAll, expect, test } from 'vitest'
import * as pager from '@bellwether/contract/pager.ts'
import { startWorld, type World } from '../testing/start-world.ts'
import { forgetPaging } from './forget-paging.ts'
import { alertBuilders } from './pager.builders.ts'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.stop())
const { givenSource, alertsOf, enqueue } = alertBuilders(() => world)

const forget = () => forgetPaging(world.app.contextFor('test'))
const days = (count: number): void => world.clock.advance(count * 86_400_000)

test('alerts that ended long ago are forgotten, those that paged nobody sooner; what is open and every page stays', async () => {
  const source = await givenSource()
  const titles = async () => (await alertsOf(source)).map(({ title }) => title).toSorted()
  for (const [key, severity] of [
    ['paged', 'critical'],
    ['quiet', 'info'],
    ['open', 'critical'],
    ['openquiet', 'info'],
  ] as const)
    await enqueue(source, key, { summary: key, severity })
  for (const key of ['paged', 'quiet']) await enqueue(source, key, {}, 'resolve')
  const pages = async () => (await world.ana.call(pager.listPages, { query: { limit: 50 } })).items.length
  const before = await pages()

  days(29)
  await forget()
  expect(await titles()).toEqual(['open', 'openquiet', 'paged', 'quiet'])
  days(2)
  await forget()
  expect(await titles()).toEqual(['open', 'openquiet', 'paged'])
  days(370)
  await forget()
  expect(await titles()).toEqual(['open', 'openquiet'])
  expect(await pages()).toBe(before)
})
