import { afterAll, beforeAll, expect, test } from 'vitest'
import * as desk from '@bellwether/contract/desk.ts'
import { startWorld, type World } from '../testing/start-world.ts'
import { givenTicket, timelineOf } from './desk.builders.ts'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.stop())

test('a long time line comes page by page, the newest first, each thing once and in its order', async () => {
  const toTeam = await world.team('network')
  const ticket = await givenTicket(world, { from: 'vera@long.test', subject: 'A long story' })
  const params = { id: ticket.id }
  for (let n = 0; n < 6; n += 1) {
    if (n % 2 === 0) world.clock.advance(60_000)
    await world.ana.call(desk.addNote, { params, body: { text: `Note ${n}` } })
    const dueAt = new Date(world.clock.now().getTime() + 3_600_000).toISOString()
    const asked = await world.ana.call(desk.handOffTicket, { params, body: { toTeam, question: `Why ${n}?`, dueAt } })
    await world.ana.call(desk.withdrawHandOff, { params: { id: asked.openHandOffs[0]?.id ?? '' } })
  }
  const whole = await timelineOf(world.ana, ticket)
  expect(whole.length).toBeGreaterThan(18)
  expect(whole.map(({ at }) => at)).toEqual(whole.map(({ at }) => at).toSorted())

  for (const limit of [1, 3, 7]) {
    const found: string[] = []
    for (let cursor: string | null = ''; cursor !== null;) {
      const query = { limit, ...(cursor === '' ? {} : { cursor }) }
      const page: { items: desk.TimelineEntry[]; nextCursor: string | null } = await world.ana.call(desk.listTimeline, {
        params,
        query,
      })
      expect(page.items.length).toBeLessThanOrEqual(limit)
      found.push(...page.items.map(({ id }) => id))
      cursor = page.nextCursor
    }
    expect(found.toReversed()).toEqual(whole.map(({ id }) => id))
  }
})

test('of a ticket that is not there is the same as of one that never was', async () => {
  const refused = await world.ana.refused(desk.listTimeline, { params: { id: '999999' }, query: {} })
  expect([refused.status, refused.problem.type]).toEqual([404, '/problems/not-found'])
})
