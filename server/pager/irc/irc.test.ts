import { type AddressInfo, connect } from 'node:net'
import { createServer as createTlsServer, getCACertificates, setDefaultCACertificates } from 'node:tls'
import forge from 'node-forge'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { getHealth } from '@bellwether/contract/installation.ts'
import * as pager from '@bellwether/contract/pager.ts'
import { inTransaction } from '../../platform/database/in-transaction.ts'
import type { Caller } from '../../testing/caller.ts'
import { startWorld, type World } from '../../testing/start-world.ts'
import { pageTeam } from '../pager.ts'
import { ircAddressOf } from './irc-address.ts'
import { hasNgircd, joinIrc, type Ngircd, type OnIrc, openNgircd } from './ngircd.builders.ts'

/** One that a server of this name shows, made by itself. */
function certificateOf(host: string): { cert: string; key: string } {
  const pair = forge.pki.rsa.generateKeyPair(2048)
  const certificate = forge.pki.createCertificate()
  certificate.publicKey = pair.publicKey
  certificate.serialNumber = '01'
  certificate.validity.notBefore = new Date(Date.now() - 86_400_000)
  certificate.validity.notAfter = new Date(Date.now() + 86_400_000)
  const name = [{ name: 'commonName', value: host }]
  certificate.setSubject(name)
  certificate.setIssuer(name)
  certificate.setExtensions([{ name: 'subjectAltName', altNames: [{ type: 2, value: host }] }])
  certificate.sign(pair.privateKey, forge.md.sha256.create())
  return { cert: forge.pki.certificateToPem(certificate), key: forge.pki.privateKeyToPem(pair.privateKey) }
}

/* Against ngircd as Debian ships it; people are there by the client of irc-framework. */
const password = 'let us in'
const patience = { timeout: 20_000, interval: 50 }

