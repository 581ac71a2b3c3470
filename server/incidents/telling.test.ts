import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { getTicket, listTickets, mergeTicket, replyToTicket, resolveTicket } from '@bellwether/contract/desk.ts'
import * as incidents from '@bellwether/contract/incidents.ts'
import { givenTicket, timelineOf } from '../desk/desk.builders.ts'
import type { Caller } from '../testing/caller.ts'
import { letter } from '../testing/letter.ts'
import { startWorld, type World } from '../testing/start-world.ts'
import { passMinutes, reproduction, troublesIn } from './incidents.builders.ts'

let world: World
let ines: Caller

beforeAll(async () => {
  world = await startWorld({ evidence: true })
  await world.team('infrastructure')
  ines = await world.person('Ines', { teams: ['infrastructure'] })
})
afterAll(() => world.stop())

const { given, reportOf, handedOff, recovered } = troublesIn(() => world)

describe('telling customers', () => {
  test('goes on where it stopped: whoever was told before is not told again', async () => {
    const { report, ticket } = await recovered()
    const colleague = await givenTicket(world, { from: ticket.contact.email, subject: `Still down? ${report.number}` })
    await world.ana.call(incidents.addReportTicket, { params: { id: report.id }, body: { ticketId: colleague.id } })
    const params = { id: report.id }
    const text = 'Hello {name}, {site} is well again.'
    await world.ana.call(incidents.tellCustomers, { params, body: { text, ticketIds: [ticket.id] } })
    await world.settle()
    expect(await reportOf(report.id)).toMatchObject({ state: 'recovered', told: [{ ticketId: ticket.id }] })
    await world.forward({ minutes: 1 })
    await world.ana.call(incidents.tellCustomers, { params, body: { text } })
    await world.settle()
    expect(await reportOf(report.id)).toMatchObject({
      state: 'told',
      told: [{ ticketId: ticket.id }, { ticketId: colleague.id }],
    })
    await world.settle()
    const told = world.mailbox.to(ticket.contact.email).filter((mail) => mail.text?.includes('well again'))
    expect(told.map((mail) => mail.subject)).toEqual([
      expect.stringContaining(`[#${ticket.number}]`),
      expect.stringContaining(`[#${colleague.number}]`),
    ])
    const { problem } = await world.ana.refused(incidents.tellCustomers, { params, body: { text } })
    expect(problem.type).toBe('/problems/already-told')
  })

  test('by two people at once tells each customer once', async () => {
    const { report, ticket } = await recovered()
    const tell = (who: Caller) =>
      who.call(incidents.tellCustomers, { params: { id: report.id }, body: { text: 'Well again, at once.' } })
    const results = await Promise.allSettled([tell(world.ana), tell(ines)])
    expect(results.map((one) => one.status)).toContain('fulfilled')
    await world.settle()
    const told = world.mailbox.to(ticket.contact.email).filter((mail) => mail.text?.includes('at once'))
    expect(told).toHaveLength(1)
  })

  test('whose mail did not arrive tells them again, and nobody else', async () => {
    const { report, ticket } = await recovered()
    const params = { id: report.id }
    world.mailbox.refuse(550)
    await world.ana.call(incidents.tellCustomers, { params, body: { text: 'Well again, for nobody.' } })
    await world.settle()
    world.mailbox.refuse(undefined)
    const unheard = await reportOf(report.id)
    expect(unheard.told).toMatchObject([{ delivery: 'failed' }])
    expect(unheard.affected.filter((one) => one.toldAt !== null)).toEqual([])
    const owned = await world.ana.call(getTicket, { params: { id: ticket.id } })
    expect([owned.waitingOn.holder, owned.nextDueAt === null]).toEqual(['support', false])
    await world.ana.call(incidents.tellCustomers, { params, body: { text: 'Well again, heard.' } })
    await world.settle()
    expect(await reportOf(report.id)).toMatchObject({ told: [{ text: 'Well again, heard.', delivery: 'sent' }] })
    const body = { text: 'Well again, too often.' }
    expect((await world.ana.refused(incidents.tellCustomers, { params, body })).status).toBe(409)
  })

  test('leaves a resolved ticket resolved, and refuses a ticket that is not on the report', async () => {
    const { report, ticket } = await recovered()
    await world.ana.call(resolveTicket, { params: { id: ticket.id }, body: {} })
    const other = await givenTicket(world, { from: 'vera@elsewhere.test', subject: `Not on ${report.number}` })
    const params = { id: report.id }
    const body = { text: 'Well again.', ticketIds: [ticket.id, other.id] }
    const refused = await world.ana.refused(incidents.tellCustomers, { params, body })
    expect(refused.problem.errors).toMatchObject([{ pointer: '/ticketIds' }])
    await world.ana.call(incidents.tellCustomers, { params, body: { text: 'Well again.' } })
    await world.settle()
    expect(await world.ana.call(getTicket, { params: { id: ticket.id } })).toMatchObject({ state: 'resolved' })
  })
})

