import { afterAll, beforeAll, expect, test } from 'vitest'
import * as desk from '@bellwether/contract/desk.ts'
import { calendarOf, workdays } from '../server/platform/calendar/calendar.builders.ts'
import { again, givenCustomer, givenTicket, timelineOf, type WholeTicket } from '../server/desk/desk.builders.ts'
import { askTeam } from '../server/desk/hand-offs/hand-off.builders.ts'
import type { Caller } from '../server/testing/caller.ts'
import { startWorld, type World } from '../server/testing/start-world.ts'

/*
 * A ticket comes on a Friday afternoon and needs three teams at once: network in London, finance in San Francisco,
 * where clocks go forward that Sunday, and legal, in private. Every clock is where the calendars say, and nobody's
 * clock hides anybody else's.
 */
let world: World
let nora: Caller
let fritz: Caller
let lena: Caller
let ben: Caller
const teams: Record<string, string> = {}
beforeAll(async () => {
  world = await startWorld({ startsAt: '2026-03-06T16:30:00.000Z' })
  for (const team of ['network', 'finance', 'legal']) teams[team] = await world.team(team)
  nora = await world.person('Nora', { teams: ['network'] })
  fritz = await world.person('Fritz', { teams: ['finance'] })
  lena = await world.person('Lena', { teams: ['legal'] })
  ben = await world.person('Ben')
  await givenCustomer(world, 'acme', { plan: 'premium' })
  const london = await addHours('London', 'Europe/London')
  const sanFrancisco = await addHours('San Francisco', 'America/Los_Angeles')
  await setCustomerTargets(london)
  await setTargets('network', london, { acknowledgeMinutes: 60, answerMinutes: 240 })
  await setTargets('finance', sanFrancisco, { acknowledgeMinutes: 60, answerMinutes: 600 })
})
afterAll(() => world.stop())

async function addHours(name: string, zone: string): Promise<string> {
  const body = { name, calendar: calendarOf(zone, workdays('09:00-17:00')) }
  return (await world.ana.call(desk.addCalendar, { body })).id
}
async function setCustomerTargets(calendarId: string): Promise<void> {
  const of = { firstMinutes: 60, nextMinutes: 240, resolutionMinutes: 16 * 60, calendarId }
  const both = { usual: of, urgent: of }
  const { version: basedOn } = await world.ana.call(desk.getResponsePolicy, {})
  await world.ana.call(desk.setResponsePolicy, { body: { basedOn, targets: { free: both, pro: both, premium: both } } })
}
async function setTargets(team: string, calendarId: string, usual: desk.TeamTargets['usual']): Promise<void> {
  const body = { basedOn: 0, calendarId, usual, urgent: usual }
  await world.ana.call(desk.setTeamTargets, { params: { id: teams[team] ?? '' }, body })
}

/** Lets time pass until then, with everything that happens by itself. */
async function until(instant: string): Promise<void> {
  await world.forward({ seconds: (Date.parse(`2026-03-${instant}:00.000Z`) - world.clock.now().getTime()) / 1000 })
}
const march = (instant: string): string => `2026-03-${instant}:00.000Z`
const of = (id: string) => ({ params: { id } })

/** Every clock of the ticket that somebody sees: when it is due, and when it ended. */
async function clocksSeenBy(who: Caller, ticket: WholeTicket) {
  const shown = await who.call(desk.getTicket, of(ticket.id))
  const handOffs = (await timelineOf(who, ticket)).flatMap((one) => (one.kind === 'hand-off' ? [one.handOff] : []))
  const ofCustomer = shown.clocks
    .filter(({ name }) => ['first-response', 'next-response', 'resolution', 'promise'].includes(name))
    .map(({ name, dueAt, stoppedAt }) => [name, dueAt, stoppedAt])
  const ofTeams = handOffs.flatMap(({ askedTeam, clocks }) =>
    clocks.map(({ name, dueAt, stoppedAt }) => [`${askedTeam.slug} ${name}`, dueAt, stoppedAt]),
  )
  return Object.fromEntries([...ofCustomer, ...ofTeams].map(([name, ...rest]) => [name, rest]))
}

