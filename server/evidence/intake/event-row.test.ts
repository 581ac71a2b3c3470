import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { fieldKinds } from '../event-fields.ts'
import { judgeLine } from './event-row.ts'

const receivedAt = Date.parse('2026-11-25T04:00:00Z')
const found = (name: string): string[] =>
  readFileSync(join(import.meta.dirname, 'found', name), 'utf8')
    .trim()
    .split('\n')

function rowOf(line: string | object): Record<string, unknown> {
  const outcome = judgeLine(typeof line === 'string' ? line : JSON.stringify(line), receivedAt)
  if (outcome.kind === 'bad') throw new Error(outcome.detail)
  return outcome.kind === 'rewritten'
    ? (JSON.parse(outcome.row) as Record<string, unknown>)
    : JSON.parse(line as string)
}

test('every standard attribute stays one in a line that is written anew', () => {
  const texts = [...fieldKinds].filter(([, kind]) => kind === 'text').map(([name]) => [name, 'a'] as const)
  // A further attribute has the line written anew.
  const row = rowOf(JSON.stringify({ ...Object.fromEntries(texts), 'order.id': 'b' }))
  expect(row).toMatchObject({
    ...Object.fromEntries(texts),
    kind: expect.any(String),
    severity_text: expect.any(String),
  })
  expect(row['attributes']).toEqual({ 'order.id': 'b' })
})

test.each([
  [{ 'http.request.method': 'GET' }, undefined],
  [{ 'http.response.status_code': 200 }, undefined],
  [{ 'url.path': '/' }, undefined],
  [{ body: 'started' }, 'log'],
  [{ severity_text: 'INFO' }, 'log'],
  [{ 'service.name': 'cron', duration_ms: 4 }, 'event'],
  [{ 'service.name': 'cron', kind: 'build' }, 'build'],
])('%j is of the kind %s; the engine takes for a request what names none', (fields, kind) => {
  expect(rowOf(JSON.stringify({ timestamp: '2026-11-25T03:00:00.000Z', ...fields }))['kind']).toBe(kind)
})

test('numbers keep their digits', () => {
  const [line] = found('big-integers.ndjson')
  expect(rowOf(line!)).toMatchObject({
    'trace.id': '9007199254740993',
    attributes: { 'order.id': '9007199254740993', snowflake: '1234567890123456789' },
  })
  expect(rowOf('{"a":1.10,"b":1e400,"c":{"d":[12345678901234567890, 1.0]},"e":-0}')).toMatchObject({
    attributes: { a: '1.10', b: '1e400', c: '{"d":[12345678901234567890,1.0]}', e: '-0' },
  })
})

