import { randomUUID } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Permission } from '@bellwether/contract/permissions.ts'
import { openHttp } from '../platform/http/open-http.ts'
import { mountRoutes } from '../platform/http/mount-routes.ts'
import { openEvidenceWorld, type EvidenceWorld } from './evidence.builders.ts'
import { evidenceRoutes } from './evidence.routes.ts'

const at = '2026-11-20T15:30:00.000Z'
let world: EvidenceWorld
let http: FastifyInstance
let permissions: Permission[] = ['evidence.read', 'evidence.write']

beforeAll(async () => {
  world = await openEvidenceWorld(new Date('2026-11-20T16:00:00Z'))
  http = await openHttp(world.ctx.log, {})
  mountRoutes(http, evidenceRoutes(world.intake), {
    identify: async () => world.as(...permissions).actor,
    contextFor: (actor, requestId) => ({ ...world.ctx, actor, requestId }),
  })
}, 60_000)
afterAll(async () => {
  await http.close()
  await world.stop()
})

async function call(method: 'GET' | 'POST', url: string, body?: unknown, headers: Record<string, string> = {}) {
  const payload = typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body)
  const type =
    typeof payload === 'string' && typeof body === 'object' && !Buffer.isBuffer(body)
      ? 'application/json'
      : 'application/x-ndjson'
  const answer = await http.inject({
    method,
    url,
    headers: method === 'POST' ? { 'content-type': type, ...headers } : headers,
    ...(body === undefined ? {} : { payload: payload as string }),
  })
  return { status: answer.statusCode, type: String(answer.headers['content-type']), body: answer.json() }
}

const event = (more: object = {}): string =>
  JSON.stringify({
    timestamp: at,
    'service.name': 'cache',
    'customer.id': 'acme',
    'http.response.status_code': 200,
    ...more,
  })

test('events go in plain and gzip, and are found, counted and drawn', async () => {
  const failed = event({ 'http.response.status_code': 502, 'error.message': 'origin 7 gone', 'cloud.region': 'eu' })
  expect(await call('POST', '/api/evidence/events', `${event()}\n${failed}\n`)).toMatchObject({
    status: 202,
    body: { accepted: 2, corrected: 0 },
  })
  const zipped = gzipSync(`${event({ 'customer.id': 'zip' })}\n`)
  expect(await call('POST', '/api/evidence/events', zipped, { 'content-encoding': 'gzip' })).toMatchObject({
    status: 202,
  })
  await world.intake.flush()

  const found = await call('GET', '/api/evidence/events?where=customer.id%3Dacme&where=cloud.region%3Deu')
  expect(found.body.items).toMatchObject([
    {
      timestamp: at,
      statusCode: 502,
      isError: true,
      errorMessage: 'origin 7 gone',
      attributes: { 'cloud.region': 'eu', class: found.body.items[0].classId },
    },
  ])
  const classes = await call('GET', '/api/evidence/classes')
  expect(classes.body.items).toMatchObject([{ template: 'origin <*> gone', errors: 1, customers: 1, firstSeenAt: at }])
  const timeline = await call('GET', '/api/evidence/timeline')
  expect(timeline.body.points.length).toBeLessThanOrEqual(240)
  const sum = (key: string): number =>
    timeline.body.points.reduce((total: number, point: Record<string, number>) => total + point[key]!, 0)
  expect([sum('events'), sum('errors')]).toEqual([3, 1])
  const { from, historySince } = timeline.body
  expect(historySince <= at && historySince > from).toBe(true)
  const panel = await call('GET', '/api/evidence/attributes?errors=true')
  expect(panel.body.countedEvery).toBe(1)
  expect(panel.body.attributes).toContainEqual({
    attribute: 'cloud.region',
    values: [{ value: 'eu', events: 1, errors: 1 }],
  })
  const explanation = await call('GET', `/api/evidence/classes/${classes.body.items[0].id}/explanation`)
  expect(explanation).toMatchObject({ status: 200, body: { errors: 1, deploy: null, customers: { seen: 1 } } })
})

