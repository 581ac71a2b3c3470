import { afterAll, beforeAll, expect, test } from 'vitest'
import * as desk from '@bellwether/contract/desk.ts'
import * as pager from '@bellwether/contract/pager.ts'
import type { Caller } from '../../testing/caller.ts'
import { startWorld, type World } from '../../testing/start-world.ts'
import { askTeam, givenQuestion } from '../hand-offs/hand-off.builders.ts'

let world: World
beforeAll(async () => {
  world = await startWorld({ startsAt: '2026-01-12T08:30:00.000Z' })
})
afterAll(() => world.stop())

const turnsOf = (...people: Caller[]) => ({
  timeZone: 'UTC',
  startsOn: '2026-01-05',
  people: people.map(({ id }) => id),
})

/** What the shifts of a team meant that were not quiet: who had them, in which rota, tickets and pages. */
async function shiftsOf(team: string) {
  const query = { from: '2026-01-05', to: '2026-01-18', zone: 'UTC', team }
  const { shifts } = await world.ana.call(pager.getPagingReport, { query })
  const rows = shifts.rows.map(({ person, rota, startsAt, tickets, pages }) => [
    person.name,
    rota.name,
    startsAt.slice(0, 10),
    tickets,
    pages,
  ])
  return { rows, of: [shifts.count, shifts.quiet] }
}

test('a shift meant the tickets on which whoever had it answered a customer, or a question, each once', async () => {
  const team = await world.team('fielding')
  const [bo, cy] = [
    await world.person('Bo', { teams: ['fielding'] }),
    await world.person('Cy', { teams: ['fielding'] }),
  ]
  const body = { team: 'fielding', name: 'Fielding', work: 'tickets', layers: [turnsOf(bo, cy)] }
  const { id } = await world.ana.call(pager.addRota, { body })
  await world.sql(`update pager.rota_versions set begins_at = '2026-01-05T09:00Z' where rota_id = '${id}'`)
  const [first, second] = [await givenQuestion(world, 'Slow'), await givenQuestion(world, 'Late')]
  for (const text of ['We look at it.', 'It is the cache.']) {
    const { newestMessageId } = await bo.call(desk.getTicket, { params: { id: first.id } })
    await bo.call(desk.replyToTicket, { params: { id: first.id }, body: { text, seenMessageId: newestMessageId } })
  }
  await world.forward({ minutes: 1 })
  expect(await shiftsOf('fielding')).toEqual({ rows: [['Bo', 'Fielding', '2026-01-05', 1, 0]], of: [1, 0] })
  // The turn has ended at nine.
  await world.forward({ minutes: 30 })
  const asked = await askTeam(world.ana, second, { toTeam: team })
  await cy.call(desk.answerHandOff, { params: { id: asked.id }, body: { text: 'It is full.' } })
  await world.ana.call(pager.openPage, { body: { team: 'fielding', title: 'Is anybody there?' } })
  await world.forward({ minutes: 1 })
  expect(await shiftsOf('fielding')).toEqual({
    rows: [
      ['Cy', 'Fielding', '2026-01-12', 1, 0],
      ['Bo', 'Fielding', '2026-01-05', 1, 0],
    ],
    of: [2, 0],
  })
  // Somebody else works, too: their tickets are not of this shift.
  await world.ana.call(desk.addNote, { params: { id: first.id }, body: { text: 'Seen.' } })
  expect((await shiftsOf('fielding')).rows).toHaveLength(2)
})
