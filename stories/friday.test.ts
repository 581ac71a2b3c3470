import { afterAll, beforeAll, expect, test } from 'vitest'
import * as desk from '@bellwether/contract/desk.ts'
import * as evidence from '@bellwether/contract/evidence.ts'
import * as incidents from '@bellwether/contract/incidents.ts'
import { getPage, listPages } from '@bellwether/contract/pager.ts'
import { listSignals } from '@bellwether/contract/signals.ts'
import { contactOf } from '../server/demo/demo-letters.ts'
import { timelineOf } from '../server/desk/desk.builders.ts'
import { at, type Friday, isHit, startFriday } from '../server/testing/friday-world.ts'
import { emergencyAddress } from '../server/testing/start-world.ts'

/*
 * Friday: an urgent fix rolls out at 16:00 and breaks one feature on one CDN, far under every
 * threshold. From there to the last customer told, through the real server.
 */
let friday: Friday
let world: Friday['world']

beforeAll(async () => {
  friday = await startFriday()
  world = friday.world
})
afterAll(() => world.stop())

const openSignals = () => world.ana.call(listSignals, { query: { open: true } })

test('a Friday, from the first faulty request to the last customer told', async () => {
  const { traffic, playUntil, writeIn } = friday
  await playUntil(at('15:55'))
  expect((await openSignals()).items).toEqual([])

  // Nobody has written yet: the detector finds the fault, its slice and its deploy by itself.
  await playUntil(at('16:40'))
  const [signal] = (await openSignals()).items
  expect(signal?.slices[0]?.where).toEqual({ cdn: 'northstar', feature: 'lambda' })
  // Nobody answers it, so it comes again.
  const rung = (await world.mailbox.waitFor('ana@staff.test')).map((mail) => mail.subject)
  expect(new Set(rung)).toEqual(new Set([expect.stringContaining('New error')]))
  expect(signal?.deploy).toMatchObject({ service: 'revproxy', version: traffic.truth.deploy?.version })

  // 18:30: the VIP writes to the emergency address and support is paged.
  await playUntil(at('18:30'), 10)
  const ticket = await writeIn(traffic.vip, 'Checkout is down', emergencyAddress)
  expect(ticket).toMatchObject({ isUrgent: true, customer: { key: traffic.vip.id }, waitingOn: { holder: 'support' } })
  expect(ticket.mentionedSites).toContain(traffic.vip.sites[0])
  expect((await world.mailbox.waitFor('ana@staff.test')).at(-1)?.subject).toContain('Checkout is down')
  await world.ana.call(desk.claimTicket, { params: { id: ticket.id }, body: {} })

  // The customer's own errors stand beside the mail; "who else?" explains them.
  const around = {
    from: at('15:30').toISOString(),
    to: at('18:30').toISOString(),
    where: [`customer.id=${traffic.vip.id}`],
  }
  const timeline = await world.ana.call(evidence.getTimeline, { query: around })
  expect(timeline.deploys.map((deploy) => deploy.service)).toContain('revproxy')
  const { items: classes } = await world.ana.call(evidence.listErrorClasses, { query: { ...around, errors: true } })
  const fault = classes.find((one) => one.template.startsWith('edge function of'))
  const explained = await world.ana.call(evidence.explainClass, { params: { id: fault?.id ?? '' }, query: {} })
  expect(explained.isNew).toBe(true)
  expect(explained.customers.seen).toBeGreaterThan(5)
  expect(explained.deploy?.evidence.errorsElsewhere).toBe(0)
  expect(explained.deploy?.evidence.chance).toBeLessThan(0.01)

  // One action drafts the report; bare as it is, it may not wake anyone.
  const draft = await world.ana.call(incidents.draftReport, {
    body: { classId: explained.class.id, ticketIds: [ticket.id] },
  })
  expect(draft.gaps.map((gap) => gap.pointer)).toEqual(['/reproduction'])
  const handOff = { params: { id: draft.id }, body: { team: 'infrastructure' } }
  const refused = await world.ana.refused(incidents.handOffReport, handOff)
  expect(refused.problem).toMatchObject({ type: '/problems/report-incomplete', errors: [{ pointer: '/reproduction' }] })
  const reproduction = `curl -i https://${traffic.vip.sites[0]}/checkout through a northstar PoP: one in two answers 502.`
  await world.ana.call(incidents.editReport, { params: { id: draft.id }, body: { reproduction } })
  const handedOff = await world.ana.call(incidents.handOffReport, handOff)
  expect(handedOff).toMatchObject({ state: 'handed-off', rollback: { state: 'asked', service: 'revproxy' } })

  // Whoever is on call for infrastructure, and nobody else, is paged with the report.
  await world.settle()
  const [page] = await world.mailbox.waitFor('ines@staff.test')
  expect(page?.text).toContain(reproduction)
  expect(world.mailbox.to('yuki@staff.test')).toEqual([])
  const token = /\/p\/([a-z2-7]+)/.exec(page?.text ?? '')?.[1] ?? ''
  await world.nobody.call(incidents.decideRollbackByLink, { params: { token }, body: { decision: 'accept' } })
  const acknowledged = await world.ana.call(getPage, { params: { id: handedOff.pageId ?? '' } })
  expect(acknowledged).toMatchObject({ state: 'acknowledged', acknowledgedBy: { name: 'Ines' } })

  // Others who are hit write in meanwhile: their tickets find the report by themselves.
  await playUntil(at('18:35'))
  const others = traffic.customers.filter((customer) => isHit(customer) && customer !== traffic.vip).slice(0, 6)
  for (const [position, customer] of others.entries()) await writeIn(customer, `Functions fail ${position}`)
  await playUntil(at('18:40'))

  // The rollback takes the errors to zero, which is said only after 15 quiet minutes with traffic.
  traffic.startRollback(at('18:40'))
  await playUntil(at('18:54'))
  expect((await report(draft.id)).watch?.state).not.toBe('recovered')
  await playUntil(at('19:15'))
  const recovered = await report(draft.id)
  expect(recovered).toMatchObject({ state: 'recovered', watch: { state: 'recovered', errorsLastMinute: 0 } })
  const zeroMinutes =
    (Date.parse(recovered.watch?.recoveredAt ?? '') - Date.parse(recovered.watch?.zeroSince ?? '')) / 60_000
  expect(zeroMinutes).toBeGreaterThanOrEqual(15)
  expect(await notesOf(ticket.id)).toContainEqual(expect.stringContaining('at zero for 15 minutes'))

  // Every affected customer is listed; everyone who wrote in is told, one by one, in their own ticket.
  const hitKeys = recovered.affected.map((one) => one.customerKey)
  expect(hitKeys).toEqual(expect.arrayContaining([traffic.vip.id]))
  const wroteIn = [traffic.vip, ...others].filter((customer) => hitKeys.includes(customer.id))
  expect(recovered.ticketList.map((one) => one.contactEmail).toSorted()).toEqual(
    wroteIn.map((one) => contactOf(one).email).toSorted(),
  )
  const text = 'Hello {name},\n\nthe errors on {site} are gone since 18:55.\n'
  await world.ana.call(incidents.tellCustomers, { params: { id: draft.id }, body: { text } })
  await world.settle()
  const told = await report(draft.id)
  expect(told).toMatchObject({ state: 'told', untold: [], telling: { total: wroteIn.length, waiting: 0, refused: [] } })
  expect(told.told).toHaveLength(wroteIn.length)
  for (const customer of wroteIn) {
    const { name, email } = contactOf(customer)
    const mail = world.mailbox.to(email).at(-1)
    expect(mail?.text).toContain(`Hello ${name},`)
    expect(mail?.text).toContain(customer.sites[0])
    const foreign = traffic.customers.filter((one) => one !== customer && mail?.text?.includes(one.sites[0] ?? ''))
    expect(foreign).toEqual([])
  }
  const twice = await world.ana.refused(incidents.tellCustomers, { params: { id: draft.id }, body: { text } })
  expect(twice.problem.type).toBe('/problems/already-told')

  // The loop ends: resolved and documented, and the signal has recovered as well.
  const documentation = { outcome: 'not-needed' as const, url: null, reason: 'Our fault; the report explains it.' }
  const resolved = await world.ana.call(desk.resolveTicket, { params: { id: ticket.id }, body: { documentation } })
  expect(resolved).toMatchObject({ state: 'resolved', isDocumented: true, waitingOn: { holder: 'nobody' } })
  expect((await openSignals()).items).toEqual([])
  expect((await world.ana.call(listPages, {})).items.filter((one) => one.team?.slug === 'infrastructure')).toHaveLength(
    1,
  )
}, 120_000)

const report = (id: string): Promise<incidents.Report> => world.ana.call(incidents.getReport, { params: { id } })

async function notesOf(ticketId: string): Promise<string[]> {
  const timeline = await timelineOf(world.ana, { id: ticketId })
  return timeline.flatMap((entry) => (entry.kind === 'note' ? [entry.text] : []))
}
