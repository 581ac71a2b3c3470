import { connect } from 'node:net'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addTeam, listTeams, signInByPassword } from '@bellwether/contract/people.ts'
import { addressOf } from '../platform/net/address-of.ts'
import { startWorld, type World } from '../testing/start-world.ts'

let world: World
let behindTls: World
let teams = 0
beforeAll(async () => {
  world = await startWorld({ evidence: true })
  behindTls = await startWorld({
    environment: { TRUST_PROXY: '127.0.0.1' },
  })
})
afterAll(async () => {
  await world.stop()
  await behindTls.stop()
})

const newTeam = () => JSON.stringify({ slug: `team-${(teams += 1)}`, name: 'Team' })
const post = (headers: Record<string, string>, who = world.ana) =>
  who.raw(addTeam.path, {
    method: 'POST',
    body: newTeam(),
    headers: { 'content-type': 'application/json', ...headers },
  })

describe('a write with somebody’s cookie', () => {
  test.each([
    ['a sandboxed frame or a file', { origin: 'null' }],
    ['another site', { origin: 'https://evil.test' }],
    ['another port of this machine', { origin: 'http://localhost:1' }],
    ['another site, as its browser says', { 'sec-fetch-site': 'cross-site' }],
    ['a sister site, as its browser says', { 'sec-fetch-site': 'same-site' }],
    ['an origin that is no address', { origin: 'evil' }],
  ])('from %s is refused', async (_, headers: Record<string, string>) => {
    expect((await post(headers)).status).toBe(401)
  })

  test.each([
    ['our own page', () => ({ origin: world.app.url, 'sec-fetch-site': 'same-origin' })],
    ['a program', () => ({})],
    ['an address that was typed in', () => ({ 'sec-fetch-site': 'none' })],
  ])('from %s is taken', async (_, headers) => {
    expect((await post(headers() as Record<string, string>)).status).toBe(201)
  })

  test('that signs in is refused from another site, too', async () => {
    const init = { method: 'POST', body: '{}', headers: { 'content-type': 'application/json', origin: 'null' } }
    expect((await world.nobody.fresh().raw(signInByPassword.path, init)).status).toBe(401)
  })
})

describe('behind a proxy that ends TLS', () => {
  const signIn = (headers: Record<string, string>, who: World) =>
    who.nobody.fresh().raw(signInByPassword.path, {
      method: 'POST',
      body: JSON.stringify({ email: 'ana@staff.test', password: 'a long enough password' }),
      headers: { 'content-type': 'application/json', ...headers },
    })
  const forwarded = {
    'x-forwarded-proto': 'https',
    'x-forwarded-host': 'desk.example.com',
    origin: 'https://desk.example.com',
  }

  test('the cookie is Secure and the browser is told to stay with TLS', async () => {
    const response = await signIn(forwarded, behindTls)
    expect(response.status).toBe(200)
    expect(response.headers.getSetCookie()[0]).toMatch(/; Secure/i)
    expect(response.headers.get('strict-transport-security')).toBe('max-age=31536000')
  })

  test('without one, neither is claimed, and a forged header is not believed', async () => {
    const response = await signIn({ 'x-forwarded-proto': 'https' }, world)
    expect(response.headers.getSetCookie()[0]).not.toMatch(/Secure/i)
    expect(response.headers.get('strict-transport-security')).toBeNull()
  })

  test('each customer of the proxy has their own count of guesses', async () => {
    const guess = (address: string) => signIn({ ...forwarded, 'x-forwarded-for': address }, behindTls)
    for (let tries = 0; tries < 31; tries += 1) await guess('203.0.113.9')
    expect((await guess('203.0.113.9')).status).toBe(429)
    const body = JSON.stringify({ email: 'nobody@staff.test', password: 'a guess' })
    const headers = { ...forwarded, 'content-type': 'application/json', 'x-forwarded-for': '203.0.113.10' }
    const other = await behindTls.nobody.fresh().raw(signInByPassword.path, { method: 'POST', body, headers })
    expect(other.status).toBe(401)
  })
})

