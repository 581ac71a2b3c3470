import { afterAll, beforeAll, expect, test } from 'vitest'
import * as desk from '@bellwether/contract/desk.ts'
import { listIncomingMails, listOutgoingMails, openRawMail } from '@bellwether/contract/mail.ts'
import { addTeam, changePerson, dissolveTeam } from '@bellwether/contract/people.ts'
import { urlOf } from '@bellwether/contract/url-of.ts'
import type { Caller } from '../../testing/caller.ts'
import { letter } from '../../testing/letter.ts'
import { startWorld, supportAddress, type World } from '../../testing/start-world.ts'
import { again, givenCustomer, timelineOf, type WholeTicket } from '../desk.builders.ts'
import { askTeam, givenQuestion, handOffSeenBy } from './hand-off.builders.ts'

/* What support asks legal in private is known to who asked and to legal, and to nobody else, whatever they ask for. */
let world: World
let ben: Caller
let lena: Caller
let legal: string
beforeAll(async () => {
  world = await startWorld()
  legal = await world.team('legal')
  await world.team('infrastructure')
  // An administrator as well: the right to everything is no right to this.
  ben = await world.person('Ben', { role: 'administrator' })
  lena = await world.person('Lena', { teams: ['legal'] })
  await givenCustomer(world, 'acme', { plan: 'premium' })
})
afterAll(() => world.stop())

const of = (id: string) => ({ params: { id } })
const secret = 'Dismissed-on-Monday'

async function givenPrivate(): Promise<{ ticket: WholeTicket; asked: desk.HandOff }> {
  const ticket = await givenQuestion(world, 'Private')
  await world.ana.call(desk.claimTicket, { ...of(ticket.id), body: {} })
  const asked = await askTeam(world.ana, ticket, { toTeam: legal, isPrivate: true, question: `${secret}?` })
  return { ticket, asked }
}

/** Everything that somebody can ask about a ticket and its teams, as text. */
async function allSeenBy(who: Caller, { id }: { id: string }): Promise<string> {
  const answers = await Promise.all([
    who.call(desk.getTicket, of(id)),
    timelineOf(who, { id }),
    who.call(desk.listTickets, { query: { limit: 200 } }),
    who.call(desk.listTickets, { query: { view: 'waiting-on-teams', limit: 200 } }),
    who.call(desk.listTickets, { query: { search: secret } }),
    who.call(desk.listHandOffs, { query: { team: 'legal' } }),
    who.call(desk.listHandOffs, { query: { team: 'legal', show: 'ended' } }),
    who.call(desk.listHandOffs, { query: { team: 'legal', show: 'todo' } }),
    who.call(listIncomingMails, { query: { limit: 50 } }),
    who.call(listOutgoingMails, { query: { limit: 50 } }),
  ])
  return JSON.stringify(answers)
}
const openOfLegal = async (who: Caller) =>
  (await who.call(desk.countTickets, {})).handOffs.find(({ team }) => team.slug === 'legal')?.open

test('whoever asked and the team know of it; for the others it is only counted', async () => {
  const { ticket, asked } = await givenPrivate()
  for (const who of [world.ana, lena]) {
    expect(await handOffSeenBy(who, ticket, asked.id)).toMatchObject({ question: `${secret}?`, isPrivate: true })
    expect((await who.call(desk.getTicket, of(ticket.id))).waitingOn).toMatchObject({
      teams: [{ slug: 'legal' }],
      privateTeams: 0,
    })
    expect(await openOfLegal(who)).toBe(1)
  }
  const seen = await ben.call(desk.getTicket, of(ticket.id))
  expect(seen).toMatchObject({ waitingOn: { holder: 'teams', teams: [], privateTeams: 1 }, openHandOffs: [] })
  expect(await openOfLegal(ben)).toBe(0)
})

test('no right and no ownership shows it to anybody else, in any state it is in', async () => {
  const { ticket, asked } = await givenPrivate()
  await ben.call(desk.claimTicket, { ...of(ticket.id), body: { takeOver: true } })
  const check = async () => {
    const seen = await allSeenBy(ben, ticket)
    expect(seen).not.toContain(secret)
    expect(seen).not.toContain(asked.id)
    expect(seen).not.toContain('Lena')
  }
  await check()
  await lena.call(desk.askBack, { ...of(asked.id), body: { text: `${secret}, who says so?` } })
  await check()
  await world.ana.call(desk.replyToHandOff, { ...of(asked.id), body: { text: `${secret}, says HR.` } })
  await lena.call(desk.addTeamNote, { ...of(asked.id), body: { text: `${secret}, careful.` } })
  await check()
  await lena.call(desk.answerHandOff, {
    ...of(asked.id),
    body: { text: `${secret}, yes.`, todo: `${secret}, file it` },
  })
  await check()
  await lena.call(desk.finishTodo, of(asked.id))
  await check()
  const answered = await handOffSeenBy(world.ana, ticket, asked.id)
  expect(answered).toMatchObject({ answer: `${secret}, yes.`, returnedTo: { name: 'Ana' } })
})