test('a filter finds what its comparisons say, whatever an event leaves out', async () => {
  const events = [
    { cdn: 'north', 'http.response.status_code': 200, duration_ms: 12, 'queue.depth': '7' },
    { cdn: 'north', 'http.response.status_code': 502, duration_ms: 900, 'queue.depth': 'many' },
    { cdn: 'south', 'http.response.status_code': 404, duration_ms: 12 },
    { 'http.response.status_code': 503 },
  ]
  const lines = events.map((one, n) => event({ 'customer.id': 'filtered', 'request.id': `f${n}`, ...one }))
  await call('POST', '/api/evidence/events', lines.join('\n'))
  await world.intake.flush()
  const found = async (query: string): Promise<string> => {
    const { body } = await call('GET', `/api/evidence/events?where=customer.id%3Dfiltered&${query}`)
    return body.items
      .map((item: { requestId: string }) => item.requestId.slice(1))
      .toSorted()
      .join('')
  }
  const tree = (filter: object) => found(`filter=${encodeURIComponent(JSON.stringify(filter))}`)
  const is = (field: string, op: string, value: unknown) => ({ field, op, value })
  const status = (op: string, value: number) => is('http.response.status_code', op, value)

  expect(await found(`where=${encodeURIComponent('http.response.status_code>=500')}`)).toBe('13')
  expect(await tree({ or: [status('<', 300), status('>', 502)] })).toBe('03')
  expect(await tree({ not: is('cdn', '=', 'north') })).toBe('23')
  expect(await tree(is('cdn', '=', null))).toBe('3')
  expect(await tree(is('cdn', 'in', ['south', '']))).toBe('23')
  expect(await tree(is('cdn', '~', 'ORT'))).toBe('01')
  expect(await tree({ and: [is('duration_ms', '<=', 12), is('cdn', '!=', 'south')] })).toBe('03')
  // A further attribute is compared as a number where it is one.
  expect(await tree(is('queue.depth', '<', 10))).toBe('0')
  expect(await tree({ not: is('queue.depth', '<', 10) })).toBe('123')
  expect(await tree(is('timestamp', '<', at))).toBe('')
  expect(await tree({ and: [] })).toBe('0123')
  expect(await tree({ or: [] })).toBe('')
})

test('pages neither repeat nor lose events, even of one millisecond', async () => {
  const lines = Array.from({ length: 25 }, (_, n) => event({ 'customer.id': 'pages', 'request.id': `r${n}` }))
  await call('POST', '/api/evidence/events', lines.join('\n'))
  await world.intake.flush()
  const seen: string[] = []
  for (let cursor: string | null = ''; cursor !== null;) {
    const { body } = await call(
      'GET',
      `/api/evidence/events?where=customer.id%3Dpages&limit=7&cursor=${cursor}`.replace(
        '&cursor=',
        cursor === '' ? '' : '&cursor=',
      ),
    )
    seen.push(...body.items.map((item: { requestId: string }) => item.requestId))
    cursor = body.nextCursor
  }
  expect(seen).toHaveLength(25)
  expect(new Set(seen).size).toBe(25)
})

test('deploys and roll-outs are recorded once and listed', async () => {
  const deploy = { service: 'revproxy', version: 'v2', startedAt: '2026-11-20T15:00:00.000Z', by: 'Tom', title: 'Fix' }
  const first = await call('POST', '/api/evidence/deploys', deploy)
  expect(first.status).toBe(201)
  expect((await call('POST', '/api/evidence/deploys', deploy)).body).toEqual(first.body)
  const hosts = `{"host":"a","at":"2026-11-20T15:01:00Z"}\n{"host":"b","at":"2026-11-20T15:02:00Z"}\n`
  const url = `/api/evidence/deploys/${first.body.id}/hosts`
  expect(await call('POST', url, hosts)).toMatchObject({ status: 202, body: { accepted: 2 } })
  await call('POST', url, '{"host":"a","at":"2026-11-20T15:09:00Z"}\n')
  expect((await call('GET', url)).body).toMatchObject({
    deploy: { hosts: 2, firstHostAt: '2026-11-20T15:01:00.000Z', isRollback: false },
    items: [{ host: 'a', at: '2026-11-20T15:01:00.000Z' }, { host: 'b' }],
  })
  await call('POST', '/api/evidence/deploys', { ...deploy, version: 'v3', startedAt: '2026-11-20T15:10:00.000Z' })
  await call('POST', '/api/evidence/deploys', { ...deploy, startedAt: '2026-11-20T15:20:00.000Z' })
  const list = await call('GET', '/api/evidence/deploys?service=revproxy')
  expect(
    list.body.items.map((item: { version: string; isRollback: boolean }) => [item.version, item.isRollback]),
  ).toEqual([
    ['v2', true],
    ['v3', false],
    ['v2', false],
  ])
})