describe.skipIf(!hasNgircd)('on IRC', () => {
  let server: Ngircd
  let world: World
  let people = 0
  const there: OnIrc[] = []
  beforeAll(async () => {
    server = await openNgircd({ password })
    world = await startWorld({
      environment: { IRC_URL: `irc://bell@127.0.0.1:${server.port}`, IRC_PASSWORD: password },
    })
    await vi.waitFor(async () => expect(await irc()).toMatchObject({ state: 'ready' }), patience)
  })
  afterAll(async () => {
    await world?.stop()
    await server?.close()
  })
  afterEach(() => {
    for (const one of there.splice(0)) one.leave()
  })

  const irc = async () => (await world.nobody.call(getHealth, {})).parts['irc']
  const connected = () =>
    expect.poll(irc, patience).toEqual({ state: 'ready', detail: 'connected to 127.0.0.1 as bell' })
  const join = async (nick: string): Promise<OnIrc> => {
    const one = await joinIrc(server.port, nick, password)
    there.push(one)
    return one
  }

  interface Given {
    readonly who: Caller
    readonly nick: string
    readonly teamId: string
  }
  async function givenPerson(): Promise<Given> {
    const nick = `dee${(people += 1)}`
    const teamId = await world.team(nick)
    const who = await world.person(nick, { teams: [nick] })
    await who.call(pager.addContactMethod, { params: { id: who.id }, body: { kind: 'irc', address: nick } })
    return { who, nick, teamId }
  }
  const page = ({ teamId }: Given, over: { title?: string; body?: string; urgency?: 'low' } = {}): Promise<string> =>
    inTransaction(world.app.contextFor('test'), (ctx) =>
      pageTeam(ctx, {
        teamId,
        title: 'Checkout fails',
        body: 'One in two.',
        about: { module: 'test', id: teamId, path: '/somewhere' },
        ...over,
      }),
    )
  const get = (id: string) => world.ana.call(pager.getPage, { params: { id } })
  const sent = async (id: string) => (await get(id)).notifications.find(({ method }) => method.kind === 'irc')
  const texts = ({ heard }: OnIrc): string[] => heard.map(({ message }) => message)
  const codeOf = (one: OnIrc): string => /ack ([a-z2-7]{10})/.exec(texts(one).join('\n'))?.[1] ?? ''

  test('a page comes with its team, what is wrong, its link, and how it is answered', async () => {
    const given = await givenPerson()
    const dee = await join(given.nick)
    const id = await page(given)
    await expect.poll(() => texts(dee).length, patience).toBe(3)
    expect(texts(dee)).toEqual([
      `Page for Dee${people}: Checkout fails`,
      'One in two.',
      expect.stringMatching(
        new RegExp(`^${world.app.url}/p/[a-z2-7]{42} Answer “ack ([a-z2-7]{10})” or “next \\1”\\.$`),
      ),
    ])
    await expect.poll(async () => (await sent(id))?.state, patience).toBe('sent')
    expect(await sent(id)).toMatchObject({ method: { address: given.nick }, deliveredAt: expect.any(String) })
    expect(JSON.stringify(await get(id))).not.toContain(codeOf(dee))
  })

  test('“ack” and its code acknowledge as whoever was paged, in any case of letters, from any nick', async () => {
    const given = await givenPerson()
    const dee = await join(given.nick)
    const id = await page(given)
    await expect.poll(() => codeOf(dee), patience).not.toBe('')
    const elsewhere = await join('elsewhere')
    elsewhere.say('bell', `ACK ${codeOf(dee).toUpperCase()}`)
    await expect.poll(() => texts(elsewhere), patience).toEqual([`Acknowledged by ${given.nick}: Checkout fails`])
    expect(await get(id)).toMatchObject({ state: 'acknowledged', acknowledgedBy: { id: given.who.id } })
    dee.say('bell', `next ${codeOf(dee)}`)
    await expect
      .poll(() => texts(dee).at(-1), patience)
      .toBe('It is answered, or a test: there is nobody to escalate it to.')
  })

  test('“next” and its code ring the next step', async () => {
    const given = await givenPerson()
    const dee = await join(given.nick)
    const id = await page(given)
    await expect.poll(() => codeOf(dee), patience).not.toBe('')
    dee.say('bell', `next ${codeOf(dee)}`)
    await expect.poll(() => texts(dee), patience).toContain('The next step rings: Checkout fails')
    const { entries } = await get(id)
    expect(entries.find(({ kind }) => kind === 'escalated')?.person?.id).toBe(given.who.id)
  })

  test('who has no code hears nothing of what is inside, and after some tries nothing at all', async () => {
    const given = await givenPerson()
    await page(given)
    const stranger = await join('stranger')
    stranger.say('bell', 'hello')
    stranger.say('bell', 'who is on call?')
    for (let n = 0; n < 7; n += 1) stranger.say('bell', `ack abcdefgh${n}`)
    await expect.poll(() => texts(stranger).length, patience).toBe(5)
    // Whoever is held is answered no more, though another is.
    const other = await join('other')
    other.say('bell', 'ack zzzzzzzzzz')
    await expect.poll(() => texts(other), patience).toEqual(['There is no such code, or no longer.'])
    expect(new Set(texts(stranger))).toEqual(new Set(['There is no such code, or no longer.']))
    expect(texts(stranger)).toHaveLength(5)
  })

  test('nothing in a page is a command to the server', async () => {
    const given = await givenPerson()
    const [dee, victim] = [await join(given.nick), await join('victim')]
    await page(given, {
      title: 'x\r\nPRIVMSG victim :injected',
      body: '\u000304red\u0003\nQUIT :injected',
    })
    await expect.poll(() => texts(dee).length, patience).toBe(3)
    expect(texts(dee).slice(0, 2)).toEqual([`Page for Dee${people}: x PRIVMSG victim :injected`, 'red QUIT :injected'])
    expect(texts(victim)).toEqual([])
    expect(await irc()).toMatchObject({ state: 'ready' })
  })

  test('a nick that is not there is tried again, and says so meanwhile; others are paged all the same', async () => {
    const given = await givenPerson()
    const id = await page(given)
    await expect.poll(async () => (await sent(id))?.lastError, patience).toBe('nobody has this nick there')
    expect(await sent(id)).toMatchObject({ state: 'queued', sentAt: null, deliveredAt: null })
    expect((await get(id)).notifications.find(({ method }) => method.kind === 'mail')?.state).toBe('sent')
    const dee = await join(given.nick)
    await expect.poll(() => texts(dee).length, { timeout: 45_000, interval: 100 }).toBe(3)
    await expect.poll(async () => (await sent(id))?.state, patience).toBe('sent')
  }, 60_000)

  test('in a storm one that cannot wait comes before those that can', async () => {
    const [low, high] = [await givenPerson(), await givenPerson()]
    const [dee, eve] = [await join(low.nick), await join(high.nick)]
    for (let n = 0; n < 50; n += 1) await page(low, { title: `Low ${n}`, urgency: 'low' })
    await expect.poll(() => texts(dee).length, patience).toBeGreaterThan(0)
    await page(high, { title: 'Fire' })
    await expect.poll(() => texts(eve).length, patience).toBe(3)
    expect(texts(dee).length).toBeLessThan(20)
    await world.sql(`update pager.pages set state = 'resolved' where title like 'Low %'`)
  }, 60_000)

  test('a server that was away is come back to, and what waited is sent', async () => {
    await server.stop()
    await expect
      .poll(irc, patience)
      .toMatchObject({ state: 'failing', detail: expect.stringContaining('the IRC server cannot be reached') })
    const given = await givenPerson()
    const id = await page(given)
    await expect.poll(async () => (await sent(id))?.lastError, patience).toContain('the IRC server cannot be reached')
    await server.start()
    const dee = await join(given.nick)
    await expect.poll(() => texts(dee).length, { timeout: 60_000, interval: 100 }).toBe(3)
    await connected()
  }, 90_000)

  test('while the nick is another’s we are there by another', async () => {
    const second = await startWorld({
      environment: { IRC_URL: `irc://bell@127.0.0.1:${server.port}`, IRC_PASSWORD: password },
    })
    try {
      const health = async () => (await second.nobody.call(getHealth, {})).parts['irc']
      await expect.poll(health, patience).toEqual({ state: 'ready', detail: 'connected to 127.0.0.1 as bell_1' })
    } finally {
      await second.stop()
    }
  })

  test('by TLS only a server whose certificate is trusted is spoken to', async () => {
    const { cert, key } = certificateOf('localhost')
    const proxy = createTlsServer({ cert, key }, (socket) => {
      const inner = connect(server.port, '127.0.0.1')
      for (const one of [socket, inner]) one.on('error', () => undefined)
      socket.pipe(inner).pipe(socket)
    })
    await new Promise<void>((listening) => void proxy.listen(0, 'localhost', listening))
    const url = `ircs://tls@localhost:${(proxy.address() as AddressInfo).port}`
    const second = await startWorld({ environment: { IRC_URL: url, IRC_PASSWORD: password } })
    const trusted = getCACertificates('default')
    try {
      const health = async () => (await second.nobody.call(getHealth, {})).parts['irc']
      await expect.poll(health, patience).toEqual({
        state: 'failing',
        detail: 'the IRC server cannot be reached (DEPTH_ZERO_SELF_SIGNED_CERT)',
      })
      setDefaultCACertificates([...trusted, cert])
      await expect.poll(health, patience).toEqual({ state: 'ready', detail: 'connected to localhost as tls' })
    } finally {
      setDefaultCACertificates(trusted)
      await second.stop()
      proxy.close()
    }
  }, 60_000)

  test('a server that does not take us says so in the health', async () => {
    const second = await startWorld({ environment: { IRC_URL: `irc://bell@127.0.0.1:${server.port}` } })
    try {
      const health = async () => second.nobody.call(getHealth, {})
      await expect.poll(async () => (await health()).parts['irc']?.state, patience).toBe('failing')
      expect((await health()).status).toBe('degraded')
    } finally {
      await second.stop()
    }
  })
})

