import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import * as pager from '@bellwether/contract/pager.ts'
import { deactivatePerson, setMyLanguage } from '@bellwether/contract/people.ts'
import type { Caller } from '../testing/caller.ts'
import { startWorld, type World } from '../testing/start-world.ts'

let world: World
const phone = createServer((request, response) => {
  request.resume().on('end', () => {
    response.statusCode = 503
    response.end()
  })
})
beforeAll(async () => {
  world = await startWorld()
  await new Promise<void>((listening) => void phone.listen(0, '127.0.0.1', listening))
})
afterAll(async () => {
  phone.close()
  await world.stop()
})

const testOf = (who: Caller, by: Caller = who) => by.call(pager.sendTestPage, { params: { id: who.id } })
const again = (page: pager.Page) => world.ana.call(pager.getPage, { params: { id: page.id } })

test('it goes by each contact method of one person, says that it is a test, and how each went', async () => {
  const who = await world.person('Bea')
  const address = `http://127.0.0.1:${(phone.address() as AddressInfo).port}/key`
  await who.call(pager.addContactMethod, { params: { id: who.id }, body: { kind: 'webhook', address } })
  const page = await testOf(who)
  expect(page).toMatchObject({ team: null, state: 'open', title: expect.stringContaining('A test') })
  expect(page.body).toContain('Nothing is wrong. Bea asked for this test')
  const [mail] = await world.mailbox.waitFor('bea@staff.test')
  expect(mail?.subject).toBe('Page: A test: this is how a page reaches you')
  await expect
    .poll(async () => (await again(page)).notifications, { timeout: 5000 })
    .toMatchObject([
      { person: { name: 'Bea' }, method: { kind: 'mail' }, state: 'sent' },
      { person: { name: 'Bea' }, method: { kind: 'webhook' }, state: 'queued', lastError: 'status 503' },
    ])
})

test('its mail is in the language of whoever is paged', async () => {
  const who = await world.person('Uwe')
  await who.call(setMyLanguage, { body: { language: 'de' } })
  const page = await testOf(who)
  expect(page.title).toMatch(/^A test/)
  const [mail] = await world.mailbox.waitFor('uwe@staff.test')
  expect(mail?.subject).toBe('Alarm: Ein Probealarm: So erreicht Sie ein Alarm')
  expect(mail?.text).toContain('Es ist nichts passiert. Uwe hat um diesen Probealarm gebeten')
  expect(mail?.text).toMatch(/Bestätigen \(geht ohne Anmeldung\):\n.*\n\nÖffnen: .*\/settings\/me/)
})

test('it wakes nobody else, however long nobody answers', async () => {
  const who = await world.person('Cem')
  const page = await testOf(who)
  await world.forward({ minutes: 30 })
  await world.forward({ minutes: 30 })
  expect((await again(page)).notifications.map(({ person }) => person.name)).toEqual(['Cem'])
  expect(world.mailbox.to('ana@staff.test')).toEqual([])
})

test('it is acknowledged like any page, by its link as well', async () => {
  const who = await world.person('Dee')
  const first = await testOf(who)
  await who.call(pager.acknowledgePage, { params: { id: first.id } })
  expect(await again(first)).toMatchObject({ state: 'acknowledged', acknowledgedBy: { name: 'Dee' } })

  const second = await testOf(who)
  const mail = (await world.mailbox.waitFor('dee@staff.test', 2)).at(-1)
  const token = /\/p\/(\S+)/.exec(mail?.text ?? '')?.[1] ?? ''
  await who.fresh().call(pager.acknowledgePageByLink, { params: { token } })
  expect(await again(second)).toMatchObject({ state: 'acknowledged', acknowledgedBy: { name: 'Dee' } })
})

test('it takes the place of one that was not answered', async () => {
  const who = await world.person('Eli')
  const [first, second] = [await testOf(who), await testOf(who)]
  expect([(await again(first)).state, (await again(second)).state]).toEqual(['resolved', 'open'])
})

test('it is for oneself, or for whoever changes rotas, and for people on staff', async () => {
  const [who, other] = [await world.person('Fay'), await world.person('Gus')]
  expect((await other.refused(pager.sendTestPage, { params: { id: who.id } })).status).toBe(403)
  expect((await testOf(who, world.ana)).body).toContain('Ana asked for this test')
  await world.ana.call(deactivatePerson, { params: { id: who.id } })
  expect((await world.ana.refused(pager.sendTestPage, { params: { id: who.id } })).status).toBe(404)
})

test('nobody is woken by tests again and again', async () => {
  const who = await world.person('Hal')
  for (let count = 0; count < 5; count += 1) await testOf(who)
  expect((await who.refused(pager.sendTestPage, { params: { id: who.id } })).status).toBe(429)
  await world.settle()
  expect(world.mailbox.to('hal@staff.test')).toHaveLength(5)
})