test.each([
  ['192.0.2.1', '192.0.2.1'],
  ['::ffff:192.0.2.1', '192.0.2.1'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:db8::1', '2001:db8:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
])('%s counts as %s', (ip, expected) => {
  expect(addressOf(ip)).toBe(expected)
})

describe('what a browser may keep', () => {
  const cacheOf = async (path: string) => (await world.nobody.raw(path)).headers.get('cache-control')
  const dist = join(import.meta.dirname, '..', '..', 'console', 'dist')

  test('answers of the API are not kept', async () => {
    expect((await world.ana.raw(listTeams.path)).headers.get('cache-control')).toBe('no-store')
    expect((await world.nobody.raw('/api/nothing')).headers.get('cache-control')).toBe('no-store')
  })

  test.skipIf(!existsSync(dist))(
    'pages are asked for again, files with a hash are not, missing files are missing',
    async () => {
      for (const page of ['/', '/index.html', '/desk', '/tickets/12'])
        expect([page, await cacheOf(page)]).toEqual([page, 'no-cache'])
      const [hashed] = readdirSync(join(dist, 'assets'))
      expect(await cacheOf(`/assets/${hashed}`)).toContain('immutable')
      for (const gone of ['/assets/gone-123.js', '/gone.css', '/api/gone'])
        expect([gone, (await world.nobody.raw(gone)).status]).toEqual([gone, 404])
    },
  )
})

/** Sends these bytes on one connection and returns everything that comes back until it is quiet. */
function talk(...parts: readonly (string | Buffer)[]): Promise<string> {
  const { hostname, port } = new URL(world.app.url)
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname)
    let heard = ''
    // Quiet without an end is what must not be.
    socket.setTimeout(3000, () => reject(new Error(`the connection hangs after: ${heard.slice(0, 200)}`)))
    socket.on('data', (chunk) => (heard += chunk.toString('latin1')))
    socket.on('close', () => resolve(heard))
    socket.on('error', reject)
    for (const part of parts) socket.write(part)
  })
}

describe('after a refusal that came before the whole body was read', () => {
  const next = 'GET /healthz HTTP/1.1\r\nhost: desk\r\nconnection: close\r\n\r\n'
  const head = (path: string, more: string): string => `POST ${path} HTTP/1.1\r\nhost: desk\r\n${more}\r\n`
  const large = Buffer.alloc(3_000_000, ' ')
  const chunked = Buffer.concat([Buffer.from('2DC6C0\r\n'), large, Buffer.from('\r\n0\r\n\r\n')])
  const json = 'content-type: application/json\r\n'

  test.each([
    ['a body that is too large', head('/api/people/teams', `${json}content-length: 3000000\r\n`), large, 413],
    ['a body that grows too large', head('/api/people/teams', `${json}transfer-encoding: chunked\r\n`), chunked, 413],
    [
      'events of nobody',
      head('/api/evidence/events', 'content-type: application/x-ndjson\r\ncontent-length: 3000000\r\n'),
      large,
      401,
    ],
    ['an unknown address', head('/api/nothing', `${json}content-length: 3000000\r\n`), large, 413],
    [
      'another type of content',
      head('/api/people/teams', 'content-type: text/csv\r\ncontent-length: 3000000\r\n'),
      large,
      400,
    ],
  ])('%s, the connection goes on or says that it ends', async (_, request, body, status) => {
    const heard = await talk(request, body, next)
    const statuses = [...heard.matchAll(/HTTP\/1\.1 (\d+)/g)].map((one) => Number(one[1]))
    // A connection that says it closes, and does, leaves nobody waiting either.
    expect(statuses).toEqual(/^connection: close/im.test(heard.split('\r\n\r\n')[0] ?? '') ? [status] : [status, 200])
  })
})

test.each(['/api/desk/tickets/%E0%A4%A', '/%', '/assets/%ff'])(
  'an address that cannot be read (%s) is a refusal like any other',
  async (path) => {
    const [refused, missing] = [await world.ana.raw(path), await world.ana.raw('/api/nothing')]
    expect([refused.status, await refused.json()]).toEqual([
      404,
      expect.objectContaining({ type: '/problems/not-found' }),
    ])
    expect([...refused.headers.keys()]).toEqual([...missing.headers.keys()])
  },
)
