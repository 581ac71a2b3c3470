import { createHmac } from 'node:crypto'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as pager from '@bellwether/contract/pager.ts'
import { inTransaction } from '../platform/database/in-transaction.ts'
import type { Caller } from '../testing/caller.ts'
import { startWorld, type World } from '../testing/start-world.ts'
import { pageTeam } from './pager.ts'

let world: World
let teams = 0
beforeAll(async () => {
  world = await startWorld({ startsAt: '2026-01-16T18:30:00.000Z' })
})
afterAll(() => world.stop())

interface Called {
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

/** A person's phone: takes webhooks and answers with these statuses, the last one again and again. */
async function openPhone(...statuses: number[]): Promise<{ url: string; calls: Called[]; server: Server }> {
  const calls: Called[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      calls.push({ headers: request.headers, body: Buffer.concat(chunks).toString() })
      response.statusCode = statuses[calls.length - 1] ?? statuses.at(-1) ?? 200
      response.end()
    })
  })
  await new Promise<void>((listening) => void server.listen(0, '127.0.0.1', listening))
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/page`, calls, server }
}

/** A rota of weekly turns, the first of which is on. */
async function addRota(team: string, name: string, people: string[]): Promise<string> {
  const layers = [{ timeZone: 'Europe/Paris', startsOn: '2026-01-12', people }]
  return (await world.ana.call(pager.addRota, { body: { team, name, layers } })).id
}

/** A team of two with a rota: `first` is on call, `second` is not. */
async function givenTeam(): Promise<{
  id: string
  slug: string
  rotaId: string
  first: Caller
  second: Caller
  mail: (who: string) => string
}> {
  const number = (teams += 1)
  const slug = `team-${number}`
  const id = await world.team(slug)
  const [first, second] = [
    await world.person(`First${number}`, { teams: [slug] }),
    await world.person(`Second${number}`, { teams: [slug] }),
  ]
  const rotaId = await addRota(slug, 'On call', [first.id, second.id])
  return { id, slug, rotaId, first, second, mail: (who) => `${who}${number}@staff.test` }
}

const page = (teamId: string, title = 'Something is wrong'): Promise<string> =>
  inTransaction(world.app.contextFor('test'), (ctx) =>
    pageTeam(ctx, { teamId, title, body: 'Look.', about: { module: 'test', id: teamId, path: '/somewhere' } }),
  )
const pageNow = (id: string): Promise<pager.Page> => world.ana.call(pager.getPage, { params: { id } })
/** So that it does not go on to a phone that is no more. */
const end = (id: string) => world.ana.call(pager.resolvePage, { params: { id } })
const tokenIn = (text: string | undefined): string => /\/p\/([a-z2-7]+)/.exec(text ?? '')?.[1] ?? ''

async function waitFor(isTrue: () => boolean): Promise<void> {
  for (let attempt = 0; attempt < 500 && !isTrue(); attempt += 1) await sleep(10)
}

describe('a page', () => {
  test('goes by mail and by signed webhook to whoever is on call, and to nobody else', async () => {
    const { id, first, mail } = await givenTeam()
    const phone = await openPhone(200)
    const { webhookSecret } = await first.call(pager.addContactMethod, {
      params: { id: first.id },
      body: { kind: 'webhook', address: phone.url },
    })
    const pageId = await page(id, 'Checkout fails')
    await world.settle()
    phone.server.close()
    expect(world.mailbox.to(mail('first')).map((one) => one.subject)).toEqual(['Page: Checkout fails'])
    expect(world.mailbox.to(mail('second'))).toEqual([])
    const [call] = phone.calls
    expect(JSON.parse(call?.body ?? '{}')).toMatchObject({ event: 'page', id: pageId, title: 'Checkout fails' })
    const signature = createHmac('sha256', webhookSecret ?? '')
      .update(call?.body ?? '')
      .digest('hex')
    expect(call?.headers['x-bellwether-signature']).toBe(`sha256=${signature}`)
    expect((await pageNow(pageId)).notifications).toMatchObject([
      { method: { kind: 'mail' }, state: 'sent' },
      { method: { kind: 'webhook' }, state: 'sent', attempts: 1 },
    ])
    await end(pageId)
  })

  test('is asked for by whom it notified', async () => {
    const { id, first, second } = await givenTeam()
    const pageId = await page(id)
    const pagesOf = async (person: string) =>
      (await first.call(pager.listPages, { query: { person, state: 'open' } })).items.map((one) => one.id)
    expect([await pagesOf(first.id), await pagesOf(second.id)]).toEqual([[pageId], []])
    await first.call(pager.acknowledgePage, { params: { id: pageId } })
    expect(await pagesOf(first.id)).toEqual([])
  })

  test('is asked for by its team', async () => {
    const [one, other] = [await givenTeam(), await givenTeam()]
    const pageId = await page(one.id)
    const pagesOf = async (team: string) =>
      (await one.first.call(pager.listPages, { query: { team } })).items.map(({ id }) => id)
    expect([await pagesOf(one.slug), await pagesOf(other.slug)]).toEqual([[pageId], []])
    await expect(pagesOf('nowhere')).rejects.toThrow('There is no such team.')
    await end(pageId)
  })

  test('that a phone does not take is sent again with the same key, and the trail says why', async () => {
    const { id, first } = await givenTeam()
    const phone = await openPhone(500, 200)
    await first.call(pager.addContactMethod, {
      params: { id: first.id },
      body: { kind: 'webhook', address: phone.url },
    })
    const pageId = await page(id)
    await waitFor(() => phone.calls.length > 0)
    const failed = async () => (await pageNow(pageId)).notifications.find((one) => one.method.kind === 'webhook')
    for (let attempt = 0; attempt < 100 && (await failed())?.attempts === 0; attempt += 1) await sleep(10)
    expect(await failed()).toMatchObject({ state: 'queued', attempts: 1, lastError: 'status 500' })
    await world.settle()
    phone.server.close()
    const keys = phone.calls.map((call) => call.headers['idempotency-key'])
    expect(keys).toHaveLength(2)
    expect(new Set(keys).size).toBe(1)
    expect(await failed()).toMatchObject({ state: 'sent', attempts: 2, lastError: null })
    await end(pageId)
  })

  test('is acknowledged by its link without signing in; the link again changes nothing', async () => {
    const { id, mail } = await givenTeam()
    const pageId = await page(id)
    await world.settle()
    const params = { token: tokenIn(world.mailbox.to(mail('first'))[0]?.text) }
    expect(await world.nobody.call(pager.getPageByLink, { params })).toMatchObject({ id: pageId, state: 'open' })
    const first = await world.nobody.call(pager.acknowledgePageByLink, { params })
    await world.forward({ minutes: 5 })
    const second = await world.nobody.call(pager.acknowledgePageByLink, { params })
    expect(first).toMatchObject({ state: 'acknowledged', acknowledgedBy: { name: expect.stringContaining('First') } })
    expect(second).toEqual(first)
    const events = `select 1 from platform.events where name = 'pager.page-acknowledged' and payload->>'pageId' = '${pageId}'`
    expect(await world.sql(events)).toHaveLength(1)
  })

  test('of two who acknowledge it at once one has it, and both read who', async () => {
    const { id, first, second } = await givenTeam()
    for (let n = 0; n < 5; n += 1) {
      const params = { id: await page(id, `At once ${n}`) }
      const read = await Promise.all([first, second].map((who) => who.call(pager.acknowledgePage, { params })))
      expect(new Set(read.map(({ acknowledgedBy }) => acknowledgedBy?.id)).size).toBe(1)
      const { entries } = await world.ana.call(pager.getPage, { params })
      expect(entries.filter(({ kind }) => kind === 'acknowledged')).toHaveLength(1)
    }
  })

  test('is not acknowledged by a link that is a day old, or that somebody made up', async () => {
    const { id, mail } = await givenTeam()
    const pageId = await page(id)
    await world.settle()
    const token = tokenIn(world.mailbox.to(mail('first'))[0]?.text)
    await world.forward({ minutes: 24 * 60 + 1 })
    const madeUp = `${token.slice(0, -4)}AAAA`
    for (const tried of [token, madeUp, 'x', '../pages'])
      expect((await world.nobody.refused(pager.acknowledgePageByLink, { params: { token: tried } })).status).toBe(404)
    expect((await world.ana.call(pager.getPage, { params: { id: pageId } })).state).toBe('open')
  })

  test('that nobody acknowledges within ten minutes wakes the whole team and the administrators', async () => {
    const { id, mail } = await givenTeam()
    const title = `Nobody hears ${id}`
    await page(id, title)
    await world.forward({ minutes: 9 })
    expect(world.mailbox.to(mail('second'))).toEqual([])
    await world.forward({ minutes: 1 })
    await world.forward({ minutes: 9 })
    // Whoever did not answer is asked again, too.
    const subjects = (who: string) => world.mailbox.to(who).filter((one) => one.subject === `Page: ${title}`)
    expect([mail('first'), mail('second'), 'ana@staff.test'].map((who) => subjects(who).length)).toEqual([2, 1, 1])
  })

  test('that is acknowledged in time wakes nobody else', async () => {
    const { id, first, mail } = await givenTeam()
    const pageId = await page(id)
    await first.call(pager.acknowledgePage, { params: { id: pageId } })
    await world.forward({ minutes: 30 })
    expect(world.mailbox.to(mail('second'))).toEqual([])
  })

  test('of a team without rota goes to all of it, of an empty team to the administrators: never to nobody', async () => {
    const lonely = await world.team('lonely')
    await world.person('Lone', { teams: ['lonely'] })
    const empty = await world.team('empty')
    await page(lonely, 'For the lonely')
    await page(empty, 'For nobody there')
    await world.settle()
    expect(world.mailbox.to('lone@staff.test').map((one) => one.subject)).toEqual(['Page: For the lonely'])
    expect(world.mailbox.to('ana@staff.test').map((one) => one.subject)).toContain('Page: For nobody there')
  })
})
