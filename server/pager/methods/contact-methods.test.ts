import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import * as pager from '@bellwether/contract/pager.ts'
import { inTransaction } from '../../platform/database/in-transaction.ts'
import type { Caller } from '../../testing/caller.ts'
import { startWorld, type World } from '../../testing/start-world.ts'
import { pageTeam } from '../pager.ts'

let world: World
let people = 0
/** What arrived, by path. */
const arrived: string[] = []
let isBroken = false
const phones = createServer((request, response) => {
  arrived.push(request.url ?? '')
  request.resume().on('end', () => response.writeHead(isBroken && request.url === '/broken' ? 500 : 200).end())
})
let phonesUrl: string
beforeAll(async () => {
  world = await startWorld()
  await new Promise<void>((listening) => void phones.listen(0, '127.0.0.1', listening))
  phonesUrl = `http://127.0.0.1:${(phones.address() as AddressInfo).port}`
})
afterAll(async () => {
  phones.close()
  await world.stop()
})

/** Somebody alone in a team, whom its pages therefore go to. */
async function givenPerson(): Promise<{ who: Caller; teamId: string; params: { id: string } }> {
  const name = `cy${(people += 1)}`
  const teamId = await world.team(name)
  const who = await world.person(name, { teams: [name] })
  return { who, teamId, params: { id: who.id } }
}
type Given = Awaited<ReturnType<typeof givenPerson>>

async function addWebhook({ who, params }: Given, path: string): Promise<string> {
  const { items } = await who.call(pager.addContactMethod, {
    params,
    body: { kind: 'webhook', address: `${phonesUrl}${path}` },
  })
  return items.at(-1)!.id
}

async function page({ teamId }: Given): Promise<pager.Page> {
  const about = { module: 'test', id: teamId, path: '/somewhere' }
  const id = await inTransaction(world.app.contextFor('test'), (ctx) =>
    pageTeam(ctx, { teamId, title: 'Fire', body: 'Look.', about }),
  )
  await world.settle()
  return world.ana.call(pager.getPage, { params: { id } })
}

test('mail is always there, first until somebody says otherwise, and is not removable', async () => {
  const { who, params } = await givenPerson()
  const { items } = await who.call(pager.listContactMethods, { params })
  expect(items).toEqual([
    {
      id: 'mail',
      kind: 'mail',
      address: expect.stringMatching(/^cy\d+@staff\.test$/),
      afterMinutes: 0,
      urgency: 'any',
      trouble: null,
    },
  ])
  const removal = { params: { ...params, method: 'mail' } }
  expect((await who.refused(pager.removeContactMethod, removal)).status).toBe(400)
})

test('a page goes by mail and to every webhook in the order of the list, and so again when nobody answers', async () => {
  const given = await givenPerson()
  const [one, two] = [await addWebhook(given, '/both/one'), await addWebhook(given, '/both/two')]
  const { who, params } = given
  const { items } = await who.call(pager.orderContactMethods, { params, body: { order: [two, 'mail', one] } })
  expect(items.map(({ id }) => id)).toEqual([two, 'mail', one])
  const { id, notifications } = await page(given)
  const toThem = notifications.filter((sent) => sent.person.id === who.id)
  expect(toThem.map((sent) => [sent.method.kind, sent.state])).toEqual([
    ['webhook', 'sent'],
    ['mail', 'sent'],
    ['webhook', 'sent'],
  ])
  await world.forward({ minutes: 11 })
  const later = await world.ana.call(pager.getPage, { params: { id } })
  expect(later.notifications.filter((sent) => sent.person.id === who.id)).toHaveLength(6)
  expect(arrived.filter((path) => path.startsWith('/both/')).toSorted()).toEqual(
    ['/both/one', '/both/two'].flatMap((path) => [path, path]),
  )
})

test('one that was removed hears nothing more, the others do', async () => {
  const given = await givenPerson()
  const [one] = [await addWebhook(given, '/gone/one'), await addWebhook(given, '/gone/two')]
  const removal = { params: { ...given.params, method: one } }
  const { items } = await given.who.call(pager.removeContactMethod, removal)
  expect(items.map(({ kind }) => kind)).toEqual(['mail', 'webhook'])
  await page(given)
  expect(arrived.filter((path) => path.startsWith('/gone/'))).toEqual(['/gone/two'])
  expect((await given.who.refused(pager.removeContactMethod, removal)).status).toBe(404)
})

