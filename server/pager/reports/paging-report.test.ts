import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as pager from '@bellwether/contract/pager.ts'
import { changePerson } from '@bellwether/contract/people.ts'
import { urlOf } from '@bellwether/contract/url-of.ts'
import type { Caller } from '../../testing/caller.ts'
import { startWorld, type World } from '../../testing/start-world.ts'
import { type GivenTeam, layerOf, rotaBuilders, written } from '../pager.builders.ts'
import { pageTeam } from '../pager.ts'
import { inTransaction } from '../../platform/database/in-transaction.ts'

let world: World
beforeAll(async () => {
  world = await startWorld({ startsAt: '2026-01-16T18:30:00.000Z' })
})
afterAll(() => world.stop())

const { givenTeam } = rotaBuilders(() => world)
const days = { from: '2026-01-12', to: '2026-01-18', zone: 'Europe/Paris' }
const reportOf = (team: { slug: string }, over: Record<string, string> = {}) =>
  world.ana.call(pager.getPagingReport, { query: { ...days, team: team.slug, ...over } })
const pageByHand = (team: GivenTeam, title = 'By hand') =>
  world.ana.call(pager.openPage, { body: { team: team.slug, title } })
const acknowledge = (who: Caller, { id }: { id: string }) => who.call(pager.acknowledgePage, { params: { id } })
const end = ({ id }: { id: string }) => world.ana.call(pager.resolvePage, { params: { id } })

/** A source of alerts, and what it sends about one alert. */
async function givenAlerts(team: GivenTeam, name = 'Prometheus') {
  const { key, id } = await world.ana.call(pager.addAlertSource, { body: { team: team.slug, name } })
  const send = async (event_action: string, dedup_key: string): Promise<void> => {
    const payload = { summary: 'Disk is full', source: 'db-1', severity: 'critical' }
    const body = JSON.stringify({ routing_key: key, event_action, dedup_key, payload })
    await fetch(`${world.app.url}/v2/enqueue`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    })
  }
  const pageOf = async (dedup_key: string) => {
    const { items } = await world.ana.call(pager.listAlerts, { params: { id } })
    return { id: items.find((one) => one.key === dedup_key)?.pageId ?? '' }
  }
  return { send, pageOf }
}

/** What is asked of a page that was, as the pager keeps it. */
async function keptPage(
  team: GivenTeam,
  opened: string,
  rings: readonly (readonly [who: Caller, at: string])[],
): Promise<void> {
  const id = randomUUID()
  await world.sql(`insert into pager.pages (id, team_id, title, body, about_module, about_id, about_path, state, created_at)
    values ('${id}', '${team.id}', 'Kept', '', 'pager', '${randomUUID()}', '/on-call', 'resolved', '${opened}')`)
  for (const [place, [who, at]] of rings.entries()) {
    const round = rings.slice(0, place).filter(([one]) => one === who).length
    for (const kind of ['mail', 'webhook'])
      await world.sql(`insert into pager.notifications (page_id, person_id, kind, address, created_at, dispatched_at, sent_at, position, round)
        values ('${id}', '${who.id}', '${kind}', 'x', '${at}', '${at}', ${kind === 'mail' ? 'null' : `'${at}'`}, 0, ${round})`)
  }
}