describe('a report that was told before the errors are gone', () => {
  const inMinutes = (minutes: number): string => new Date(world.clock.now().getTime() + minutes * 60_000).toISOString()
  const tell = async (id: string, text: string, over: { nextBy?: string; round?: number } = {}): Promise<void> => {
    await world.ana.call(incidents.tellCustomers, { params: { id }, body: { text, ...over } })
    await world.settle()
  }
  const shown = (id: string) => world.ana.call(getTicket, { params: { id } })
  const running = ({
    clocks,
  }: {
    clocks: readonly { name: string; stoppedAt: string | null; dueAt: string | null }[]
  }) => clocks.filter((one) => one.stoppedAt === null).map(({ name, dueAt }) => [name, dueAt])

  test('promises the next word: the ticket waits on the incident by a clock, comes back at recovery, and ends with the last word', async () => {
    const { fault, ticket } = await given()
    const { id, number } = await handedOff(fault, [ticket.id])
    const nextBy = inMinutes(60)
    await tell(id, 'We found it, you will hear by {next}.', { nextBy })
    expect(await reportOf(id)).toMatchObject({ untold: [], told: [{ round: 1 }], promisedBy: nextBy })
    const waits = await shown(ticket.id)
    expect(waits.waitingOn).toMatchObject({
      holder: 'incident',
      incidents: [{ name: `R${number}`, path: `/reports/${id}`, by: nextBy }],
    })
    expect([running(waits), waits.nextDueAt]).toEqual([[['promise', nextBy]], nextBy])
    const view = await world.ana.call(listTickets, { query: { view: 'waiting-on-incidents' } })
    expect(view.items.map((one) => one.id)).toContain(ticket.id)

    await passMinutes(world, fault, { minutes: 17, fails: false })
    expect(await reportOf(id)).toMatchObject({ state: 'recovered', untold: [ticket.id], promisedBy: nextBy })
    const back = await shown(ticket.id)
    expect([back.waitingOn.holder, back.waitingOn.incidents, running(back)]).toEqual([
      'support',
      [],
      [['promise', nextBy]],
    ])

    await tell(id, 'It is over.')
    expect(await reportOf(id)).toMatchObject({
      state: 'told',
      untold: [],
      told: [{ round: 1 }, { round: 2 }],
      promisedBy: null,
    })
    const ended = await shown(ticket.id)
    expect([ended.waitingOn.holder, running(ended)]).toEqual(['customer', []])
    const mails = world.mailbox.to(ticket.contact.email).map((mail) => mail.text ?? '')
    for (const text of [/you will hear by \d\d:\d\d UTC on \w+ \d+ \w+\./, /It is over/])
      expect(mails.filter((one) => text.test(one))).toHaveLength(1)
  })

  test('is told again as often as it is promised, once in each round', async () => {
    const { fault, ticket } = await given()
    const { id } = await handedOff(fault, [ticket.id])
    const params = { id }
    const bare = await world.ana.refused(incidents.tellCustomers, { params, body: { text: 'We found it: {next}.' } })
    expect(bare.problem.errors).toMatchObject([{ pointer: '/nextBy' }])
    const past = { text: 'We found it: {next}.', nextBy: inMinutes(-1) }
    expect((await world.ana.refused(incidents.tellCustomers, { params, body: past })).problem.errors).toMatchObject([
      { pointer: '/nextBy' },
    ])
    for (const text of ['We found it.', 'We found it, {nme}: {next}.']) {
      const mute = await world.ana.refused(incidents.tellCustomers, {
        params,
        body: { ...past, text, nextBy: inMinutes(9) },
      })
      expect(mute.problem.errors).toMatchObject([{ pointer: '/text' }])
    }
    await tell(id, 'We found it: {next}.', { nextBy: inMinutes(10) })
    const early = { text: 'Again by {next}.', nextBy: inMinutes(20) }
    const refused = await world.ana.refused(incidents.tellCustomers, { params, body: early })
    expect(refused.problem.type).toBe('/problems/already-told')
    const far = await world.ana.refused(incidents.tellCustomers, { params, body: { ...early, round: 3 } })
    expect(far.problem.type).toBe('/problems/already-told')
    const second = { ...early, text: 'Still at work until {next}.', round: 2 }
    const both = await Promise.allSettled([
      world.ana.call(incidents.tellCustomers, { params, body: second }),
      ines.call(incidents.tellCustomers, { params, body: second }),
    ])
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    await world.settle()
    expect(running(await shown(ticket.id))).toEqual([['promise', early.nextBy]])
    const mails = world.mailbox.to(ticket.contact.email).filter((mail) => mail.text?.includes('Still at work'))
    expect(mails).toHaveLength(1)
    await passMinutes(world, fault, { minutes: 17, fails: false })
    await tell(id, 'It is over.')
    expect(await reportOf(id)).toMatchObject({ state: 'told', told: [{ round: 1 }, { round: 2 }, { round: 3 }] })
  })

  test('keeps its promise beside what the customer asks meanwhile: answered, the ticket waits on the incident again', async () => {
    const { fault, ticket } = await given()
    const { id } = await handedOff(fault, [ticket.id])
    const nextBy = inMinutes(600)
    await tell(id, 'We found it: {next}.', { nextBy })
    await world.forward({ minutes: 1 })
    const { raw, envelope } = letter({
      from: ticket.contact.email,
      subject: `Re: ${ticket.subject}`,
      text: 'And until then?',
      headers: { 'In-Reply-To': world.mailbox.to(ticket.contact.email).at(-1)?.messageId ?? '' },
    })
    await world.deliver(raw, envelope)
    await world.settle()
    const asked = await shown(ticket.id)
    expect([asked.waitingOn.holder, running(asked).map(([name]) => name)]).toEqual([
      'support',
      ['promise', 'next-response'],
    ])
    const body = { text: 'Until then use the other host.', seenMessageId: asked.newestMessageId }
    await world.ana.call(replyToTicket, { params: { id: ticket.id }, body })
    const answered = await shown(ticket.id)
    expect([answered.waitingOn.holder, running(answered)]).toEqual(['incident', [['promise', nextBy]]])
    await world.ana.call(resolveTicket, { params: { id: ticket.id }, body: {} })
    expect(running(await shown(ticket.id))).toEqual([])
  })

  test('is over when a person says so, where there is no error to watch: once, with how they know', async () => {
    const { ticket } = await given()
    const { id } = await world.ana.call(incidents.draftReport, { body: { ticketIds: [ticket.id] } })
    const text = {
      title: 'Payments by card are refused',
      claim: 'Payments by card are refused by the bank since noon.',
      reproduction,
      frequency: 'Every one',
      impact: 'Nobody can pay by card.',
      ask: 'Call the bank.',
    }
    await world.ana.call(incidents.editReport, { params: { id }, body: text })
    const body = { team: 'infrastructure', askRollback: true }
    const handed = await world.ana.call(incidents.handOffReport, { params: { id }, body })
    expect(handed).toMatchObject({ state: 'handed-off', watch: null, rollback: null })
    await tell(id, 'We know: {next}.', { nextBy: inMinutes(60) })
    await world.forward({ minutes: 40 })
    expect(await reportOf(id)).toMatchObject({ state: 'handed-off' })
    const bare = await world.ana.refused(incidents.declareOver, { params: { id }, body: { reason: ' ' } })
    expect(bare.problem.errors).toMatchObject([{ pointer: '/reason' }])
    const over = { params: { id }, body: { reason: 'The bank has called back' } }
    const both = await Promise.allSettled([
      world.ana.call(incidents.declareOver, over),
      ines.call(incidents.declareOver, over),
    ])
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    // The tickets come back in a job.
    await world.settle()
    expect(await reportOf(id)).toMatchObject({ state: 'recovered', untold: [ticket.id], round: 2 })
    expect((await shown(ticket.id)).waitingOn.holder).toBe('support')
    const notes = (await timelineOf(world.ana, ticket)).filter((one) => one.kind === 'note')
    expect(notes.at(-1)).toMatchObject({ text: expect.stringContaining('says: The bank has called back.') })
  })

  test('a ticket that is merged takes its promise along, the nearer one of two', async () => {
    const { fault, ticket } = await given()
    const other = await givenTicket(world, { from: ticket.contact.email, subject: `Again ${ticket.number}` })
    const { id } = await handedOff(fault, [ticket.id, other.id])
    await tell(id, 'We found it: {next}.', { nextBy: inMinutes(30) })
    await world.ana.call(mergeTicket, { params: { id: ticket.id }, body: { into: String(other.number) } })
    const merged = await shown(other.id)
    expect([merged.waitingOn.holder, running(merged).map(([name]) => name)]).toEqual(['incident', ['promise']])
    await passMinutes(world, fault, { minutes: 17, fails: false })
    expect((await shown(other.id)).waitingOn.holder).toBe('support')
  })
})

