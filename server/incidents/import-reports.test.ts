import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ImportedTicket, importTickets, mergeTicket } from '@bellwether/contract/desk.ts'
import * as incidents from '@bellwether/contract/incidents.ts'
import { listPages } from '@bellwether/contract/pager.ts'
import { again, givenCustomer } from '../desk/desk.builders.ts'
import { startWorld, type World } from '../testing/start-world.ts'

let world: World
beforeAll(async () => {
  world = await startWorld({ startsAt: '2026-01-16T16:00:00.000Z' })
  await world.team('infrastructure')
  await givenCustomer(world, 'acme')
  await world.ana.call(importTickets, { body: { tickets: ['old:1', 'old:2', 'old:3', 'old:4'].map(ticket) } })
})
afterAll(() => world.stop())

const at = (time: string): string => `2026-01-05T${time}:00.000Z`

const ticket = (reference: string): ImportedTicket => ({
  reference,
  subject: `About ${reference}`,
  contact: { name: 'Vera', email: 'vera@acme.test' },
  owner: null,
  createdAt: at('09:10'),
  messages: [{ direction: 'in', at: at('09:10'), author: { name: 'Vera' }, text: 'Our pictures are gone.' }],
  resolvedAt: at('12:00'),
  documentation: null,
})

const past = (reference: string, over: Partial<incidents.ImportedReport> = {}): incidents.ImportedReport => ({
  reference,
  title: 'Images answer 503',
  claim: 'Images answer 503 in one place.',
  reproduction: 'Ask for one.',
  frequency: 'One in a hundred.',
  impact: 'Shops without pictures.',
  ask: 'Take the change back.',
  createdAt: at('09:30'),
  handedOffAt: at('09:40'),
  team: 'infrastructure',
  recoveredAt: at('11:00'),
  timeline: [
    { at: at('09:00'), who: 'Bo', what: 'changed the cache' },
    { at: at('11:30'), who: 'Bo', what: 'wrote the test that was missing' },
  ],
  tickets: ['old:1'],
  ...over,
})

const send = (reports: incidents.ImportedReport[]) => world.ana.call(incidents.importReports, { body: { reports } })
async function find(reference: string): Promise<incidents.Report> {
  const [row] = await world.sql<{ id: string }>(
    `select report_id as id from incidents.imported_reports where reference = '${reference}'`,
  )
  return world.ana.call(incidents.getReport, { params: { id: row?.id ?? '' } })
}

describe('a report of the past', () => {
  test('is over, with its words, its team, its tickets and what happened then', async () => {
    expect(await send([past('whole', { tickets: ['old:1', 'old:2'] })])).toEqual({ added: 1, known: 0 })
    const report = await find('whole')
    expect(report).toMatchObject({
      state: 'recovered',
      title: 'Images answer 503',
      team: { slug: 'infrastructure' },
      createdAt: at('09:30'),
      createdBy: null,
      imported: { at: '2026-01-16T16:00:00.000Z', recoveredAt: at('11:00') },
      timeline: [
        { at: at('09:00'), who: 'Bo', what: 'changed the cache' },
        { at: at('11:30'), who: 'Bo', what: 'wrote the test that was missing' },
        { at: '2026-01-16T16:00:00.000Z', who: 'Ana', what: 'imported the report' },
      ],
    })
    expect(report.ticketList.map(({ subject }) => subject)).toEqual(['About old:1', 'About old:2'])
    const query = { ticketId: report.ticketList[0]?.id }
    expect((await world.ana.call(incidents.listReports, { query })).items).toMatchObject([
      { id: report.id, tickets: 2 },
    ])
  })

  test('watches nothing, pages nobody, tells nobody, and writes nothing into its tickets', async () => {
    const mails = world.mailbox.mails.length
    await send([past('quiet', { tickets: ['old:3'] })])
    await world.forward({ minutes: 20 })
    const report = await find('quiet')
    expect(report).toMatchObject({ watch: null, pageId: null, rollback: null, told: [], telling: null, untold: [] })
    expect((await world.ana.call(listPages, {})).items).toEqual([])
    expect(world.mailbox.mails).toHaveLength(mails)
    const { timeline } = await again(world, { id: report.ticketList[0]?.id ?? '' })
    expect(timeline.map(({ kind }) => kind)).toEqual(['message', 'change'])
  })

  test('tells nobody again: whom they told then is not known', async () => {
    await send([past('told then')])
    const { id } = await find('told then')
    const refused = await world.ana.refused(incidents.tellCustomers, { params: { id }, body: { text: 'It is over.' } })
    expect(refused).toMatchObject({ status: 409, problem: { type: '/problems/report-imported' } })
    const over = await world.ana.refused(incidents.declareOver, { params: { id }, body: { reason: 'I know.' } })
    expect(over.status).toBe(409)
  })

  test('is about the ticket in which a merged one goes on, once', async () => {
    const { ticketList } = await find('whole')
    const [into, from] = [ticketList[0]?.id ?? '', (await find('quiet')).ticketList[0]?.id ?? '']
    await world.ana.call(mergeTicket, { params: { id: from }, body: { into } })
    await send([past('merged', { tickets: ['old:1', 'old:3'] })])
    expect((await find('merged')).ticketList.map(({ id }) => id)).toEqual([into])
  })
})