test('an order that lacks one, has one twice or a stranger’s is refused', async () => {
  const given = await givenPerson()
  const { who, params } = given
  const mine = await addWebhook(given, '/order')
  const theirs = await addWebhook(await givenPerson(), '/order')
  for (const order of [['mail'], [mine, mine], ['mail', theirs], ['mail', mine, mine]] as const) {
    const { status } = await who.refused(pager.orderContactMethods, { params, body: { order: [...order] } })
    expect([order, status]).toEqual([order, 409])
  }
  const removal = { params: { ...params, method: theirs } }
  expect((await who.refused(pager.removeContactMethod, removal)).status).toBe(404)
})

test('the same webhook twice, one too many and an internal one are refused', async () => {
  const { who, params } = await givenPerson()
  const add = (address: string) => ({ params, body: { kind: 'webhook' as const, address } })
  const adding = Array.from({ length: 12 }, (_, n) =>
    who.call(pager.addContactMethod, add(`https://phone.test/${n}`)).then(() => n),
  )
  const added = (await Promise.allSettled(adding)).flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
  expect(added).toHaveLength(pager.contactMethodsMax)
  const { items } = await who.call(pager.listContactMethods, { params })
  expect(items).toHaveLength(pager.contactMethodsMax + 1)
  for (const address of [`https://phone.test/${added[0]}`, 'https://phone.test/more', 'http://10.0.0.1/']) {
    const { status, problem } = await who.refused(pager.addContactMethod, add(address))
    expect([status, problem.errors?.[0]?.pointer]).toEqual([400, '/address'])
  }
})

test('people keep their own; a colleague’s are seen and kept by administrators alone', async () => {
  const { params } = await givenPerson()
  const { who: other } = await givenPerson()
  expect((await other.refused(pager.listContactMethods, { params })).status).toBe(403)
  const body = { kind: 'webhook' as const, address: 'https://phone.test/page' }
  expect((await other.refused(pager.addContactMethod, { params, body })).status).toBe(403)
  const { items } = await world.ana.call(pager.addContactMethod, { params, body })
  const removal = { params: { ...params, method: items.at(-1)!.id } }
  expect((await other.refused(pager.removeContactMethod, removal)).status).toBe(403)
  const order = { params, body: { order: ['mail' as const] } }
  expect((await other.refused(pager.orderContactMethods, order)).status).toBe(403)
  expect(await world.ana.call(pager.removeContactMethod, removal)).toMatchObject({ items: [{ kind: 'mail' }] })
})

test('a way to which the last page did not go is said to be so, by whoever looks, until one does', async () => {
  const given = await givenPerson()
  const { who, params } = given
  await addWebhook(given, '/broken')
  await addWebhook(given, '/well')
  await world.ana.call(pager.addRota, {
    body: {
      team: `cy${people}`,
      name: 'On call',
      layers: [{ timeZone: 'UTC', startsOn: '2026-01-05', people: [who.id] }],
    },
  })
  const troubles = async () =>
    (await who.call(pager.listContactMethods, { params })).items.map(({ trouble }) => trouble?.error ?? null)
  const failing = async () => {
    const { items } = await world.ana.call(pager.listRotas, { query: { team: `cy${people}` } })
    const { id = '' } = items[0] ?? {}
    const forecast = await world.ana.call(pager.forecastRota, { params: { id } })
    return forecast.people.flatMap((one) => one.failing.map(({ kind, error }) => `${kind}: ${error}`))
  }
  expect(await troubles()).toEqual([null, null, null])
  isBroken = true
  await page(given)
  await expect.poll(troubles).toEqual([null, 'status 500', null])
  expect(await failing()).toEqual(['webhook: status 500'])
  isBroken = false
  await page(given)
  await expect.poll(troubles).toEqual([null, null, null])
  expect(await failing()).toEqual([])
})
