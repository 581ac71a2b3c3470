import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { getTicket, replyToTicket, resolveTicket, type Ticket } from '@bellwether/contract/desk.ts'
import * as incidents from '@bellwether/contract/incidents.ts'
import { createToken } from '@bellwether/contract/people.ts'
import { getPage } from '@bellwether/contract/pager.ts'
import { givenCustomer, givenTicket, timelineOf } from '../desk/desk.builders.ts'
import { type Caller, callerFor } from '../testing/caller.ts'
import { letter } from '../testing/letter.ts'
import { startWorld, type World } from '../testing/start-world.ts'
import { type Fault, givenFault, passMinutes } from './incidents.builders.ts'

let world: World
let ines: Caller
let faults = 0
beforeAll(async () => {
  world = await startWorld({ evidence: true })
  await world.team('infrastructure')
  ines = await world.person('Ines', { teams: ['infrastructure'] })
})
afterAll(() => world.stop())

// A word for each test: letters only, since the class of a message drops numbers.
const words = [
  'alpha',
  'beta',
  'gamma',
  'delta',
  'omega',
  'sigma',
  'kappa',
  'theta',
  'lambda',
  'zeta',
  'epsilon',
  'iota',
  'mu',
  'omicron',
  'tau',
  'rho',
  'phi',
  'chi',
  'psi',
  'xi',
  'nu',
  'eta',
  'pi',
  'upsilon',
  'digamma',
  'koppa',
]

/** Errors of their own, a customer who is hit, and the ticket that they wrote. */
async function given(): Promise<{ fault: Fault; key: string; ticket: Ticket }> {
  const word = words[(faults += 1)] ?? ''
  // Two faults at one time would each be a suspect of the other.
  world.clock.advance(2 * 3_600_000)
  await givenCustomer(world, word)
  const customers = [word, `${word}-two`, `${word}-three`]
  const fault = await givenFault(world, { service: `proxy-${word}`, customers, message: `${word} upstream refused` })
  const text = `www.${word}.test is down`
  const ticket = await givenTicket(world, { from: `vera@${word}.test`, subject: `Down ${word}`, text })
  return { fault, key: word, ticket }
}

const reproduction = 'curl -i https://www.example.test/checkout answers 502 in every second try.'
const reportOf = (id: string): Promise<incidents.Report> => world.ana.call(incidents.getReport, { params: { id } })
const draft = (fault: Fault, ticketIds: string[] = []): Promise<incidents.Report> =>
  world.ana.call(incidents.draftReport, { body: { classId: fault.classId, ticketIds } })

async function handedOff(fault: Fault, ticketIds: string[] = [], askRollback = true): Promise<incidents.Report> {
  const { id } = await draft(fault, ticketIds)
  await world.ana.call(incidents.editReport, { params: { id }, body: { reproduction } })
  return world.ana.call(incidents.handOffReport, { params: { id }, body: { team: 'infrastructure', askRollback } })
}

/** The token in the newest page mail. */
async function pageToken(): Promise<string> {
  await world.settle()
  return /\/p\/([a-z2-7]+)/.exec(world.mailbox.to('ines@staff.test').at(-1)?.text ?? '')?.[1] ?? ''
}

async function recovered(): Promise<{ report: incidents.Report; ticket: Ticket; key: string }> {
  const { fault, key, ticket } = await given()
  const { id } = await handedOff(fault, [ticket.id])
  await passMinutes(world, fault, { minutes: 17, fails: false })
  return { report: await reportOf(id), ticket, key }
}

describe('the watch', () => {
  test('starts again when the errors come back, and recovers only after fifteen quiet minutes', async () => {
    const { fault, ticket } = await given()
    const { id } = await handedOff(fault, [ticket.id], false)
    await passMinutes(world, fault, { minutes: 10, fails: false })
    expect(await reportOf(id)).toMatchObject({ watch: { state: 'at-zero' } })
    await passMinutes(world, fault, { minutes: 2, fails: true })
    expect(await reportOf(id)).toMatchObject({ state: 'watching', watch: { state: 'watching', zeroSince: null } })
    await passMinutes(world, fault, { minutes: 14, fails: false })
    expect(await reportOf(id)).toMatchObject({ watch: { state: 'at-zero', recoveredAt: null } })
    await passMinutes(world, fault, { minutes: 3, fails: false })
    expect(await reportOf(id)).toMatchObject({ state: 'recovered', watch: { state: 'recovered' } })
    await world.forward({ minutes: 1 })
    const timeline = await timelineOf(world.ana, ticket)
    expect(timeline.filter((one) => one.kind === 'note' && one.text.includes('At zero for 15 minutes'))).toHaveLength(1)
  })

  test('does not recover while nothing comes in: silence is not zero', async () => {
    const { fault } = await given()
    const { id } = await handedOff(fault, [], false)
    await world.forward({ minutes: 60 })
    expect(await reportOf(id)).toMatchObject({ state: 'watching', watch: { recoveredAt: null } })
  })
})

