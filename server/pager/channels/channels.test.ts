import { createECDH, createPublicKey, randomBytes, verify } from 'node:crypto'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import * as ece from 'http_ece'
import twilio from 'twilio'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import * as pager from '@bellwether/contract/pager.ts'
import { getMe } from '@bellwether/contract/people.ts'
import { inTransaction } from '../../platform/database/in-transaction.ts'
import type { Caller } from '../../testing/caller.ts'
import { startWorld, type World } from '../../testing/start-world.ts'
import { pageTeam } from '../pager.ts'

interface Arrived {
  readonly url: string
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
}

/** What stands outside: phones, a chat, push services and a carrier. */
const arrived: Arrived[] = []
/** What is answered at a path; 200 where it is left out. */
const answers = new Map<string, number>()
const outside = createServer((request, response) => {
  const parts: Buffer[] = []
  request.on('data', (part: Buffer) => parts.push(part))
  request.on('end', () => {
    const url = request.url ?? ''
    arrived.push({ url, headers: request.headers, body: Buffer.concat(parts) })
    response.writeHead(answers.get(url) ?? 200).end('{}')
  })
})
const carrierToken = 'carrier-token'
let outsideUrl: string
let world: World
let people = 0
beforeAll(async () => {
  await new Promise<void>((listening) => void outside.listen(0, '127.0.0.1', listening))
  outsideUrl = `http://127.0.0.1:${(outside.address() as AddressInfo).port}`
  const carrier = {
    TWILIO_URL: outsideUrl,
    TWILIO_ACCOUNT_SID: 'AC1',
    TWILIO_AUTH_TOKEN: carrierToken,
    TWILIO_FROM: '+15550000',
  }
  world = await startWorld({ environment: carrier })
})
afterAll(async () => {
  outside.close()
  await world.stop()
})
beforeEach(() => void arrived.splice(0))

async function givenPerson(): Promise<{ who: Caller; teamId: string }> {
  const name = `dee${(people += 1)}`
  const teamId = await world.team(name)
  return { teamId, who: await world.person(name, { teams: [name] }) }
}
type Given = Awaited<ReturnType<typeof givenPerson>>

async function add({ who }: Given, body: pager.NewContactMethod): Promise<string> {
  const { items } = await who.call(pager.addContactMethod, { params: { id: who.id }, body })
  return items.at(-1)?.id ?? ''
}

async function page({ teamId }: Given, over: { title?: string; body?: string; urgency?: 'low' } = {}): Promise<string> {
  const words = { title: 'Checkout fails', body: 'One in two.', ...over }
  const about = { module: 'test', id: teamId, path: '/somewhere' }
  const id = await inTransaction(world.app.contextFor('test'), (ctx) => pageTeam(ctx, { teamId, ...words, about }))
  await world.settle()
  return id
}

const get = (id: string): Promise<pager.Page> => world.ana.call(pager.getPage, { params: { id } })
const sentBy = async (id: string, kind: string) =>
  (await get(id)).notifications.filter((one) => one.method.kind === kind)
const json = (one: Arrived | undefined): Record<string, unknown> => JSON.parse(String(one?.body ?? '{}'))
const to = (path: string): Arrived[] => arrived.filter(({ url }) => url.startsWith(path))