describe('what many are told', () => {
  const tell = async (id: string): Promise<void> => {
    await world.ana.call(incidents.tellCustomers, { params: { id }, body: { text: 'Hello {name}, it is over.' } })
    await world.settle()
  }
  const runningClocks = async (id: string) => {
    const { waitingOn, clocks } = await world.ana.call(getTicket, { params: { id } })
    return { holder: waitingOn.holder, running: clocks.filter((one) => one.stoppedAt === null).map((one) => one.name) }
  }

  test('answers what they wrote about it, and the ticket waits on them', async () => {
    const { report, ticket } = await recovered()
    await tell(report.id)
    expect(await runningClocks(ticket.id)).toEqual({ holder: 'customer', running: [] })
  })

  test('does not answer what they asked since: its clock runs on, and it waits on support', async () => {
    const { report, ticket } = await recovered()
    const { newestMessageId } = await world.ana.call(getTicket, { params: { id: ticket.id } })
    const body = { text: 'We look into it.', seenMessageId: newestMessageId }
    await world.ana.call(replyToTicket, { params: { id: ticket.id }, body })
    await world.forward({ minutes: 1 })
    const ours = world.mailbox.to(ticket.contact.email).at(-1)?.messageId ?? ''
    const { raw, envelope } = letter({
      from: ticket.contact.email,
      subject: `Re: ${ticket.subject}`,
      text: 'Thank you. And how do I change my plan?',
      headers: { 'In-Reply-To': ours },
    })
    await world.deliver(raw, envelope)
    await world.settle()
    await tell(report.id)
    expect(await runningClocks(ticket.id)).toEqual({ holder: 'support', running: ['next-response'] })
  })

  test('does not answer a ticket that is theirs but names no site of it', async () => {
    const { fault, key } = await given()
    const question = await givenTicket(world, {
      from: `vera@${key}.test`,
      subject: `Invoice ${key}`,
      text: 'May I pay later?',
    })
    const { id } = await handedOff(fault)
    await passMinutes(world, fault, { minutes: 17, fails: false })
    expect((await reportOf(id)).ticketList.map((one) => one.id)).toContain(question.id)
    await tell(id)
    expect(await runningClocks(question.id)).toEqual({ holder: 'support', running: ['first-response'] })
  })

  test('goes on past one that cannot be told, and says which and why', async () => {
    const { report, ticket } = await recovered()
    const gone = await givenTicket(world, { from: ticket.contact.email, subject: `Gone ${report.number}` })
    const last = await givenTicket(world, { from: ticket.contact.email, subject: `Last ${report.number}` })
    for (const ticketId of [gone.id, last.id])
      await world.ana.call(incidents.addReportTicket, { params: { id: report.id }, body: { ticketId } })
    // Somebody holds the row when the telling begins, and then it is no more.
    await world.sql(`update incidents.report_tickets set ticket_id = gen_random_uuid() where ticket_id = '${gone.id}'`)
    await tell(report.id)
    const after = await reportOf(report.id)
    expect(after.telling).toMatchObject({ total: 3, waiting: 0, refused: [{ reason: 'the ticket is gone' }] })
    expect(after.told.map((one) => one.ticketId).toSorted()).toEqual([ticket.id, last.id].toSorted())
    expect(after.state).toBe('recovered')
  })
})
