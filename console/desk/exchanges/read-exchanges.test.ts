import { describe, expect, test } from 'vitest'
import { partsOfText } from './read-curl.ts'
import { readHar } from './read-har.ts'

const curl = `*   Trying 203.0.113.9:443...
* Connected to shop.acme.test (203.0.113.9) port 443
* SSL connection using TLSv1.3 / TLS_AES_256_GCM_SHA384
> GET /checkout HTTP/2
> Host: shop.acme.test
> User-Agent: curl/8.5.0
> Authorization: Bearer secret
>
< HTTP/2 502
< server: edge
< x-request-id: 7f2
<
{ [12 bytes data]
* Connection #0 to host shop.acme.test left intact`

describe('what curl printed', () => {
  test('is an exchange among the words', () => {
    const [before, exchange, after, ...none] = partsOfText(`Hello,\nwe see this:\n${curl}\nSince noon.`)
    expect([before, after, none]).toEqual([{ text: 'Hello,\nwe see this:' }, { text: 'Since noon.' }, []])
    expect(exchange).toMatchObject({
      exchanges: [
        {
          method: 'GET',
          url: 'shop.acme.test/checkout',
          status: 502,
          requestHeaders: [{ name: 'Host' }, { name: 'User-Agent' }, { name: 'Authorization', value: 'Bearer secret' }],
          responseHeaders: [
            { name: 'server', value: 'edge' },
            { name: 'x-request-id', value: '7f2' },
          ],
        },
      ],
    })
  })

  test('may be several, one after a redirect, and one that was never answered', () => {
    const text = `> GET /a HTTP/1.1\n> Host: a.test\n< HTTP/1.1 301 Moved Permanently\n< Location: /b\n* Issue another request\n> GET /b HTTP/1.1\n> Host: a.test\n* Recv failure: Connection reset by peer`
    const [part] = partsOfText(text)
    expect(part).toMatchObject({
      exchanges: [
        { url: 'a.test/a', status: 301, statusText: 'Moved Permanently' },
        { url: 'a.test/b', status: null, remarks: ['Issue another request', 'Recv failure: Connection reset by peer'] },
      ],
    })
  })

  test.each([
    ['a quote', 'I wrote:\n> GET it done, please\n> HTTP/2 is on\nThanks'],
    ['words alone', 'HTTP/2 is slow.'],
    ['a quote with a request', '> Our shop is down!\n> Please call 555-1234.\n> GET /shop HTTP/1.1\n> What now?'],
    ['more than anybody reads', '> GET / HTTP/1.1\n< HTTP/1.1 200 OK\n'.repeat(60).trim()],
    ['a list', '* one HTTP/1.1\n* two'],
  ])('is not %s', (_, text) => expect(partsOfText(text)).toEqual([{ text }]))

  test('is read in linear time, and what is beyond stays words', () => {
    const startedAt = performance.now()
    const parts = partsOfText(`${'> GET / HTTP/1.1\n'.repeat(200_000)}end`)
    expect(parts.map(({ text }) => text).join('\n')).toHaveLength(200_000 * 17 + 3)
    expect(performance.now() - startedAt).toBeLessThan(2000)
  })
})

describe('a HAR file', () => {
  test('is the exchanges that a browser saved', () => {
    const entry = {
      time: 812.4,
      serverIPAddress: '203.0.113.9',
      timings: { blocked: -1, dns: 3, connect: 40, ssl: 22, send: 0.4, wait: 760, receive: 9 },
      request: {
        method: 'POST',
        url: 'https://shop.acme.test/pay',
        headers: [{ name: 'Cookie', value: 'sid=1' }],
        postData: { mimeType: 'application/json', text: '{"total":12}' },
      },
      response: {
        status: 503,
        statusText: 'Service Unavailable',
        headers: [],
        content: { size: 4, mimeType: 'image/png', text: 'aGk=', encoding: 'base64' },
      },
    }
    const blocked = {
      request: { method: 'GET', url: 'https://a.test/' },
      response: { status: 0, _error: 'net::ERR_FAILED' },
    }
    expect(readHar(JSON.stringify({ log: { entries: [entry, blocked] } }))).toMatchObject([
      {
        method: 'POST',
        url: 'https://shop.acme.test/pay',
        status: 503,
        milliseconds: 812.4,
        phases: [
          { name: 'name look-up', milliseconds: 3 },
          { name: 'connecting', milliseconds: 40 },
          { name: 'sending', milliseconds: 0.4 },
          { name: 'waiting for the response', milliseconds: 760 },
          { name: 'receiving', milliseconds: 9 },
        ],
        sent: { mediaType: 'application/json', text: '{"total":12}', size: null },
        received: { mediaType: 'image/png', text: '', size: 4 },
        remarks: ['Server 203.0.113.9'],
      },
      { status: null, milliseconds: null, sent: null, received: null, phases: [], remarks: ['net::ERR_FAILED'] },
    ])
  })

  test.each([
    ['no JSON', '{'],
    ['another file', '{"log": 3}'],
    ['nothing', 'null'],
  ])('is not %s', (_, text) => expect(readHar(text)).toBeUndefined())

  test.each([
    ['a number', [3]],
    ['what is nothing', [null]],
    [
      'bodies and times that are none',
      [{ timings: 'x', request: { postData: [] }, response: { content: { size: 'x', text: {} } } }],
    ],
    ['headers that are none', [{ request: { headers: { length: 1e9 } }, response: { headers: [null, 'x'] } }]],
  ])('may hold %s', (_, entries) => expect(readHar(JSON.stringify({ log: { entries } }))).toHaveLength(1))
})