describe('what was done about pages', () => {
  test('is counted by what a person did: programs and reassignments take nothing away', async () => {
    const team = await givenTeam(2)
    const [bo, cy] = team.people as [Caller, Caller]
    await world.ana.call(pager.addRota, { body: { team: team.slug, ...written('On call', bo, cy) } })
    const { send, pageOf } = await givenAlerts(team)

    const byHand = await pageByHand(team)
    await send('trigger', 'reassigned')
    await world.forward({ minutes: 3 })
    await acknowledge(bo, byHand)
    await acknowledge(bo, await pageOf('reassigned'))
    await bo.call(pager.reassignPage, { params: await pageOf('reassigned'), body: { person: cy.id } })
    await end(byHand)
    await end(await pageOf('reassigned'))

    await send('trigger', 'by itself')
    await send('trigger', 'by a program')
    await send('acknowledge', 'by a program')
    await send('resolve', 'by a program')
    await send('resolve', 'by itself')

    const unanswered = await pageByHand(team, 'Nobody answers')
    await world.forward({ minutes: 11 })
    await end(unanswered)
    const open = await pageByHand(team, 'Open')
    await bo.call(pager.sendTestPage, { params: { id: bo.id } })

    const { totals, sources, teams, people } = await reportOf(team)
    expect(totals).toEqual({
      pages: 6,
      open: 1,
      acknowledged: 2,
      missed: 0,
      endedUnacknowledged: 3,
      escalated: 1,
      exhausted: 0,
      noise: 2,
      medianSeconds: 180,
      p90Seconds: 180,
    })
    expect(teams).toMatchObject([{ team: { id: team.id }, pages: 6 }])
    expect(sources.map(({ origin, source, pages, noise }) => [origin, source?.name, pages, noise])).toEqual(
      expect.arrayContaining([
        ['by-hand', undefined, 3, 0],
        ['alerts', 'Prometheus', 3, 2],
      ]),
    )
    expect(people.find(({ person }) => person.id === bo.id)).toMatchObject({ pages: 6, acknowledged: 2 })
    expect(people.find(({ person }) => person.id === cy.id)).toMatchObject({ pages: 2, acknowledged: 0 })
    await end(open)
  })

  test('one that nobody answered after every step is missed; one that ended before that ended unacknowledged', async () => {
    const team = await givenTeam(1)
    const [missed, ended] = [await pageByHand(team, 'Missed'), await pageByHand(team, 'Ended')]
    await end(ended)
    for (let n = 0; n < 12; n += 1) await world.forward({ minutes: 15 })
    await end(missed)
    const { totals } = await reportOf(team, { to: '2026-01-19' })
    expect(totals).toMatchObject({
      pages: 2,
      acknowledged: 0,
      missed: 1,
      endedUnacknowledged: 1,
      exhausted: 1,
      open: 0,
    })
  })

  test('a page that everything was tried for is exhausted, also after it began anew', async () => {
    const team = await givenTeam(1)
    const page = await pageByHand(team)
    for (let step = 0; step < 6; step += 1) await world.forward({ minutes: 16 })
    await world.ana.call(pager.reassignPage, { params: { id: page.id }, body: { person: team.people[0]!.id } })
    await acknowledge(team.people[0]!, page)
    await end(page)
    const { totals } = await reportOf(team)
    expect(totals).toMatchObject({ pages: 1, acknowledged: 1, escalated: 1, exhausted: 1, noise: 0 })
    expect(totals.medianSeconds).toBe(6 * 16 * 60)
  })

  test('what is about a ticket is no noise: it is over because somebody answered that', async () => {
    const team = await givenTeam(1)
    await inTransaction(world.app.contextFor('test'), (ctx) =>
      pageTeam(ctx, {
        teamId: team.id,
        title: 'A customer waits',
        body: '',
        about: { module: 'desk', id: team.id, path: '/tickets/1' },
      }),
    )
    await world.sql(`update pager.pages set state = 'resolved', next_at = null where about_id = '${team.id}'`)
    expect((await reportOf(team)).sources).toMatchObject([{ origin: 'tickets', source: null, pages: 1, noise: 0 }])
  })
})