test('without a server of IRC nobody can be paged by it', async () => {
  const world = await startWorld()
  try {
    const dee = await world.person('dee')
    const params = { id: dee.id }
    expect((await dee.call(pager.listContactMethods, { params })).kinds).not.toContain('irc')
    const { problem } = await dee.refused(pager.addContactMethod, { params, body: { kind: 'irc', address: 'dee' } })
    expect(problem.errors?.[0]?.detail).toBe('IRC needs a server: an operator sets IRC_URL.')
  } finally {
    await world.stop()
  }
})

test.each([
  ['irc://bell@chat.test', { host: 'chat.test', port: 6667, isTls: false, nick: 'bell' }],
  ['ircs://bell@[::1]:7000', { host: '::1', port: 7000, isTls: true, nick: 'bell' }],
])('%s is read', (url, address) => expect(ircAddressOf({ IRC_URL: url })).toMatchObject(address))

test.each([
  'https://bell@chat.test',
  'irc://chat.test',
  'ircs://bell:secret@chat.test',
  'irc://a%20b@chat.test',
  'bell',
])('%s is refused without being said again', (url) => {
  const read = () => ircAddressOf({ IRC_URL: url })
  expect(read).toThrow('IRC_URL is written as')
  expect(read).not.toThrow('secret')
})

test('an account is read whole, or refused', () => {
  const url = { IRC_URL: 'ircs://bell@chat.test' }
  const both = { IRC_SASL_ACCOUNT: 'bell', IRC_SASL_PASSWORD: 'secret' }
  expect(ircAddressOf({ ...url, ...both })?.account).toEqual({ account: 'bell', password: 'secret' })
  expect(ircAddressOf(url)?.account).toBeUndefined()
  expect(() => ircAddressOf({ ...url, IRC_SASL_ACCOUNT: 'bell' })).toThrow('set both of them, or none')
  expect(ircAddressOf({})).toBeUndefined()
})

test.each(['', '#ops', ':ana', 'a b', 'a,b', '1ana', 'ana\r\nQUIT', 'x'.repeat(31)])('“%s” is no nick', (address) =>
  expect(pager.NewContactMethod.safeParse({ kind: 'irc', address }).success).toBe(false),
)
