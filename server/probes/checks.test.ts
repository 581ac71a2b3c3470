import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as contract from '@bellwether/contract/probes.ts'
import { openNameServer } from '../testing/name-server.ts'
import { startWorld, type World } from '../testing/start-world.ts'
import { openSite, probeBuilders, type Site } from './probes.builders.ts'

/* What a check of each kind sees, over real connections on this machine. */
let world: World
let site: Site
beforeAll(async () => {
  world = await startWorld()
  site = await openSite()
})
afterAll(async () => {
  await world.stop()
  site.stop()
})

const { given, look } = probeBuilders(() => world)
const http = (path: string, over: object = {}) => ({ kind: 'http', url: `${site.url}${path}`, ...over })
const attempt = (check: object, timeoutSeconds = 5) =>
  world.ana.call(contract.tryCheck, { body: { check: check as contract.Check, timeoutSeconds } })
const errorOf = async (check: object, timeoutSeconds?: number) => (await attempt(check, timeoutSeconds)).error

describe('of the web', () => {
  test('is answered with its status and how long it took', async () => {
    const outcome = await attempt(http('/fine'))
    expect(outcome).toMatchObject({ error: null, statusCode: 200, certificate: null })
    expect(outcome.durationMs).toBeGreaterThan(0)
  })

  test.each<[string, object, string | null]>([
    ['/fine', { statuses: '204, 301-302' }, 'the status is 200, not 204, 301-302'],
    ['/fine', { statuses: '100-150,200' }, null],
    ['/fine', { text: 'is well' }, null],
    ['/fine', { text: 'is broken' }, 'the body lacks "is broken"'],
    ['/fine', { method: 'HEAD' }, null],
    ['/fine', { header: { name: 'Content-Type', value: 'text/plain' } }, null],
    ['/fine', { header: { name: 'Content-Type', value: 'json' } }, 'the header Content-Type lacks "json"'],
    ['/fine', { header: { name: 'x-version', value: '' } }, 'it has no header x-version'],
    ['/fine', { family: '4' }, null],
    ['/moved', { text: 'is well' }, null],
    ['/moved', { followsRedirects: false }, 'the status is 301, not 200-299'],
    ['/loop', {}, 'it redirects more than 5 times'],
    ['/elsewhere', {}, 'it redirects to what is no address'],
    ['/endless', {}, null],
    ['/endless', { text: 'the end' }, 'the first 256 KB of the body lack "the end"'],
  ])('%s %j', async (path, over, error) => {
    expect(await errorOf(http(path, over))).toBe(error)
  })

  test('that redirects for ever is asked six times', async () => {
    const before = site.asked.length
    await errorOf(http('/loop'))
    expect(site.asked.length - before).toBe(6)
  })

  test.each([
    ['/never', {}],
    ['/trickle', { text: 'the end' }],
  ])('%s that never answers is given up', async (path, over) => {
    expect(await errorOf(http(path, over), 1)).toBe('no answer within 1 seconds')
  })

  test('that never answers holds up no other', async () => {
    const silent = await given(http('/never'), { timeoutSeconds: 15 })
    const other = await given(http('/beside'))
    expect((await look(other.id)).state).toBe('up')
    expect((await look(other.id)).state).toBe('up')
    expect(site.asked).toContain('/never')
    await world.ana.call(contract.removeProbe, { params: { id: silent.id } })
  })

  test('where nobody listens', async () => {
    expect(await errorOf({ kind: 'http', url: 'http://127.0.0.1:1/' })).toBe('nobody listens there')
  })
})

describe('an internal address', () => {
  const internal =
    'the address lies in an internal network; WEBHOOK_NETWORKS names the internal networks that may be reached'

  test.each([
    ['by itself', () => ({ kind: 'http', url: 'http://10.0.0.1/' })],
    ['by itself, of the sixth version', () => ({ kind: 'http', url: `http://[::1]:${site.port}/` })],
    ['in another spelling', () => ({ kind: 'http', url: 'http://0xa9fea9fe/latest/meta-data' })],
    ['behind a redirect', () => http('/inside')],
    ['of a port', () => ({ kind: 'tcp', host: '169.254.169.254', port: 80 })],
    ['of a name server', () => ({ kind: 'dns', name: 'shop.test', server: { address: '10.0.0.1' } })],
  ])('%s is not reached', async (_, check) => {
    expect(await errorOf(check())).toBe(internal)
  })

  test('behind a name is not reached where no setting opens it', async () => {
    const closed = await startWorld({ environment: { WEBHOOK_NETWORKS: '' } })
    const before = site.asked.length
    for (const check of [
      { kind: 'http', url: `http://localhost:${site.port}/fine` },
      { kind: 'tcp', host: 'localhost', port: site.port },
    ]) {
      const body = { check: check as contract.Check, timeoutSeconds: 5 }
      expect((await closed.ana.call(contract.tryCheck, { body })).error).toBe(internal)
    }
    expect(site.asked).toHaveLength(before)
    await closed.stop()
  })
})

describe('of a port', () => {
  test('is as expected where somebody listens', async () => {
    let connections = 0
    const server = createServer((socket) => void ((connections += 1), socket.on('error', () => undefined)))
    await new Promise<void>((listening) => void server.listen(0, '127.0.0.1', listening))
    const { port } = server.address() as AddressInfo
    expect(await errorOf({ kind: 'tcp', host: '127.0.0.1', port })).toBeNull()
    expect(connections).toBe(1)
    server.close()
    await expect.poll(() => errorOf({ kind: 'tcp', host: '127.0.0.1', port })).toBe('nobody listens there')
  })
})

describe('of a name', () => {
  test('is held against the answer that is expected', async () => {
    const names = await openNameServer({ 'shop.test': 'v=spf1 -all' })
    const port = Number(names.address.split(':')[1])
    const dns = (over: object) => ({
      kind: 'dns',
      name: 'shop.test',
      type: 'TXT',
      server: { address: '127.0.0.1', port },
      ...over,
    })
    expect(await errorOf(dns({}))).toBeNull()
    expect(await errorOf(dns({ value: 'v=spf1 -all' }))).toBeNull()
    expect(await errorOf(dns({ value: 'v=spf1 +all' }))).toBe('the answer is v=spf1 -all, not v=spf1 +all')
    expect(await errorOf(dns({ name: 'none.test' }))).toBe('there is no such name')
    names.stop()
  })

  test('whose answer nobody could keep is told all the same, and holds up no other probe', async () => {
    const names = await openNameServer({ 'odd.test': `\0${'x'.repeat(2000)}` })
    const server = { address: '127.0.0.1', port: Number(names.address.split(':')[1]) }
    const odd = await given({ kind: 'dns', name: 'odd.test', type: 'TXT', value: 'even', server }, { tries: 1 })
    const other = await given(http('/beside-odd'))
    expect((await look(other.id)).state).toBe('up')
    const seen = await look(odd.id)
    expect(seen).toMatchObject({ state: 'down' })
    expect(seen.looks[0]?.error).toMatch(/^the answer is x+$/)
    expect(seen.looks[0]?.error).toHaveLength(500)
    names.stop()
  })

  test('that is never answered is given up', async () => {
    const names = await openNameServer({}, { isSilent: true })
    const server = { address: '127.0.0.1', port: Number(names.address.split(':')[1]) }
    expect(await errorOf({ kind: 'dns', name: 'shop.test', server }, 1)).toBe('no answer within 1 seconds')
    names.stop()
  })
})
