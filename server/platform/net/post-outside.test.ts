import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { isForbiddenAddress, networksOf } from './internal-addresses.ts'
import { postOutside, PostRefused } from './post-outside.ts'

const megabyte = Buffer.alloc(1024 * 1024)
let megabytesSent = 0
function* huge() {
  for (; megabytesSent < 50; megabytesSent += 1) yield megabyte
}

let server: Server
let port = 0
const called: string[] = []
beforeAll(async () => {
  server = createServer((request, response) => {
    called.push(request.url ?? '')
    if (request.url === '/silent') return
    if (request.url === '/huge') return void Readable.from(huge()).pipe(response)
    if (request.url === '/moved') response.writeHead(302, { location: `http://127.0.0.1:${port}/inside` })
    response.end('ok')
  })
  await new Promise<void>((listening) => void server.listen(0, '127.0.0.1', listening))
  port = (server.address() as AddressInfo).port
})
afterAll(() => void server.close())

const none = networksOf([])
const loopback = networksOf(['127.0.0.0/8', '::1'])
const post = (url: string, opened = none) => postOutside(url, '{}', { headers: {}, opened })
const refusal = async (url: string, opened = none): Promise<string> => {
  const error = await post(url, opened).then(
    () => new Error('was posted'),
    (reason: Error) => reason,
  )
  expect(error).toBeInstanceOf(PostRefused)
  return error.message
}

describe('an internal address', () => {
  test.each([
    '127.0.0.1',
    '127.8.8.8',
    '0.0.0.0',
    '10.0.0.1',
    '100.64.1.1',
    '169.254.169.254',
    '172.31.255.255',
    '192.168.1.1',
    '198.18.0.1',
    '224.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::ffff:127.0.0.1',
    '::ffff:10.0.0.1',
    '64:ff9b::7f00:1',
    '2002:7f00:1::',
    'fc00::1',
    'fe80::1',
    'ff02::1',
  ])('%s is forbidden unless its network is opened', (address) => {
    expect(isForbiddenAddress(address, none)).toBe(true)
    expect(isForbiddenAddress(address, networksOf([address]))).toBe(false)
  })

  test.each(['8.8.8.8', '93.184.216.34', '172.32.0.1', '2606:4700::1111'])('%s is public', (address) => {
    expect(isForbiddenAddress(address, none)).toBe(false)
  })
})

describe('a post', () => {
  // Each of these is 127.0.0.1, however it is written.
  test.each(['127.0.0.1', 'localhost', '2130706433', '0x7f.1', '0177.0.0.1', '127.1', '[::ffff:127.0.0.1]'])(
    'to http://%s goes nowhere',
    async (host) => {
      expect(await refusal(`http://${host}:${port}/secret`)).toContain('internal network')
      expect(called).not.toContain('/secret')
    },
  )

  test('goes where a setting allows, and a redirect from there is not followed', async () => {
    expect(await post(`http://127.0.0.1:${port}/open`, loopback)).toBe(200)
    expect(await post(`http://127.0.0.1:${port}/moved`, loopback)).toBe(302)
    expect(called).toContain('/moved')
    expect(called).not.toContain('/inside')
  })

  test('that is answered by 50 MB has its status, and the rest is not read', async () => {
    expect(await post(`http://127.0.0.1:${port}/huge`, loopback)).toBe(200)
    await expect.poll(() => new Promise((count) => server.getConnections((_, some) => count(some)))).toBe(0)
    expect(megabytesSent).toBeLessThan(50)
  })

  test('that is answered by nothing is given up after ten seconds', async () => {
    expect(await refusal(`http://127.0.0.1:${port}/silent`, loopback)).toBe('no answer within 10 seconds')
  }, 20_000)

  test('that fails says why in words that do not repeat the address', async () => {
    const words = [
      await refusal('http://user:pa55word@127.0.0.1:9/T0KEN', loopback),
      await refusal(`http://pa55word.invalid/T0KEN`),
    ]
    expect(words[0]).toBe('nobody listens there')
    expect(words.join()).not.toMatch(/pa55word|T0KEN/)
  })
})

test('a setting that is no network is refused by name', () => {
  expect(() => networksOf(['10.0.0.0/8', 'intranet'])).toThrow('"intranet" is not a network')
})