describe('a chat that is shaped like Slack', () => {
  test('is told what is wrong, with buttons that are links, and nothing in a title calls anybody', async () => {
    const given = await givenPerson()
    await add(given, { kind: 'slack', address: `${outsideUrl}/services/T0/B0/key` })
    const id = await page(given, { title: '<!channel> fails & burns' })
    const { text, blocks } = json(to('/services').at(0)) as { text: string; blocks: { elements?: { url: string }[] }[] }
    expect(text).toContain('*Page: &lt;!channel&gt; fails &amp; burns*')
    const [acknowledge, open] = blocks.at(1)?.elements ?? []
    expect([acknowledge?.url, open?.url]).toEqual([
      expect.stringMatching(new RegExp(`^${world.app.url}/p/[a-z2-7]{42}$`)),
      `${world.app.url}/somewhere`,
    ])
    expect((await sentBy(id, 'slack')).map(({ state, method }) => [state, method.address])).toEqual([
      ['sent', outsideUrl],
    ])
  })

  test('that refuses for good is asked once, and says so; one in trouble is asked again', async () => {
    const [gone, busy] = ['/services/gone', '/services/busy']
    answers.set(gone, 404).set(busy, 503)
    const given = await givenPerson()
    await add(given, { kind: 'slack', address: `${outsideUrl}${gone}` })
    await add(given, { kind: 'slack', address: `${outsideUrl}${busy}` })
    const id = await inTransaction(world.app.contextFor('test'), (ctx) =>
      pageTeam(ctx, {
        teamId: given.teamId,
        title: 'Fire',
        body: '',
        about: { module: 'test', id: given.teamId, path: '/' },
      }),
    )
    await expect.poll(() => to(busy).length).toBeGreaterThan(1)
    answers.set(busy, 200)
    await world.settle()
    expect(to(gone)).toHaveLength(1)
    const states = (await sentBy(id, 'slack')).map(({ state, lastError }) => [state, lastError])
    expect(states).toEqual([
      ['failed', 'status 404'],
      ['sent', null],
    ])
  })
})

describe('a topic of ntfy', () => {
  test('rings, and its button acknowledges', async () => {
    const given = await givenPerson()
    await add(given, { kind: 'ntfy', address: `${outsideUrl}/my-pages`, token: 'tk_secret' })
    const id = await page(given)
    const sent = arrived.find(({ headers }) => headers.authorization === 'Bearer tk_secret')
    const told = json(sent) as { actions: { label: string; url: string; method?: string }[] }
    expect(told).toMatchObject({
      topic: 'my-pages',
      title: 'Page: Checkout fails',
      message: 'One in two.',
      priority: 5,
    })
    const [acknowledge] = told.actions
    // As the app on the phone does it: without a body, and without a cookie.
    expect((await fetch(acknowledge?.url ?? '', { method: 'POST' })).status).toBe(200)
    expect(await get(id)).toMatchObject({ state: 'acknowledged', acknowledgedBy: { id: given.who.id } })
  })

  test.each(['https://ntfy.sh/', 'https://ntfy.sh/a/b', 'https://ntfy.sh'])('is not %s', async (address) => {
    const { who } = await givenPerson()
    const { status } = await who.refused(pager.addContactMethod, {
      params: { id: who.id },
      body: { kind: 'ntfy', address },
    })
    expect(status).toBe(400)
  })
})

describe('a browser', () => {
  const browser = createECDH('prime256v1')
  const p256dh = browser.generateKeys('base64url')
  const auth = randomBytes(16)
  const subscribed = (path: string): pager.NewContactMethod => ({
    kind: 'push',
    address: `${outsideUrl}${path}`,
    p256dh,
    auth: auth.toString('base64url'),
    device: 'Firefox at home',
  })

  test('is pushed what it alone can read, by whom it knows', async () => {
    const given = await givenPerson()
    const { key } = await given.who.call(pager.getPushKey, {})
    await add(given, subscribed('/push/1'))
    const id = await page(given, { body: 'ü'.repeat(4000) })
    const [sent] = to('/push/1')
    const read: Buffer = ece.decrypt(sent?.body ?? Buffer.of(), {
      version: 'aes128gcm',
      privateKey: browser,
      authSecret: auth,
    })
    const told = JSON.parse(read.toString())
    expect(told).toMatchObject({ title: 'Page: Checkout fails', tag: id, url: expect.stringContaining('/p/') })
    expect(told.body).toMatch(/^ü+…$/)
    expect(sent?.body.length).toBeLessThan(4096)
    expect(isSignedBy(key, sent?.headers.authorization ?? '')).toBe(true)
    expect((await sentBy(id, 'push')).map(({ state, method }) => [state, method.address])).toEqual([
      ['sent', 'Firefox at home'],
    ])
  })

  test('whose key is none is refused', async () => {
    const { who } = await givenPerson()
    const body = { ...subscribed('/push/2'), p256dh: 'B'.repeat(87) } as pager.NewContactMethod
    const { status, problem } = await who.refused(pager.addContactMethod, { params: { id: who.id }, body })
    expect([status, problem.errors?.[0]?.pointer]).toEqual([400, '/p256dh'])
  })

  test('that takes nothing more is forgotten', async () => {
    const given = await givenPerson()
    answers.set('/push/gone', 410)
    await add(given, subscribed('/push/gone'))
    const id = await page(given)
    expect(await sentBy(id, 'push')).toMatchObject([{ state: 'failed', lastError: 'status 410' }])
    const { items } = await given.who.call(pager.listContactMethods, { params: { id: given.who.id } })
    expect(items.map(({ kind }) => kind)).toEqual(['mail'])
  })
})

