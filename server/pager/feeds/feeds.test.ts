import ICAL from 'ical.js'
import nodeIcal from 'node-ical'
import { afterAll, beforeAll, expect, test } from 'vitest'
import * as pager from '@bellwether/contract/pager.ts'
import { deactivatePerson } from '@bellwether/contract/people.ts'
import type { Caller } from '../../testing/caller.ts'
import { startWorld, type World } from '../../testing/start-world.ts'

/* Calendars as two readers that we did not write see them, over a change of the clocks. */
let world: World
let bo: Caller
let cy: Caller
beforeAll(async () => {
  world = await startWorld({ startsAt: '2026-03-20T12:00:00.000Z' })
  bo = await world.person('Bo', { teams: ['support'] })
  cy = await world.person('Cy', { teams: ['support'] })
  const layers = [{ timeZone: 'Europe/London', startsOn: '2026-03-16', people: [bo.id, cy.id] }]
  await world.ana.call(pager.addRota, { body: { team: 'support', name: 'Days, nights; all', layers } })
})
afterAll(() => world.stop())

const feedOf = (who: Caller, team: string | null) => who.call(pager.addShiftFeed, { body: { team } })
const local = (url: string): string => url.replace(/^https?:\/\/[^/]+/, world.app.url)
const read = async (url: string) => {
  const response = await fetch(local(url))
  return { status: response.status, type: response.headers.get('content-type'), text: await response.text() }
}

test('one of a team has every shift, read by node-ical and by ical.js', async () => {
  const { url } = await feedOf(cy, 'support')
  const { type, text } = await read(url)
  expect(type).toBe('text/calendar; charset=utf-8')
  const events = Object.values(nodeIcal.sync.parseICS(text)).filter((one) => one?.type === 'VEVENT')
  expect(events[0]).toMatchObject({ summary: 'Bo: Support, Days, nights; all' })
  const at = (event: unknown) =>
    [(event as { start: Date }).start, (event as { end: Date }).end].map((date) => date.toISOString())
  // The clocks of London go forward on the 29th.
  expect(events.slice(0, 3).map(at)).toEqual([
    ['2026-03-20T12:00:00.000Z', '2026-03-23T09:00:00.000Z'],
    ['2026-03-23T09:00:00.000Z', '2026-03-30T08:00:00.000Z'],
    ['2026-03-30T08:00:00.000Z', '2026-04-06T08:00:00.000Z'],
  ])
  const component = new ICAL.Component(ICAL.parse(text))
  const others = component.getAllSubcomponents('vevent').map((one) => new ICAL.Event(one))
  expect(others.map((event) => [event.summary, event.startDate.toJSDate().toISOString()])).toEqual(
    events.map((event) => [(event as { summary: string }).summary, at(event)[0]]),
  )
  // Asked again the shifts have the same names.
  const ids = (calendar: string) => [...calendar.matchAll(/^UID:(.*)$/gm)].map(([, id]) => id)
  await world.forward({ minutes: 90 })
  expect(ids((await read(url)).text)).toEqual(ids(text))
})

test('one’s own has one’s own shifts, is a secret, and works no more once it is removed', async () => {
  const { url, id } = await feedOf(bo, null)
  const { text } = await read(url)
  expect(text).toContain('SUMMARY:Support\\, Days\\, nights\\; all')
  expect(text).not.toContain('Cy')
  const listed = await bo.call(pager.listShiftFeeds, {})
  expect(listed.items).toMatchObject([{ id, team: null, readAt: expect.any(String) }])
  expect(JSON.stringify(listed)).not.toContain(url.split('/').at(-1))
  expect((await cy.refused(pager.removeShiftFeed, { params: { id } })).status).toBe(404)
  await bo.call(pager.removeShiftFeed, { params: { id } })
  expect((await read(url)).status).toBe(404)
})

test('it ends with whoever made it', async () => {
  const { url } = await feedOf(bo, 'support')
  expect((await read(url)).status).toBe(200)
  await world.ana.call(deactivatePerson, { params: { id: bo.id } })
  expect((await read(url)).status).toBe(404)
  expect((await read(url.replace(/[^/]+\.ics$/, 'guess.ics'))).status).toBe(404)
})