test('every verb tells them that there is no such hand-off', async () => {
  const { ticket, asked } = await givenPrivate()
  const body = { text: 'Let me see.' }
  const refusals = await Promise.all([
    ben.refused(desk.acknowledgeHandOff, of(asked.id)),
    ben.refused(desk.answerHandOff, { ...of(asked.id), body }),
    ben.refused(desk.askBack, { ...of(asked.id), body }),
    ben.refused(desk.replyToHandOff, { ...of(asked.id), body }),
    ben.refused(desk.declineHandOff, { ...of(asked.id), body: { reason: 'Mine.' } }),
    ben.refused(desk.passOnHandOff, { ...of(asked.id), body: { toTeam: legal, reason: 'Mine.' } }),
    ben.refused(desk.withdrawHandOff, of(asked.id)),
    ben.refused(desk.goOnFromHandOff, of(asked.id)),
    ben.refused(desk.addTeamNote, { ...of(asked.id), body }),
    ben.refused(desk.finishTodo, of(asked.id)),
  ])
  const nowhere = await ben.refused(desk.withdrawHandOff, of('00000000-0000-4000-8000-000000000000'))
  for (const { status, problem } of refusals) {
    expect([status, problem.detail]).toEqual([404, nowhere.problem.detail])
  }
  // Who asks the same team does not learn of it either.
  await askTeam(ben, ticket, { toTeam: legal, isPrivate: true })
  await askTeam(ben, ticket, { toTeam: legal })
})

test('its notice says nothing of it, and an answer by mail is read by nobody else', async () => {
  const { ticket, asked } = await givenPrivate()
  await world.settle()
  const notice = (await world.mailbox.waitFor('lena@staff.test')).findLast((one) =>
    one.subject?.includes(`#${ticket.number}`),
  )
  expect(notice?.subject).toBe(`A private question for Legal [#${ticket.number}]`)
  expect(notice?.raw).not.toContain(secret)
  const { raw, envelope } = letter({
    from: 'lena@staff.test',
    subject: `Re: ${secret}`,
    text: `${secret}, yes.`,
    headers: { 'In-Reply-To': notice?.messageId ?? '' },
  })
  await world.forward({ minutes: 1 })
  await world.deliver(raw, { ...envelope, to: [supportAddress] })
  await world.settle()
  expect((await handOffSeenBy(world.ana, ticket, asked.id))?.answer).toBe(`${secret}, yes.`)
  const [mail] = (await ben.call(listIncomingMails, { query: { limit: 1 } })).items
  expect(mail).toMatchObject({ from: null, subject: null, ticketId: null, outcome: 'message' })
  expect((await ben.raw(urlOf(openRawMail, of(mail?.id ?? '')))).status).toBe(404)
  expect(await allSeenBy(ben, ticket)).not.toContain(secret)
  expect((await again(world, ticket)).state).toBe('open')
})

test('whoever was asked by name and has left the team knows nothing more of it', async () => {
  const ivo = await world.person('Ivo', { role: 'administrator', teams: ['legal'] })
  const ticket = await givenQuestion(world, 'By name')
  const ask = { toTeam: legal, toPerson: ivo.id, isPrivate: true, question: `${secret}?` }
  const asked = await askTeam(world.ana, ticket, ask)
  expect(await handOffSeenBy(ivo, ticket, asked.id)).toBeDefined()
  await world.ana.call(changePerson, { params: { id: ivo.id }, body: { teams: ['infrastructure'] } })
  expect(await allSeenBy(ivo, ticket)).not.toContain(secret)
  expect((await ivo.refused(desk.answerHandOff, { ...of(asked.id), body: { text: 'Yes.' } })).status).toBe(404)
})

test('no screen hears of it by its id', async () => {
  const reader = (await ben.raw('/api/live')).body!.getReader()
  const { ticket, asked } = await givenPrivate()
  await lena.call(desk.answerHandOff, { ...of(asked.id), body: { text: 'Yes.' } })
  const after = await givenQuestion(world, 'Afterwards')
  let heard = ''
  while (!heard.includes(after.id)) heard += Buffer.from((await reader.read()).value ?? []).toString()
  await reader.cancel()
  expect(heard).toContain(ticket.id)
  expect(heard).not.toContain(asked.id)
})

test('what its team still had to do is told to whoever asked alone, without the words, once, when the team is dissolved', async () => {
  const count = () => world.mailbox.mails.filter(({ subject }) => subject?.includes('was dissolved')).length
  const { id: team } = await world.ana.call(addTeam, { body: { name: 'Works council', slug: 'council' } })
  const ines = await world.person('Ines', { teams: ['council'] })
  const ticket = await givenQuestion(world, 'Dissolved')
  const asked = await askTeam(world.ana, ticket, { toTeam: team, isPrivate: true, question: `${secret}?` })
  await ines.call(desk.answerHandOff, { ...of(asked.id), body: { text: 'Yes.', todo: `Tell ${secret}` } })
  await world.ana.call(dissolveTeam, of(team))
  await world.settle()
  expect(count()).toBe(1)
  const [mail] = world.mailbox.to('ana@staff.test').filter(({ subject }) => subject?.includes('was dissolved'))
  expect(mail?.raw).not.toContain(secret)
  expect(await allSeenBy(ben, ticket)).not.toContain(secret)
})