/** Whether a push was signed with this key, as RFC 8292 has it. */
function isSignedBy(key: string, authorization: string): boolean {
  const [, token = '', given] = /^vapid t=([^,]+), k=(.+)$/.exec(authorization) ?? []
  const [head, claims, signature = ''] = token.split('.')
  const point = Buffer.from(key, 'base64url')
  const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((part) => part.toString('base64url'))
  const publicKey = createPublicKey({ key: { kty: 'EC', crv: 'P-256', x: x ?? '', y: y ?? '' }, format: 'jwk' })
  const asText = Buffer.from(`${head}.${claims}`)
  const isRight = verify(
    'sha256',
    asText,
    { key: publicKey, dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url'),
  )
  return given === key && isRight
}

describe('texts and calls', () => {
  const fieldsOf = (one: Arrived | undefined) => new URLSearchParams(String(one?.body ?? ''))
  const tokenIn = (text: string): string => /\/([a-z2-7]{42})/.exec(text)?.[1] ?? ''
  /** Asks as the carrier does, signed by the carrier's own library. */
  function asCarrier(path: string, fields: Record<string, string>, signature?: string): Promise<Response> {
    const url = `${world.app.url}${path}`
    const signed = signature ?? twilio.getExpectedTwilioSignature(carrierToken, url, fields)
    const headers = { 'x-twilio-signature': signed, 'content-type': 'application/x-www-form-urlencoded' }
    return fetch(url, { method: 'POST', body: new URLSearchParams(fields), headers })
  }

  test('a text is answered by a 4, and the answer says what came of it; the number is shown by its end', async () => {
    const given = await givenPerson()
    await add(given, { kind: 'sms', address: '+44 20 7946 0018' })
    const id = await page(given)
    const [sent] = to('/2010-04-01/Accounts/AC1/Messages.json')
    expect(Object.fromEntries(fieldsOf(sent))).toMatchObject({
      To: '+442079460018',
      From: '+15550000',
      Body: expect.stringMatching(/^Page: Checkout fails\nAnswer 4 to acknowledge, 6 to escalate\.\nhttp.*\/p\//),
    })
    expect(sent?.headers.authorization).toBe(`Basic ${Buffer.from(`AC1:${carrierToken}`).toString('base64')}`)
    const help = await asCarrier('/integrations/twilio/texted', { From: '+442079460018', Body: 'what?' })
    expect(await help.text()).toContain('<Message>Answer 4 to acknowledge, 6 to escalate.</Message>')
    const taken = await asCarrier('/integrations/twilio/texted', { From: '+442079460018', Body: ' 4 ' })
    expect(await taken.text()).toContain('<Message>Acknowledged: Checkout fails</Message>')
    expect((await get(id)).state).toBe('acknowledged')
    const again = await asCarrier('/integrations/twilio/texted', { From: '+442079460018', Body: '4' })
    expect(await again.text()).toContain('No page waits for an answer of this number.')
    expect((await sentBy(id, 'sms')).map(({ method }) => method.address)).toEqual(['+44 … 018'])
  })

  test('a call reads the page out and takes a key', async () => {
    const given = await givenPerson()
    await add(given, { kind: 'voice', address: '+33123456789' })
    const id = await page(given, { title: 'A <b> & more' })
    const twiml = fieldsOf(to('/2010-04-01/Accounts/AC1/Calls.json').at(0)).get('Twiml') ?? ''
    expect(twiml).toContain('You are paged: A &lt;b&gt; &amp; more. One in two.')
    const pressed = `/integrations/twilio/pressed/${tokenIn(twiml)}`
    expect(await (await asCarrier(pressed, { Digits: '9' })).text()).toContain('Nothing is done.')
    expect((await get(id)).state).toBe('open')
    expect(await (await asCarrier(pressed, { Digits: '4' })).text()).toContain('Acknowledged: A &lt;b&gt;')
    expect((await get(id)).acknowledgedBy?.id).toBe(given.who.id)
    const late = await asCarrier(pressed, { Digits: '6' })
    expect([late.status, await late.text()]).toEqual([200, expect.stringContaining('It is answered, or a test')])
    const unknown = await asCarrier(`/integrations/twilio/pressed/${'a'.repeat(42)}`, { Digits: '4' })
    expect(await unknown.text()).toContain('This link does not work')
  })

  test('what the carrier reports stands with the notification', async () => {
    const given = await givenPerson()
    await add(given, { kind: 'sms', address: '+442079460100' })
    const id = await page(given)
    const callback = new URL(fieldsOf(to('/2010-04-01').at(0)).get('StatusCallback') ?? '').pathname
    await asCarrier(callback, { MessageStatus: 'sent' })
    expect(await sentBy(id, 'sms')).toMatchObject([{ state: 'sent', deliveredAt: null }])
    await asCarrier(callback, { MessageStatus: 'delivered' })
    const [one] = await sentBy(id, 'sms')
    expect(one?.deliveredAt).not.toBeNull()
    // Out of order: it has been there.
    await asCarrier(callback, { MessageStatus: 'undelivered' })
    expect(await sentBy(id, 'sms')).toMatchObject([{ state: 'sent' }])
  })

  test('nothing is believed that the carrier did not sign', async () => {
    const given = await givenPerson()
    await add(given, { kind: 'sms', address: '+442079460200' })
    const id = await page(given)
    const path = '/integrations/twilio/texted'
    const fields = { From: '+442079460200', Body: '4' }
    const ofOther = twilio.getExpectedTwilioSignature('another', `${world.app.url}${path}`, fields)
    for (const signature of ['', 'AAAA', ofOther]) expect((await asCarrier(path, fields, signature)).status).toBe(403)
    const signed = twilio.getExpectedTwilioSignature(carrierToken, `${world.app.url}${path}`, fields)
    expect((await asCarrier(path, { ...fields, Body: '6' }, signed)).status).toBe(403)
    expect((await get(id)).state).toBe('open')
  })

  test('a carrier that is set in part is said to be so at the start', async () => {
    const starting = startWorld({ environment: { TWILIO_ACCOUNT_SID: 'AC1' } })
    await expect(starting).rejects.toThrow('Texts and calls need TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN and TWILIO_FROM')
  })

  test('cannot be added where there is no carrier', async () => {
    const without = await startWorld()
    const { person } = await without.ana.call(getMe, {})
    const params = { id: person.id }
    expect((await without.ana.call(pager.listContactMethods, { params })).kinds).toEqual([
      'webhook',
      'slack',
      'ntfy',
      'push',
    ])
    const body = { kind: 'sms' as const, address: '+442079460018' }
    expect((await without.ana.refused(pager.addContactMethod, { params, body })).status).toBe(400)
    expect((await fetch(`${without.app.url}/integrations/twilio/texted`, { method: 'POST' })).status).toBe(403)
    await without.stop()
  })
})