test.each([
  [
    found('other-shapes.ndjson')[0]!,
    {
      'service.name': 'n',
      'http.response.status_code': 500,
      'error.message': 'nested boom',
      class: expect.any(String),
    },
  ],
  [
    found('other-shapes.ndjson')[1]!,
    { 'service.name': 'n', severity_text: 'ERROR', body: 'pino boom', kind: 'log', class: expect.any(String) },
  ],
  [
    found('other-shapes.ndjson')[2]!,
    { 'service.name': 'n', severity_text: 'error', body: 'winston boom', class: expect.any(String) },
  ],
  [
    found('other-shapes.ndjson')[3]!,
    { 'service.name': 'n', severity_text: 'error', body: 'ecs boom', timestamp: '2026-11-25T02:00:00.000Z' },
  ],
  [
    {
      level: 50,
      time: 1795572000000,
      pid: 1,
      hostname: 'w1',
      name: 'pay',
      err: { type: 'TypeError', message: 'x is no y', stack: 'TypeError: x\n at f' },
      msg: 'failed',
    },
    {
      'service.name': 'pay',
      'host.name': 'w1',
      'error.message': 'x is no y',
      'error.type': 'TypeError',
      body: 'failed',
      timestamp: '2026-11-25T02:00:00.000Z',
    },
  ],
  [
    {
      '@timestamp': '2026-11-25T02:00:00Z',
      log: { level: 'ERROR' },
      service: { name: 'api', version: '7' },
      host: { name: 'h9' },
      http: { request: { method: 'GET' }, response: { status_code: 503 } },
      url: { path: '/a', query: 'b=c' },
      error: { message: 'no', stack_trace: 's' },
      trace: { id: 't1' },
      client: { ip: '10.0.0.1' },
      event: { duration: 2_500_000 },
    },
    {
      'service.name': 'api',
      'service.version': '7',
      'host.name': 'h9',
      'http.request.method': 'GET',
      'http.response.status_code': 503,
      'url.path': '/a',
      'url.query': 'b=c',
      'error.message': 'no',
      'trace.id': 't1',
      'client.address': '10.0.0.1',
      duration_ms: 2.5,
      severity_text: 'ERROR',
    },
  ],
  [
    {
      timeUnixNano: '1795572000000000000',
      severityNumber: 17,
      body: { stringValue: 'otel boom' },
      attributes: [
        { key: 'customer.id', value: { stringValue: 'acme' } },
        { key: 'http.response.status_code', value: { intValue: '500' } },
      ],
      resource: {
        attributes: [
          { key: 'service.name', value: { stringValue: 'cart' } },
          { key: 'host.name', value: { stringValue: 'h1' } },
        ],
      },
    },
    {
      'service.name': 'cart',
      'host.name': 'h1',
      'customer.id': 'acme',
      'http.response.status_code': 500,
      severity_text: 'ERROR',
      body: 'otel boom',
      timestamp: '2026-11-25T02:00:00.000Z',
    },
  ],
  [
    {
      time_local: '25/Nov/2026:02:00:00 +0000',
      remote_addr: '10.1.1.1',
      request: 'POST /pay?x=1 HTTP/1.1',
      status: '502',
      body_bytes_sent: '17',
      request_time: '0.250',
      http_user_agent: 'curl/8',
      host: 'shop.example',
    },
    {
      'http.request.method': 'POST',
      'url.path': '/pay',
      'url.query': 'x=1',
      'http.response.status_code': 502,
      'http.response.body.size': 17,
      duration_ms: 250,
      'client.address': '10.1.1.1',
      site: 'shop.example',
      timestamp: '2026-11-25T02:00:00.000Z',
    },
  ],
  [
    {
      time: '2026-11-25T02:00:00.123456789Z',
      level: 'ERROR+2',
      msg: 'slog boom',
      service: 'go',
      err: 'dial tcp: refused',
    },
    {
      'service.name': 'go',
      severity_text: 'ERROR',
      body: 'slog boom',
      'error.message': 'dial tcp: refused',
      timestamp: '2026-11-25T02:00:00.123Z',
    },
  ],
  [
    { level: 'error', ts: 1795572000.5, caller: 'a.go:1', msg: 'zap boom', stacktrace: 'main.f', service: 'z' },
    { 'service.name': 'z', severity_text: 'error', body: 'zap boom', timestamp: '2026-11-25T02:00:00.500Z' },
  ],
  [
    {
      asctime: '2026-11-25 02:00:00,123',
      levelname: 'CRITICAL',
      name: 'app.views',
      message: 'py boom',
      service: 'web',
    },
    { 'service.name': 'web', severity_text: 'CRITICAL', body: 'py boom', timestamp: '2026-11-25T02:00:00.123Z' },
  ],
  [
    {
      log: '{"level":60,"time":1795572000000,"msg":"inner","service":"in"}\n',
      stream: 'stderr',
      time: '2026-11-25T03:00:00Z',
      kubernetes: { container_name: 'c1' },
    },
    { 'service.name': 'in', severity_text: 'FATAL', body: 'inner' },
  ],
  [
    {
      ClientIP: '10.0.0.2',
      ClientRequestHost: 'a.example',
      ClientRequestMethod: 'GET',
      ClientRequestURI: '/x',
      EdgeResponseStatus: 521,
      EdgeStartTimestamp: 1795572000000000000,
      RayID: 'r1',
      ClientCountry: 'fr',
      EdgeColoCode: 'CDG',
    },
    {
      site: 'a.example',
      'http.request.method': 'GET',
      'url.path': '/x',
      'http.response.status_code': 521,
      'client.address': '10.0.0.2',
      'request.id': 'r1',
      country: 'fr',
      pop: 'CDG',
      timestamp: '2026-11-25T02:00:00.000Z',
    },
  ],
  [
    { level: 3, short_message: 'gelf boom', host: 'h', version: '1.1', timestamp: 1795572000.123 },
    { severity_text: 'ERROR', body: 'gelf boom', 'host.name': 'h' },
  ],
])('%j is understood', (line, row) => expect(rowOf(line)).toMatchObject(row))

test('what is not understood is counted, not guessed', () => {
  const outcome = judgeLine('{"colour":"red","status":"open","level":"high up","time":12}', receivedAt)
  expect(outcome).toMatchObject({ understood: { hasService: false, hasInstant: false, hasStatus: false } })
  expect(rowOf('{"colour":"red","status":"open","time":12}')).toMatchObject({
    attributes: { colour: 'red', status: 'open', time: '12' },
  })
})

test('NUL, half letters and names like __proto__ are harmless', () => {
  const row = rowOf('{"body":"a\\u0000b\\ud800","__proto__":"x","severity_text":"err"}')
  expect(row['body']).toBe('ab\ufffd')
  expect(row['severity_text']).toBe('ERROR')
  expect(Object.keys(row['attributes'] as object)).toContain('__proto__')
})

test.each([[`{"a":${'['.repeat(9999)}${']'.repeat(9999)}}`], [`{"${'n'.repeat(300)}":1}`], ['[1]'], ['{"cdn":{}}']])(
  'refused with a reason: %#',
  (line) => expect(judgeLine(line, receivedAt)).toMatchObject({ kind: 'bad', detail: expect.stringMatching(/\w{4}/) }),
)
