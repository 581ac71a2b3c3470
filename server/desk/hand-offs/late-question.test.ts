import { afterAll, beforeAll, expect, test } from 'vitest'
import * as desk from '@bellwether/contract/desk.ts'
import * as pager from '@bellwether/contract/pager.ts'
import type { Caller } from '../../testing/caller.ts'
import { startWorld, type World } from '../../testing/start-world.ts'
import { widenHandOff } from '../desk.ts'
import { askTeam, givenQuestion, handOffSeenBy } from './hand-off.builders.ts'

let world: World
let teams = 0
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.stop())

/** A team that acknowledges within ten minutes, or whom it has on call is paged. */
async function givenTeam(pagesWhenLate: desk.TeamTargets['pagesWhenLate']) {
  const slug = `late-${(teams += 1)}`
  const id = await world.team(slug)
  const member = await world.person(slug, { teams: [slug] })
  const { hours } = await world.ana.call(desk.getTeamTargets, { params: { id } })
  const soon = { acknowledgeMinutes: 10, answerMinutes: 60 }
  const body = { basedOn: 0, calendarId: hours.id, usual: soon, urgent: soon, pagesWhenLate }
  expect((await world.ana.call(desk.setTeamTargets, { params: { id }, body })).pagesWhenLate).toBe(pagesWhenLate)
  return { id, member, slug }
}

const pagesTo = async ({ id }: Caller): Promise<pager.Page[]> =>
  (await world.ana.call(pager.listPages, { query: { person: id } })).items

test('a question that nobody acknowledged in time pages whom the team has on call, until it is', async () => {
  const { id: team, member } = await givenTeam('high')
  const ticket = await givenQuestion(world, 'Slow')
  const { id } = await askTeam(world.ana, ticket, { toTeam: team })
  await world.forward({ minutes: 9 })
  expect(await pagesTo(member)).toEqual([])
  await world.forward({ minutes: 2 })
  // The fact is delivered once more, as after a crash.
  const [late] = (await handOffSeenBy(world.ana, ticket, id))?.clocks.filter(({ name }) => name === 'acknowledge') ?? []
  const [clock] = await world.sql<{ id: string }>(
    `select id from desk.clocks where hand_off_id = '${id}' and name = 'acknowledge'`,
  )
  expect(late).toBeDefined()
  await widenHandOff(world.app.contextFor('test'), { clockId: clock?.id ?? '' })
  const [page, ...more] = await pagesTo(member)
  expect(more).toEqual([])
  expect(page).toMatchObject({
    title: expect.stringContaining(`Nobody has acknowledged the question on #${ticket.number}: Slow`),
    body: 'Why does the proxy answer 502?',
    urgency: 'high',
    state: 'open',
  })
  await member.call(desk.acknowledgeHandOff, { params: { id } })
  expect(await pagesTo(member)).toMatchObject([{ state: 'resolved' }])
})

test('whoever acknowledges its page has acknowledged the question; an answer ends the page', async () => {
  const { id: team, member } = await givenTeam('low')
  const ticket = await givenQuestion(world)
  const { id } = await askTeam(world.ana, ticket, { toTeam: team })
  await world.forward({ minutes: 11 })
  const [page] = await pagesTo(member)
  expect(page?.urgency).toBe('low')
  await member.call(pager.acknowledgePage, { params: { id: page?.id ?? '' } })
  await world.settle()
  expect(await handOffSeenBy(world.ana, ticket, id)).toMatchObject({
    state: 'acknowledged',
    acknowledgedBy: { id: member.id },
  })
  await member.call(desk.answerHandOff, { params: { id }, body: { text: 'It is full.' } })
  expect(await pagesTo(member)).toMatchObject([{ state: 'resolved' }])
})

test('of a private question a page says nothing but that it waits', async () => {
  const { id: team, member } = await givenTeam('high')
  const ticket = await givenQuestion(world, 'Secret subject')
  await askTeam(world.ana, ticket, { toTeam: team, isPrivate: true, question: 'Is he on leave?' })
  await world.forward({ minutes: 11 })
  const [page] = await pagesTo(member)
  expect(page?.title).toBe(`Nobody has acknowledged a private question on #${ticket.number}`)
  expect(JSON.stringify(page)).not.toMatch(/Secret subject|on leave/)
})

test('whoever is paged beside the team and may not know of a private question does not acknowledge it', async () => {
  const { id: team, member, slug } = await givenTeam('high')
  const outsider = await world.person(`beside-${slug}`)
  const steps = [{ minutes: 5, targets: [member, outsider].map(({ id }) => ({ kind: 'person' as const, person: id })) }]
  const policy = { steps, repeats: 0, againMinutes: 60, acknowledgementMinutes: null }
  await world.ana.call(pager.setPolicy, { params: { team: slug }, body: { policy } })
  const ticket = await givenQuestion(world)
  const asked = await askTeam(world.ana, ticket, { toTeam: team, isPrivate: true })
  await world.forward({ minutes: 11 })
  const [page] = await pagesTo(outsider)
  await outsider.call(pager.acknowledgePage, { params: { id: page?.id ?? '' } })
  await world.settle()
  expect((await handOffSeenBy(world.ana, ticket, asked.id))?.state).toBe('asked')
})

test('where a team does not want it nobody is paged, and its targets can be changed without saying so', async () => {
  const { id: team, member } = await givenTeam('nobody')
  const ticket = await givenQuestion(world)
  const { id } = await askTeam(world.ana, ticket, { toTeam: team })
  await world.forward({ minutes: 11 })
  expect(await pagesTo(member)).toEqual([])
  await world.ana.call(desk.withdrawHandOff, { params: { id } })
})
