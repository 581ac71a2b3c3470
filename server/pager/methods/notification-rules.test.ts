import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import * as pager from '@bellwether/contract/pager.ts'
import { startWorld, type World } from '../../testing/start-world.ts'
import { escalatePages } from '../pager.ts'

let world: World
const arrived: string[] = []
const phones = createServer((request, response) => {
  arrived.push(request.url ?? '')
  request.resume().on('end', () => response.end())
})
let phonesUrl: string
let people = 0
beforeAll(async () => {
  world = await startWorld({ startsAt: '2026-01-16T21:00:00.000Z' })
  await new Promise<void>((listening) => void phones.listen(0, '127.0.0.1', listening))
  phonesUrl = `http://127.0.0.1:${(phones.address() as AddressInfo).port}`
})
afterAll(async () => {
  phones.close()
  await world.stop()
})

/** Somebody alone in a team, with a phone that rings by a rule. */
async function givenPhone(rule: pager.NotificationRule) {
  const slug = `eve${(people += 1)}`
  await world.team(slug)
  const who = await world.person(slug, { teams: [slug] })
  const params = { id: who.id }
  const body = { kind: 'webhook' as const, address: `${phonesUrl}/${slug}` }
  const { items } = await who.call(pager.addContactMethod, { params, body })
  const method = items.at(-1)?.id ?? ''
  await who.call(pager.setNotificationRule, { params: { ...params, method }, body: rule })
  return { who, params, method, slug, rings: () => arrived.filter((path) => path === `/${slug}`).length }
}

async function page(team: string, urgency: 'high' | 'low' = 'high'): Promise<pager.Page> {
  const { id } = await world.ana.call(pager.openPage, { body: { team, title: 'Fire', urgency } })
  await world.settle()
  return get(id)
}

const get = (id: string): Promise<pager.Page> => world.ana.call(pager.getPage, { params: { id } })
const states = ({ notifications }: pager.Page, personId: string) =>
  notifications.filter(({ person }) => person.id === personId).map(({ method, state }) => [method.kind, state])

test('a method rings so many minutes later, unless somebody has answered by then', async () => {
  const phone = await givenPhone({ afterMinutes: 5, urgency: 'any' })
  const first = await page(phone.slug)
  expect(states(first, phone.who.id)).toEqual([
    ['mail', 'sent'],
    ['webhook', 'waiting'],
  ])
  await world.forward({ minutes: 4 })
  expect(phone.rings()).toBe(0)
  await world.forward({ minutes: 1 })
  expect(phone.rings()).toBe(1)
  const second = await page(phone.slug)
  await phone.who.call(pager.acknowledgePage, { params: { id: second.id } })
  await world.forward({ minutes: 6 })
  expect(states(await get(second.id), phone.who.id)).toEqual([
    ['mail', 'sent'],
    ['webhook', 'unneeded'],
  ])
  expect(phone.rings()).toBe(1)
})

test('what can wait does not go where only what is urgent does, and wakes nobody else', async () => {
  const phone = await givenPhone({ afterMinutes: 0, urgency: 'high' })
  const { id } = await page(phone.slug, 'low')
  await world.forward({ minutes: 90 })
  const later = await get(id)
  expect([later.state, later.nextAt, later.notifications.length]).toEqual(['open', null, 1])
  expect(phone.rings()).toBe(0)
  // Whoever escalates has found that it cannot wait.
  const raised = await world.ana.call(pager.escalatePage, { params: { id } })
  expect([raised.urgency, raised.nextAt === null]).toEqual(['high', false])
  await world.settle()
  expect(phone.rings()).toBe(1)
})

test('what can wait does so until their quiet hours are over; what cannot rings in them', async () => {
  const phone = await givenPhone({ afterMinutes: 2, urgency: 'any' })
  const { params } = phone
  const at = world.clock.now()
  const hour = (hours: number) => new Date(at.getTime() + hours * 3_600_000).toISOString().slice(11, 16)
  const quietHours = { timeZone: 'UTC', from: hour(-1), until: hour(2) }
  await phone.who.call(pager.setQuietHours, { params, body: { quietHours } })
  const { id } = await page(phone.slug, 'low')
  await world.forward({ minutes: 100 })
  expect(states(await get(id), phone.who.id)).toEqual([
    ['mail', 'waiting'],
    ['webhook', 'waiting'],
  ])
  await page(phone.slug)
  await world.forward({ minutes: 3 })
  expect(phone.rings()).toBe(1)
  await world.forward({ minutes: 20 })
  expect(states(await get(id), phone.who.id)).toEqual([
    ['mail', 'sent'],
    ['webhook', 'sent'],
  ])
})

test('mail has its rule too, and an unknown method has none', async () => {
  const { who, params } = await givenPhone({ afterMinutes: 0, urgency: 'any' })
  const body = { afterMinutes: 3, urgency: 'high' as const }
  const { items } = await who.call(pager.setNotificationRule, { params: { ...params, method: 'mail' }, body })
  expect(items.find(({ id }) => id === 'mail')).toMatchObject(body)
  const unknown = { params: { ...params, method: params.id }, body }
  expect((await who.refused(pager.setNotificationRule, unknown)).status).toBe(404)
  const other = await world.person('stranger')
  expect((await other.refused(pager.setNotificationRule, { params: { ...params, method: 'mail' }, body })).status).toBe(
    403,
  )
  expect((await other.refused(pager.setQuietHours, { params, body: { quietHours: null } })).status).toBe(403)
})

test('what cannot wait is listed before what can, whichever came last, page by page', async () => {
  const phone = await givenPhone({ afterMinutes: 0, urgency: 'any' })
  const urgent = await page(phone.slug)
  await world.forward({ seconds: 5 })
  const waits = await page(phone.slug, 'low')
  const asked = { person: phone.who.id, limit: 1 }
  const first = await phone.who.call(pager.listPages, { query: asked })
  const second = await phone.who.call(pager.listPages, { query: { ...asked, cursor: first.nextCursor ?? '' } })
  expect([...first.items, ...second.items].map(({ id }) => id)).toEqual([urgent.id, waits.id])
})

test('a test goes by each method at once, whatever their rules and quiet hours say', async () => {
  const phone = await givenPhone({ afterMinutes: 30, urgency: 'high' })
  const test = await phone.who.call(pager.sendTestPage, { params: phone.params })
  await world.settle()
  expect(states(await get(test.id), phone.who.id)).toEqual([
    ['mail', 'sent'],
    ['webhook', 'sent'],
  ])
})

test('two processes that find the same notification due send it once', async () => {
  const phone = await givenPhone({ afterMinutes: 1, urgency: 'any' })
  await page(phone.slug)
  world.clock.advance(61_000)
  await Promise.all([1, 2, 3].map(() => escalatePages(world.app.contextFor('test'))))
  await world.settle()
  expect(phone.rings()).toBe(1)
})