describe('when pages came', () => {
  test('weeks are whole or said to be parts, those without pages stand there, and hours are those of the zone', async () => {
    const team = await givenTeam(1)
    for (const at of ['2026-01-01T12:00Z', '2026-01-04T22:59Z', '2026-01-04T23:00Z', '2026-01-14T07:30Z'])
      await keptPage(team, at, [])
    const report = await reportOf(team, { from: '2026-01-02' })
    expect(report.weeks.map(({ week, monday, isWhole, pages }) => [week, monday, isWhole, pages])).toEqual([
      ['2026-W01', '2025-12-29', false, 1],
      ['2026-W02', '2026-01-05', true, 1],
      ['2026-W03', '2026-01-12', false, 1],
    ])
    expect([report.hours[6]![23], report.hours[0]![0], report.hours[2]![8]]).toEqual([1, 1, 1])
    expect(report.hours.flat().reduce((sum, one) => sum + one, 0)).toBe(3)
    expect([report.from, report.until]).toEqual(['2026-01-01T23:00:00.000Z', '2026-01-18T23:00:00.000Z'])
  })

  test('without a zone the days are those of who asks', async () => {
    const team = await givenTeam(1)
    const bo = team.people[0]!
    await world.ana.call(changePerson, { params: { id: bo.id }, body: { timeZone: 'Pacific/Auckland' } })
    const { timeZone, from } = await bo.call(pager.getPagingReport, {
      query: { from: days.from, to: days.to, team: team.slug },
    })
    expect([timeZone, from]).toEqual(['Pacific/Auckland', '2026-01-11T11:00:00.000Z'])
  })
})

describe('whose nights broke', () => {
  test('is by where they live, over a night in which the clocks change there; a shift has what came in it', async () => {
    const team = await givenTeam(2)
    const [bo, cy] = team.people as [Caller, Caller]
    await world.ana.call(changePerson, { params: { id: bo.id }, body: { timeZone: 'Europe/Paris' } })
    await world.ana.call(changePerson, { params: { id: cy.id }, body: { timeZone: 'Asia/Tokyo' } })
    // In Paris the clocks are set back at 03:00 on 26 October, 01:00 UTC.
    const night = { opened: '2025-10-25T20:30Z', again: '2025-10-26T05:30Z', morning: '2025-10-26T06:30Z' }
    await keptPage(team, night.opened, [
      [bo, night.opened],
      [bo, night.again],
      [bo, night.morning],
      [cy, night.again],
    ])
    await keptPage(team, '2025-10-26T21:00Z', [[bo, '2025-10-26T21:00Z']])
    const { people } = await reportOf(team, { from: '2025-10-20', to: '2025-10-31' })
    // 22:30, 06:30 of the clock that was set back, 07:30; and 22:00 of the next evening. In Tokyo it was 14:30.
    expect(people).toMatchObject([
      { person: { id: bo.id }, timeZone: 'Europe/Paris', isOwnZone: true, pages: 2, nightRings: 3, nightsBroken: 2 },
      { person: { id: cy.id }, timeZone: 'Asia/Tokyo', pages: 1, nightRings: 0, nightsBroken: 0 },
    ])
  })

  test('what went out only in the morning, or was not needed any more, broke no night', async () => {
    const team = await givenTeam(2)
    const [bo, cy] = team.people as [Caller, Caller]
    await keptPage(team, '2026-01-14T01:00Z', [
      [bo, '2026-01-14T01:00Z'],
      [cy, '2026-01-14T01:00Z'],
    ])
    const those = `page_id in (select id from pager.pages where team_id = '${team.id}')`
    // It can wait: mail and webhook of quiet hours went at eight.
    await world.sql(`update pager.notifications
      set dispatched_at = '2026-01-14T08:00Z', sent_at = '2026-01-14T08:00Z' where ${those}`)
    await world.sql(`update pager.notifications set unneeded_at = '2026-01-14T02:00Z'
      where person_id = '${cy.id}' and ${those}`)
    const { people } = await reportOf(team, { zone: 'UTC' })
    expect(people.filter(({ shifts }) => shifts === 0)).toMatchObject([
      { person: { id: bo.id }, pages: 1, nightRings: 0, nightsBroken: 0 },
    ])
  })

  test('shifts that were quiet are counted, the others say what they meant', async () => {
    const team = await givenTeam(2)
    const [bo, cy] = team.people as [Caller, Caller]
    await world.ana.call(changePerson, { params: { id: bo.id }, body: { timeZone: 'UTC' } })
    const { id: rota } = await world.ana.call(pager.addRota, {
      body: { team: team.slug, name: 'Nights', layers: [{ ...layerOf(bo, cy), startsOn: '2025-12-29' }] },
    })
    // As if it had been written then.
    await world.sql(`update pager.rota_versions set begins_at = '2025-12-01' where rota_id = '${rota}'`)
    await keptPage(team, '2026-01-13T01:00Z', [[bo, '2026-01-13T01:00Z']])
    await keptPage(team, '2026-01-13T02:00Z', [[bo, '2026-01-13T02:00Z']])
    await keptPage(team, '2026-01-13T12:00Z', [[cy, '2026-01-13T12:00Z']])
    const { shifts, people } = await reportOf(team, { from: '2026-01-05' })
    expect(shifts.rows).toMatchObject([
      {
        rota: { id: rota, name: 'Nights' },
        person: { id: bo.id },
        startsAt: '2026-01-12T08:00:00.000Z',
        pages: 2,
        acknowledged: 0,
        nightRings: 2,
        nightsBroken: 1,
      },
    ])
    // Of the first turn only the rest after midnight is in the report.
    expect([shifts.count, shifts.quiet, shifts.more]).toEqual([3, 2, 0])
    expect(people.find(({ person }) => person.id === cy.id)).toMatchObject({ pages: 1, shifts: 1, hoursOnCall: 168 })
  })
})

