import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { listCustomers, mergeCustomer } from '@bellwether/contract/customers.ts'
import * as incidents from '@bellwether/contract/incidents.ts'
import { createToken } from '@bellwether/contract/people.ts'
import { getPage } from '@bellwether/contract/pager.ts'
import { givenCustomer, givenTicket, timelineOf } from '../desk/desk.builders.ts'
import { type Caller, callerFor } from '../testing/caller.ts'
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

const { given, reportOf, draft, handedOff, recovered } = troublesIn(() => world)

/** The token in the newest page mail. */
/** What the page about a report says to whom it woke last; others go on ringing beside it. */
async function pageText({ id }: { id: string }): Promise<string> {
  await world.settle()
  return world.mailbox.to('ines@staff.test').findLast(({ text }) => text?.includes(`/reports/${id}`))?.text ?? ''
}

const pageToken = async (report: { id: string }): Promise<string> =>
  /\/p\/([a-z2-7]+)/.exec(await pageText(report))?.[1] ?? ''

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
    expect(timeline.filter((one) => one.kind === 'note' && one.text.includes('at zero for 15 minutes'))).toHaveLength(1)
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
  // Nobody answered the page, and nobody is woken any more.
  expect(await world.ana.call(getPage, { params: { id: report.pageId ?? '' } })).toMatchObject({ state: 'resolved' })
  const params = { id: report.rollback?.id ?? '' }
  const decided = await ines.call(incidents.decideRollback, { params, body: { decision: 'accept' } })
  expect(decided).toMatchObject({ state: 'recovered', rollback: { state: 'accepted' } })
})

describe('a draft', () => {
  test('says since when, which slice, which deploy and who is hit, and lacks only what a person must write', async () => {
    const { fault, key, ticket } = await given()
    const report = await draft(fault)
    expect(report).toMatchObject({
      state: 'draft',
      slices: [{ where: { cdn: 'north' } }, ...report.slices.slice(1)],
      deploy: { id: fault.deployId, service: fault.service },
      customers: { seen: fault.customers.length },
      gaps: [{ pointer: '/reproduction' }],
    })
    expect(report.text.claim).toContain(fault.message)
    expect(report.affected.map((one) => one.customerKey).toSorted()).toEqual(fault.customers.toSorted())
    // The ticket that the customer wrote since then found its report by itself.
    expect(report.ticketList.map((one) => one.id)).toEqual([ticket.id])
    expect(report.affected.find((one) => one.customerKey === key)?.ticket?.id).toBe(ticket.id)
  })

  test('is among the reports of a customer who is hit, also under the key of one that was merged, and of no other', async () => {
    const { fault, key, ticket } = await given()
    const report = await draft(fault)
    const [{ id } = { id: '' }] = (await world.ana.call(listCustomers, { query: { search: key } })).items
    const reportsOf = async (customerId: string) =>
      (await world.ana.call(incidents.listReports, { query: { customerId } })).items.map((one) => one.id)
    expect(await reportsOf(id)).toEqual([report.id])
    const other = await givenCustomer(world, `live-${key}`)
    expect(await reportsOf(other.id)).toEqual([])
    await world.ana.call(mergeCustomer, { params: { id }, body: { into: other.id } })
    expect(await reportsOf(other.id)).toEqual([report.id])
    await world.settle()
    const affected = (await reportOf(report.id)).affected.find((one) => one.customerKey === key)
    expect(affected).toMatchObject({ customerId: other.id, ticket: { id: ticket.id } })
    // Whoever writes later is found by any key.
    const late = await givenTicket(world, { from: `vera@${key}.test`, subject: `Later of ${key}` })
    await world.settle()
    expect((await reportOf(report.id)).ticketList.map((one) => one.id)).toContain(late.id)
  })

  test('of a class that has an open report is that one, with the ticket added and noted once', async () => {
    const { fault, ticket } = await given()
    const [first, second] = [await draft(fault, [ticket.id]), await draft(fault, [ticket.id])]
    expect(second.id).toBe(first.id)
    const timeline = await timelineOf(world.ana, ticket)
    const said = timeline.filter((one) => one.kind === 'change' && one.what.includes(`trouble report R${first.number}`))
    expect(said).toMatchObject([{ who: 'Ana' }])
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
    const page = await pageText(report)
    for (const text of [reproduction, 'An urgent fix', 'A rollback is requested']) expect(page).toContain(text)
    expect(page).toMatch(/Counted at 20\d\d-\d\d-\d\d \d\d:\d\d UTC: [\d,]+ errors of [\d,]+ customers\./)
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
    const params = { token: await pageToken(report) }
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
    // Whoever decides is awake.
    const page = await world.ana.call(getPage, { params: { id: report.pageId ?? '' } })
    expect(page).toMatchObject({ state: 'acknowledged', acknowledgedBy: { name: 'Ines' } })
    expect(declined.timeline.at(-1)).toMatchObject({ who: 'Ines', what: expect.stringContaining(body.reason) })
  })

  test('is decided once: whoever comes second, by either way, is told', async () => {
    const { fault } = await given()
    const report = await handedOff(fault)
    const token = await pageToken(report)
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