test('a ticket of a customer who was hit goes on the report for a day after the recovery, not for ever', async () => {
  const { report, key } = await recovered()
  const from = `vera@${key}.test`
  await world.forward({ minutes: 23 * 60 })
  const late = await givenTicket(world, { from, subject: `Late ${key}` })
  await world.forward({ minutes: 2 * 60 })
  const other = await givenTicket(world, { from, subject: `Other ${key}` })
  const listed = (await reportOf(report.id)).ticketList.map((one) => one.id)
  expect([listed.includes(late.id), listed.includes(other.id)]).toEqual([true, false])
})

test('a rollback that is decided when the errors are gone already leaves the report recovered', async () => {
  const { report } = await recovered()
  const params = { id: report.rollback?.id ?? '' }
  const decided = await ines.call(incidents.decideRollback, { params, body: { decision: 'accept' } })
  expect(decided).toMatchObject({ state: 'recovered', rollback: { state: 'accepted' } })
})

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
    expect(unheard.affected.map((one) => one.toldAt)).toEqual([null, null, null])
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
  test('owes everyone the last word, and ends with it', async () => {
    const { fault, ticket } = await given()
    const { id } = await handedOff(fault, [ticket.id])
    const params = { id }
    await world.ana.call(incidents.tellCustomers, { params, body: { text: 'We found it, you will hear again.' } })
    await world.settle()
    expect(await reportOf(id)).toMatchObject({ untold: [], told: [{ round: 1 }] })
    const early = await world.ana.refused(incidents.tellCustomers, { params, body: { text: 'Again.' } })
    expect(early.problem.type).toBe('/problems/already-told')
    await passMinutes(world, fault, { minutes: 17, fails: false })
    expect(await reportOf(id)).toMatchObject({ state: 'recovered', untold: [ticket.id] })
    await world.ana.call(incidents.tellCustomers, { params, body: { text: 'It is over.' } })
    await world.settle()
    expect(await reportOf(id)).toMatchObject({ state: 'told', untold: [], told: [{ round: 1 }, { round: 2 }] })
    const mails = world.mailbox.to(ticket.contact.email).map((mail) => mail.text)
    for (const text of ['you will hear again', 'It is over'])
      expect(mails.filter((one) => one?.includes(text))).toHaveLength(1)
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

describe('a draft', () => {
  test('says since when, which slice, which deploy and who is hit, and lacks only what a person must write', async () => {
    const { fault, key, ticket } = await given()
    const report = await draft(fault)
    expect(report).toMatchObject({
      state: 'draft',
      slices: [{ where: { cdn: 'north' } }, ...report.slices.slice(1)],
      deploy: { id: fault.deployId, service: fault.service },
      customers: { seen: 3 },
      gaps: [{ pointer: '/reproduction' }],
    })
    expect(report.text.claim).toContain(fault.message)
    expect(report.affected.map((one) => one.customerKey).toSorted()).toEqual(fault.customers.toSorted())
    // The ticket that the customer wrote since then found its report by itself.
    expect(report.ticketList.map((one) => one.id)).toEqual([ticket.id])
    expect(report.affected.find((one) => one.customerKey === key)?.ticket?.id).toBe(ticket.id)
  })

  test('of a class that has an open report is that one, with the ticket added and noted once', async () => {
    const { fault, ticket } = await given()
    const [first, second] = [await draft(fault, [ticket.id]), await draft(fault, [ticket.id])]
    expect(second.id).toBe(first.id)
    const timeline = await timelineOf(world.ana, ticket)
    expect(timeline.filter((one) => one.kind === 'note' && one.text.includes('trouble report'))).toHaveLength(1)
  })

  test('of a class that nobody knows is refused', async () => {
    const refused = await world.ana.refused(incidents.draftReport, { body: { classId: '0123456789abcdef' } })
    expect(refused.status).toBe(404)
  })

  test('that is bare wakes nobody and says everything that is missing', async () => {
    const { id } = await world.ana.call(incidents.draftReport, { body: {} })
    const { problem } = await world.ana.refused(incidents.handOffReport, {
      params: { id },
      body: { team: 'infrastructure' },
    })
    expect(problem.type).toBe('/problems/report-incomplete')
    const missing = Object.keys(incidents.ReportText.shape).map((field) => `/${field}`)
    expect(problem.errors?.map((one) => one.pointer).toSorted()).toEqual(missing.toSorted())
    expect(await reportOf(id)).toMatchObject({ state: 'draft', pageId: null, watch: null })
  })
})

describe('a hand-off of a report', () => {
  test('pages the team once with what they need, asks for the rollback and starts the watch', async () => {
    const { fault } = await given()
    const report = await handedOff(fault)
    expect(report).toMatchObject({
      state: 'handed-off',
      team: { slug: 'infrastructure' },
      rollback: { state: 'asked', deployId: fault.deployId },
      watch: { state: 'watching' },
    })
    await pageToken()
    const page = world.mailbox.to('ines@staff.test').at(-1)
    for (const text of [reproduction, 'An urgent fix', 'A rollback is requested']) expect(page?.text).toContain(text)
    const params = { id: report.id }
    const again = await world.ana.refused(incidents.handOffReport, { params, body: { team: 'infrastructure' } })
    const edited = await world.ana.refused(incidents.editReport, { params, body: { ask: 'Something else' } })
    for (const { problem } of [again, edited]) expect(problem.type).toBe('/problems/report-already-handed-off')
  })

  test('to a team that does not exist changes nothing', async () => {
    const { fault } = await given()
    const { id } = await draft(fault)
    await world.ana.call(incidents.editReport, { params: { id }, body: { reproduction } })
    const refused = await world.ana.refused(incidents.handOffReport, { params: { id }, body: { team: 'nobody' } })
    expect(refused.status).toBe(404)
    expect(await reportOf(id)).toMatchObject({ state: 'draft', pageId: null })
  })
})

describe('a rollback request', () => {
  test('is accepted by the link of the page, which acknowledges it; deploy tools find it', async () => {
    const { fault } = await given()
    const report = await handedOff(fault)
    const params = { token: await pageToken() }
    expect(await world.nobody.call(incidents.getRollbackByLink, { params })).toMatchObject({
      request: { state: 'asked', reportId: report.id },
    })
    const decided = await world.nobody.call(incidents.decideRollbackByLink, { params, body: { decision: 'accept' } })
    expect(decided).toMatchObject({ state: 'accepted', decidedBy: { name: 'Ines' } })
    expect(await reportOf(report.id)).toMatchObject({ state: 'rolling-back' })
    const page = await world.ana.call(getPage, { params: { id: report.pageId ?? '' } })
    expect(page).toMatchObject({ state: 'acknowledged', acknowledgedBy: { name: 'Ines' } })
    const accepted = await world.ana.call(incidents.listRollbackRequests, { query: { state: 'accepted' } })
    expect(accepted.items.map((one) => one.reportId)).toContain(report.id)
  })

  test('is declined by a person who is signed in, only with a reason, and the errors stay watched', async () => {
    const { fault } = await given()
    const report = await handedOff(fault)
    const params = { id: report.rollback?.id ?? '' }
    const bare = await ines.refused(incidents.decideRollback, { params, body: { decision: 'decline', reason: ' ' } })
    expect(bare.problem).toMatchObject({ type: '/problems/bad-input', errors: [{ pointer: '/reason' }] })
    const body = { decision: 'decline' as const, reason: 'It would open the leak again.' }
    const declined = await ines.call(incidents.decideRollback, { params, body })
    expect(declined).toMatchObject({ state: 'watching', rollback: { state: 'declined', reason: body.reason } })
    expect(declined.timeline.at(-1)).toMatchObject({ who: 'Ines', what: expect.stringContaining(body.reason) })
  })

  test('is decided once: whoever comes second, by either way, is told', async () => {
    const { fault } = await given()
    const report = await handedOff(fault)
    const token = await pageToken()
    const params = { id: report.rollback?.id ?? '' }
    const decide = (decision: 'accept' | 'decline', reason = 'No.') => ({ decision, reason })
    const results = await Promise.allSettled([
      world.ana.call(incidents.decideRollback, { params, body: decide('accept') }),
      world.nobody.call(incidents.decideRollbackByLink, { params: { token }, body: decide('decline') }),
    ])
    expect(results.map((one) => one.status).toSorted()).toEqual(['fulfilled', 'rejected'])
    const third = await ines.refused(incidents.decideRollback, { params, body: decide('decline') })
    expect([third.status, third.problem.detail]).toEqual([409, 'This request was decided already.'])
  })

  test('is not decided by a program or with a link of something else', async () => {
    const { fault } = await given()
    const report = await handedOff(fault)
    const { token } = await world.ana.call(createToken, {
      body: { name: 'deployer', permissions: ['incidents.write'] },
    })
    const program = callerFor(() => world.app.url, token)
    const params = { id: report.rollback?.id ?? '' }
    const body = { decision: 'accept' as const }
    expect((await program.refused(incidents.decideRollback, { params, body })).status).toBe(403)
    const forged = { params: { token: 'a'.repeat(42) }, body }
    expect((await world.nobody.refused(incidents.decideRollbackByLink, forged)).status).toBe(404)
    expect(await reportOf(report.id)).toMatchObject({ rollback: { state: 'asked' } })
  })
})