describe('an import', () => {
  test('that is sent again, or twice at once, brings nothing twice; numbers follow the time', async () => {
    const early = past('early', { createdAt: at('08:00') })
    expect(await send([past('late'), early])).toEqual({ added: 2, known: 0 })
    expect((await find('early')).number).toBe((await find('late')).number - 1)
    expect(await send([past('late', { title: 'Another title' }), early])).toEqual({ added: 0, known: 2 })
    expect((await find('late')).title).toBe('Images answer 503')
    const both = await Promise.all([send([past('race')]), send([past('race')])])
    expect(both.reduce((sum, { added }) => sum + added, 0)).toBe(1)
  })

  test('is for administrators, and audited', async () => {
    const bo = await world.person('Bo')
    expect((await bo.refused(incidents.importReports, { body: { reports: [past('not mine')] } })).status).toBe(403)
    await send([past('audited')])
    const [entry] = await world.sql(
      `select actor_name, detail from platform.audit_entries where action = 'incidents.import-reports' order by id desc limit 1`,
    )
    expect(entry).toEqual({ actor_name: 'Ana', detail: { added: 1, known: 0 } })
  })
})

describe('refused, with what is wrong where it stands, is', () => {
  const late = '2026-01-17T00:00:00.000Z'
  type Entry = incidents.ImportedReport['timeline'][number]
  const [first, second] = past('').timeline as [Entry, Entry]

  test.each<[string, Partial<incidents.ImportedReport>, string[]]>([
    ['a hand-off before the report', { handedOffAt: at('09:00') }, ['/handedOffAt']],
    ['an end before the hand-off', { recoveredAt: at('09:35') }, ['/recoveredAt']],
    ['an end that is still to come', { recoveredAt: late }, ['/recoveredAt']],
    ['a time line out of order', { timeline: [second, first] }, ['/timeline/1/at']],
    ['what did not happen yet', { timeline: [{ ...first, at: late }] }, ['/timeline/0/at']],
    ['nothing claimed', { claim: ' ' }, ['/claim']],
    ['a text that is too long', { impact: 'a'.repeat(5001) }, ['/impact']],
    ['a team that is none', { team: 'nobody' }, ['/team']],
    ['a ticket that did not come', { tickets: ['old:1', 'old:5'] }, ['/tickets/1']],
  ])('%s', async (_, over, pointers) => {
    const body = { reports: [past('kept'), past('refused', over)] }
    const refused = await world.ana.refused(incidents.importReports, { body })
    expect(refused.status).toBe(400)
    expect(refused.problem.errors?.map(({ pointer }) => pointer)).toEqual(pointers.map((one) => `/reports/1${one}`))
    expect(await world.sql(`select 1 from incidents.imported_reports where reference = 'kept'`)).toEqual([])
  })

  test('a reference that stands twice', async () => {
    const refused = await world.ana.refused(incidents.importReports, { body: { reports: [past('two'), past('two')] } })
    expect(refused.problem.errors).toMatchObject([{ pointer: '/reports/1/reference' }])
  })
})