test('three teams at once, over a weekend and a change of clocks: each has its own time, and support has them all', async () => {
  const ticket = await givenTicket(world, { from: 'vera@acme.test', subject: 'We were billed for an outage' })
  await world.ana.call(desk.claimTicket, { ...of(ticket.id), body: {} })
  // Half an hour of Friday is left in London.
  expect(await clocksSeenBy(world.ana, ticket)).toEqual({
    'first-response': [march('09T09:30'), null],
    resolution: [march('10T16:30'), null],
  })

  await until('06T16:40')
  const network = await askTeam(world.ana, ticket, { toTeam: teams['network'] ?? '', question: 'Was it our route?' })
  await until('06T16:45')
  const finance = await askTeam(world.ana, ticket, { toTeam: teams['finance'] ?? '', question: 'Can we credit it?' })
  await until('06T16:50')
  const secret = 'May we admit the outage?'
  const legal = await askTeam(world.ana, ticket, {
    toTeam: teams['legal'] ?? '',
    question: secret,
    isPrivate: true,
    dueAt: march('09T12:00'),
  })
  const asked = {
    'network acknowledge': [march('09T09:40'), null],
    'network answer': [march('09T12:40'), null],
    // San Francisco opens at 17:00 UTC on Friday, and on Monday, an hour earlier by UTC, at 16:00.
    'finance acknowledge': [march('06T18:00'), null],
    'finance answer': [march('09T18:00'), null],
    'first-response': [march('09T09:30'), null],
    resolution: [march('10T16:30'), null],
  }
  const ofLegal = { 'legal acknowledge': [march('06T17:50'), null], 'legal answer': [march('09T12:00'), null] }
  expect(await clocksSeenBy(world.ana, ticket)).toEqual({ ...asked, ...ofLegal })
  expect(await clocksSeenBy(ben, ticket)).toEqual(asked)
  expect((await ben.call(desk.getTicket, of(ticket.id))).waitingOn).toMatchObject({
    holder: 'teams',
    teams: [{ slug: 'network' }, { slug: 'finance' }],
    privateTeams: 1,
  })

  await until('06T17:10')
  const word = { text: 'We look into it. You hear from us on Monday at noon.', nextUpdateBy: march('09T12:00') }
  const { newestMessageId: seenMessageId } = await again(world, ticket)
  await world.ana.call(desk.replyToTicket, { ...of(ticket.id), body: { ...word, seenMessageId } })
  await until('06T17:20')
  await lena.call(desk.acknowledgeHandOff, of(legal.id))
  await until('06T17:30')
  await fritz.call(desk.acknowledgeHandOff, of(finance.id))
  // Three of finance’s ten hours are over when they need to know more.
  await until('06T20:00')
  const back = await fritz.call(desk.askBack, { ...of(finance.id), body: { text: 'Which month?' } })
  expect(back.waitingOn).toMatchObject({ holder: 'support', returnedAt: march('06T20:00') })

  await until('09T09:00')
  await world.ana.call(desk.replyToHandOff, { ...of(finance.id), body: { text: 'February.' } })
  // Seven hours are left, from nine o’clock in San Francisco on summer time.
  expect((await clocksSeenBy(world.ana, ticket))['finance answer']).toEqual([march('09T23:00'), null])
  await until('09T09:20')
  await nora.call(desk.acknowledgeHandOff, of(network.id))
  await until('09T10:00')
  await nora.call(desk.answerHandOff, { ...of(network.id), body: { text: 'No: their provider’s.' } })
  await until('09T11:00')
  const body = { text: 'Yes, in these words.', todo: 'Tell the insurer' }
  await lena.call(desk.answerHandOff, { ...of(legal.id), body })
  expect((await world.ana.call(desk.listTickets, { query: { view: 'mine' } })).items[0]?.id).toBe(ticket.id)

  await until('09T11:50')
  const newest = (await again(world, ticket)).newestMessageId
  const told = { text: 'It was not our route.', seenMessageId: newest }
  const waits = await world.ana.call(desk.replyToTicket, { ...of(ticket.id), body: told })
  expect(waits.waitingOn).toMatchObject({ holder: 'teams', teams: [{ slug: 'finance' }], returnedAt: null })
  await until('09T22:00')
  await fritz.call(desk.answerHandOff, { ...of(finance.id), body: { text: 'Yes, a tenth of it.' } })
  await until('10T10:00')
  await world.ana.call(desk.resolveTicket, { ...of(ticket.id), body: {} })

  // Nothing was late, and each clock says when it would have been.
  const breached = await world.sql(`select name from desk.clocks where breached_at is not null`)
  expect(breached).toEqual([])
  const ended = await world.sql<{ name: string; due_at: Date; stopped_at: Date }>(
    `select coalesce(team.slug || ' ', '') || clock.name as name, due_at, stopped_at from desk.clocks clock
     left join desk.hand_offs one on one.id = hand_off_id left join people.teams team on team.id = asked_team_id`,
  )
  const byName = ended.map(({ name, due_at, stopped_at }) => [name, [due_at.toISOString(), stopped_at.toISOString()]])
  expect(Object.fromEntries(byName)).toEqual({
    'first-response': [march('09T09:30'), march('06T17:10')],
    promise: [march('09T12:00'), march('09T11:50')],
    resolution: [march('10T16:30'), march('10T10:00')],
    'network acknowledge': [march('09T09:40'), march('09T09:20')],
    'network answer': [march('09T12:40'), march('09T10:00')],
    'finance acknowledge': [march('06T18:00'), march('06T17:30')],
    'finance answer': [march('09T23:00'), march('09T22:00')],
    'legal acknowledge': [march('06T17:50'), march('06T17:20')],
    'legal answer': [march('09T12:00'), march('09T11:00')],
  })

  // The ticket is resolved; legal still has something to do, and nobody else has ever read what it was about.
  const { items } = await lena.call(desk.listHandOffs, { query: { team: 'legal', show: 'todo' } })
  expect(items).toMatchObject([{ todo: { text: 'Tell the insurer' }, ticket: { state: 'resolved' } }])
  const seen = JSON.stringify([await timelineOf(ben, ticket), await ben.call(desk.getTicket, of(ticket.id))])
  for (const hidden of [secret, 'insurer', 'in these words', 'Legal']) expect(seen).not.toContain(hidden)
})