describe('as a file', () => {
  test('each page is a line; what somebody wrote is no formula', async () => {
    const team = await givenTeam(1)
    const { send, pageOf } = await givenAlerts(team, '+Nagios')
    const page = await pageByHand(team, '=HYPERLINK("http://evil.test","x"),\ntwice')
    await send('trigger', 'one')
    await world.forward({ minutes: 2 })
    await acknowledge(team.people[0]!, page)
    await send('resolve', 'one')
    const response = await world.ana.raw(urlOf(pager.exportPagingReport, { query: { ...days, team: team.slug } }))
    expect(response.status).toBe(200)
    expect(response.headers.get('content-disposition')).toBe('attachment; filename=pages-2026-01-12-2026-01-18.csv')
    const [head, ...lines] = (await response.text()).split('\r\n')
    expect(head).toMatch(/^\uFEFF?id,team,origin,source,title,opened_at,acknowledged_at,acknowledged_by,/)
    const name = `P0of${team.slug.replace('team-', '')}`
    const byHand = lines.find((line) => line.startsWith(page.id))
    expect(byHand).toContain(`by-hand,,"'=HYPERLINK(""http://evil.test"",""x""),\ntwice",2026-01-1`)
    expect(byHand).toContain(`,${name},120,1,1,,no`)
    const alert = lines.find((line) => !line.startsWith(page.id) && line !== '')
    expect(alert).toContain(`${(await pageOf('one')).id},Team-`)
    expect(alert).toMatch(/,alerts,'\+Nagios,Disk is full,[^,]+,,,,1,1,[^,]+,yes$/)
    expect(lines).toHaveLength(3)
  })

  test('has as many lines as there are pages, some at a time', async () => {
    const team = await givenTeam(1)
    await world.sql(`insert into pager.pages (team_id, title, body, about_module, about_id, about_path, created_at)
      select '${team.id}', 'Many', '', 'pager', gen_random_uuid(), '/on-call', '2026-01-12T00:00Z'
      from generate_series(1, 10100)`)
    const response = await world.ana.raw(urlOf(pager.exportPagingReport, { query: { ...days, team: team.slug } }))
    const lines = (await response.text()).trimEnd().split('\r\n').slice(1)
    expect(new Set(lines.map((line) => line.slice(0, 36))).size).toBe(10_100)
  })
})

describe('is refused', () => {
  test.each([
    [{ from: '2026-01-18', to: '2026-01-12' }, 'Choose a day that is not before the first one.'],
    [{ from: '2025-01-01', to: '2026-01-02' }, 'These are 367 days: choose at most 366.'],
  ])('%j', async (query, detail) => {
    const { status, problem } = await world.ana.refused(pager.getPagingReport, { query })
    expect([status, problem.errors]).toEqual([400, [{ pointer: '/query/to', detail }]])
  })

  test('a team that is none', async () => {
    const { status } = await world.ana.refused(pager.getPagingReport, { query: { ...days, team: 'nobody' } })
    expect(status).toBe(404)
  })
})