test.each([
  ['POST', '/api/evidence/events', '{oops\n[]', 400, '/problems/bad-input'],
  ['POST', '/api/evidence/events', `{"a":"${'x'.repeat(1 << 20)}"}`, 413, '/problems/too-large'],
  [
    'POST',
    `/api/evidence/deploys/${randomUUID()}/hosts`,
    '{"host":"a","at":"2026-11-20T15:01:00Z"}',
    404,
    '/problems/not-found',
  ],
  ['POST', `/api/evidence/deploys/${randomUUID()}/hosts`, '{"host":"a"}', 400, '/problems/bad-input'],
  ['GET', `/api/evidence/deploys/${randomUUID()}/hosts`, undefined, 404, '/problems/not-found'],
  ['GET', '/api/evidence/events?where=nonsense', undefined, 400, '/problems/bad-input'],
  ['GET', '/api/evidence/events?cursor=nonsense', undefined, 400, '/problems/bad-input'],
  ['GET', '/api/evidence/classes/0000000000000000/explanation', undefined, 404, '/problems/not-found'],
] as const)('%s %s is refused: %#', async (...row) => {
  const [method, url, body, status, type] = row
  expect(await call(method, url, body)).toMatchObject({ status, body: { type } })
})

test.each([
  ['GET', '/api/evidence/events'],
  ['GET', '/api/evidence/timeline'],
  ['GET', '/api/evidence/attributes'],
  ['GET', '/api/evidence/classes'],
  ['GET', '/api/evidence/deploys'],
  ['GET', `/api/evidence/deploys/${randomUUID()}/hosts`],
  ['GET', '/api/evidence/classes/0000000000000000/explanation'],
  ['POST', '/api/evidence/events'],
  ['POST', `/api/evidence/deploys/${randomUUID()}/hosts`],
] as const)('%s %s needs its permission', async (method, url) => {
  permissions = ['desk.read']
  try {
    expect(await call(method, url, method === 'POST' ? '{}' : undefined)).toMatchObject({ status: 403 })
  } finally {
    permissions = ['evidence.read', 'evidence.write']
  }
})

test('while the engine is away questions say so and events are still accepted', async () => {
  process.kill(world.engineChild()!, 'SIGKILL')
  await expect.poll(() => world.ctx.engine.state().state, { interval: 2 }).toBe('restarting')
  expect(await call('GET', '/api/evidence/events')).toMatchObject({
    status: 503,
    body: { type: '/problems/evidence-unavailable' },
  })
  expect(await call('POST', '/api/evidence/events', event({ 'customer.id': 'late' }))).toMatchObject({ status: 202 })
  await expect.poll(() => world.ctx.engine.state().state, { timeout: 20_000 }).toBe('ready')
  await world.intake.flush()
  expect((await call('GET', '/api/evidence/events?where=customer.id%3Dlate')).body.items).toHaveLength(1)
})

test('what was refused is listed with its reason, and each source with what it sent, once a second at most', async () => {
  const identity = {
    identify: async () => actor,
    contextFor: (one: typeof actor, requestId: string) => ({ ...world.ctx, actor: one, requestId }),
  }
  const { actor } = world.as('evidence.read', 'evidence.write')
  const own = await openHttp(world.ctx.log, {})
  mountRoutes(own, evidenceRoutes(world.intake), identity)
  const send = (payload: string) =>
    own.inject({
      method: 'POST',
      url: '/api/evidence/events',
      headers: { 'content-type': 'application/x-ndjson' },
      payload,
    })
  const mixed = await send(`${event()}\n{"token":"very secret"\n`)
  expect(mixed.json()).toMatchObject({ accepted: 1, refusedCount: 1, refused: [{ line: 2 }] })
  expect((await send('no event')).statusCode).toBe(400)
  await Promise.all(Array.from({ length: 20 }, () => send(`${event()}\n`)))
  await world.intake.flush()
  const { items, sources } = (await own.inject({ url: '/api/evidence/rejections' })).json()
  const texts = items.map(({ text }: { text: string }) => text)
  expect(texts).toEqual(expect.arrayContaining(['no event', '{"token":"***"']))
  expect(sources).toContainEqual(expect.objectContaining({ name: 'Ada', accepted: 21, refused: 2 }))
  await own.close()
})
