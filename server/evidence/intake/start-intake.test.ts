import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { manualClock } from '../../platform/clock/clock.ts'
import type { Engine } from '../../platform/engine/engine.ts'
import { startEngine } from '../../platform/engine/start-engine.ts'
import { intakeHealth } from './intake-health.ts'
import { startIntake, type Intake } from './start-intake.ts'

const folder = mkdtempSync(join(tmpdir(), 'intake-'))
const log = { info: () => undefined, warn: () => undefined, error: () => undefined }
const clock = manualClock(new Date('2026-11-20T16:00:00Z'))
let engine: Awaited<ReturnType<typeof startEngine>>
let intake: Intake

beforeAll(async () => {
  engine = await startEngine({ folder: join(folder, 'engine'), log })
  intake = await startIntake({ engine, folder, clock, log })
})
afterAll(async () => {
  await intake.stop()
  await engine.stop()
  rmSync(folder, { recursive: true, force: true })
})

const at = '2026-11-20T15:59:00.000Z'
const send = (lines: unknown[], to: Intake = intake) =>
  to.accept(Readable.from([Buffer.from(lines.map((line) => JSON.stringify(line)).join('\n'))]), {})
const found = async (customer: string) => {
  await intake.flush()
  return engine.query<Record<string, unknown>>(
    'select * from evidence.events where `customer.id` = {customer:String} order by timestamp, `request.id`',
    { customer },
  )
}

test('standard events are found as they came, with the class of their message and whether they are errors', async () => {
  const event = { timestamp: at, 'customer.id': 'plain', 'service.name': 'cache', 'http.response.status_code': 200 }
  const failed = { ...event, 'request.id': 'r2', 'http.response.status_code': 502, 'error.message': 'lambda 17 "gone"' }
  expect(await send([event, failed])).toMatchObject({ accepted: 2, corrected: 0, refused: [] })
  const rows = await found('plain')
  expect(rows).toMatchObject([
    { ...event, kind: 'request', class: '', is_error: 0, attributes: {} },
    { ...failed, class: expect.stringMatching(/^[0-9a-f]{16}$/), is_error: 1 },
  ])
  expect(
    await engine.query('select class from evidence.errors where `customer.id` = {c:String}', { c: 'plain' }),
  ).toEqual([{ class: rows[1]!['class'] }])
})

test('the body of a severe log record stands for a missing error message; a calm one is no failure', async () => {
  const record = { timestamp: at, kind: 'log', 'customer.id': 'logger', 'service.name': 'cache' }
  await send([
    { ...record, 'request.id': '1', severity_text: 'Error', body: 'upstream 17 went away' },
    { ...record, 'request.id': '2', severity_text: 'Error', body: 'upstream 18 went away', 'cloud.region': 'eu' },
    { ...record, 'request.id': '3', severity_text: 'INFO', body: 'upstream 19 went away' },
  ])
  const rows = await found('logger')
  expect(rows).toMatchObject([
    { body: 'upstream 17 went away', severity_text: 'Error', is_error: 1 },
    { class: rows[0]!['class'], is_error: 1, attributes: { 'cloud.region': 'eu' } },
    { class: '', is_error: 0 },
  ])
  expect(rows[0]!['class']).toMatch(/^[0-9a-f]{16}$/)
})

test('what is not standard is kept among the attributes; values are made to fit', async () => {
  const event = {
    timestamp: Date.parse(at) / 1000,
    'customer.id': 'odd',
    'http.response.status_code': '404',
    'cloud.region': 'eu',
    retries: 3,
    nested: { a: [1] },
    attributes: { deep: 'yes' },
    'trace.id': null,
    'url.path': 'x'.repeat(9000),
  }
  await send([event])
  const [row] = await found('odd')
  expect(row).toMatchObject({
    timestamp: at,
    'http.response.status_code': 404,
    attributes: { 'cloud.region': 'eu', retries: '3', nested: '{"a":[1]}', deep: 'yes' },
  })
  expect(row!['url.path']).toHaveLength(8192)
})

test('without a time the receipt counts; a time from the future is corrected and kept', async () => {
  const future = '2026-11-20T18:00:00Z'
  expect(await send([{ 'customer.id': 'timeless' }, { 'customer.id': 'timeless', timestamp: future }])).toMatchObject({
    accepted: 2,
    corrected: 1,
    notUnderstood: { instant: 1 },
  })
  const rows = await found('timeless')
  expect(rows.map((row) => row['timestamp'])).toEqual(['2026-11-20T16:00:00.000Z', '2026-11-20T16:00:00.000Z'])
  expect(rows.map((row) => row['attributes'])).toContainEqual({ 'timestamp.reported': future })
})

test('bad lines are said one by one; the good ones beside them are kept', async () => {
  const body = `\ufeff{"timestamp":"${at}","customer.id":"beside"}\n{"broken\n\n[1]\n{"timestamp":"2026-10-01T00:00:00Z"}\n{"cdn":{}}\n{"a":${'['.repeat(10_000)}${']'.repeat(10_000)}}\n{"a":"${'x'.repeat(1 << 20)}"}\n{"customer.id":"beside"}`
  const answer = await intake.accept(Readable.from([Buffer.from(body)]), {})
  expect(answer).toMatchObject({ accepted: 2, refusedCount: 6 })
  expect(answer.refused).toMatchObject([
    { line: 2, pointer: '', detail: expect.stringContaining('not JSON') },
    { line: 4, detail: expect.stringContaining('one JSON object') },
    { line: 5, pointer: '/timestamp', detail: expect.stringContaining('7 days') },
    { line: 6, pointer: '/cdn', detail: '"cdn" must be a string.' },
    { line: 7, detail: expect.stringContaining('deep') },
    { line: 8, detail: expect.stringContaining('1 MB') },
  ])
  for (const { text } of answer.refused) expect(text.length).toBeLessThanOrEqual(4096)
  expect(await found('beside')).toHaveLength(2)
})

test('a small body that unpacks to very much is refused before it costs anything', async () => {
  const blank = gzipSync(Buffer.alloc(70 << 20, '\n'))
  await expect(intake.accept(Readable.from([blank]), {})).rejects.toMatchObject({ kind: { slug: 'too-large' } })
  const lines = Readable.from([Buffer.alloc(200_000, '\n')])
  await expect(intake.accept(lines, {})).rejects.toMatchObject({ detail: expect.stringContaining('empty lines') })
})

test('a body that takes too long to read is refused, and the next one is read', async () => {
  const other = mkdtempSync(join(tmpdir(), 'intake-'))
  const hasty = await startIntake({ engine, folder: other, clock, log, deadlineMilliseconds: 300 })
  await send([{ 'customer.id': 'hasty' }], hasty)
  const long = Buffer.from(`{"x":1.50,"body":"b"}\n`.repeat(1_500_000))
  await expect(hasty.accept(Readable.from([long]), {})).rejects.toMatchObject({
    kind: { slug: 'too-large' },
    detail: expect.stringContaining('smaller parts'),
  })
  expect(await send([{ 'customer.id': 'hasty' }], hasty)).toMatchObject({ accepted: 1 })
  await hasty.stop()
  rmSync(other, { recursive: true, force: true })
})

test.each([
  ['text that the engine reads as no event', (rows: string) => rows.includes('poison'), 1],
  ['a segment that is refused whatever it holds', (rows: string) => rows.includes('doomed'), 1],
])('%s is set aside and the rest goes on', async (_, isRefused, files) => {
  const other = mkdtempSync(join(tmpdir(), 'intake-'))
  const choosy: Engine = {
    ...engine,
    insert: async (batch) => {
      if (isRefused(batch.rows.toString())) throw Object.assign(new Error('Cannot parse input'), { code: '27' })
      await engine.insert(batch)
    },
  }
  const careful = await startIntake({ engine: choosy, folder: other, clock, log })
  const lines = Array.from({ length: 50 }, (_, n) => ({
    'customer.id': `aside${files}`,
    pop: n === 31 ? 'poison' : 'p',
  }))
  if (isRefused('doomed')) lines.splice(0, 50, { 'customer.id': 'aside', pop: 'doomed' })
  await send(lines, careful)
  await careful.flush()
  await send([{ 'customer.id': 'after' }], careful)
  await careful.flush()
  expect(careful.state()).toMatchObject({ spooledBytes: 0, setAside: files })
  expect(intakeHealth(careful.state())).toMatchObject({ state: 'set-aside', setAside: files })
  const aside = readdirSync(join(other, 'spool', 'set-aside')).toSorted()
  expect(
    readFileSync(join(other, 'spool', 'set-aside', aside[0]!), 'utf8')
      .trim()
      .split('\n'),
  ).toHaveLength(1)
  expect(readFileSync(join(other, 'spool', 'set-aside', aside[1]!), 'utf8')).toContain('Cannot parse input')
  await careful.stop()
  const again = await startIntake({ engine, folder: other, clock, log })
  expect(again.state().setAside).toBe(files)
  await again.stop()
  rmSync(other, { recursive: true, force: true })
})

test('an engine that is full or has no table is waited for; nothing is set aside', async () => {
  const other = mkdtempSync(join(tmpdir(), 'intake-'))
  let code: string | undefined = '243'
  const sick: Engine = {
    ...engine,
    insert: async (batch) => {
      if (code !== undefined) throw Object.assign(new Error('Not enough space'), { code })
      await engine.insert(batch)
    },
  }
  const patient = await startIntake({ engine: sick, folder: other, clock, log })
  await send([{ 'customer.id': 'patient' }], patient)
  const done = patient.flush()
  await expect.poll(() => intakeHealth(patient.state()).state, { timeout: 5000 }).toBe('late')
  code = undefined
  await done
  expect(intakeHealth(patient.state())).toMatchObject({ state: 'ready', waitingBytes: 0, setAside: 0 })
  expect(await found('patient')).toHaveLength(1)
  await patient.stop()
  rmSync(other, { recursive: true, force: true })
})

test('lines cut anywhere by the network are put together', async () => {
  const lines = Array.from({ length: 50 }, (_, n) =>
    JSON.stringify({ timestamp: at, 'customer.id': 'cut', pop: `ü${n}` }),
  )
  const body = Buffer.from(lines.join('\n'))
  const pieces = Array.from({ length: Math.ceil(body.length / 7) }, (_, n) => body.subarray(n * 7, n * 7 + 7))
  expect(await intake.accept(Readable.from(pieces), {})).toMatchObject({ accepted: 50 })
  expect(new Set((await found('cut')).map((row) => row['pop'])).size).toBe(50)
})

test('gzip is read; half of it is refused with what to do', async () => {
  const whole = gzipSync(`{"timestamp":"${at}","customer.id":"zipped"}\n`.repeat(100))
  const headers = { 'content-encoding': 'gzip' }
  expect(await intake.accept(Readable.from([whole]), headers)).toMatchObject({ accepted: 100 })
  await expect(intake.accept(Readable.from([whole.subarray(0, 30)]), headers)).rejects.toMatchObject({
    kind: { slug: 'bad-input' },
    detail: expect.stringContaining('send it again'),
  })
  expect(await found('zipped')).toHaveLength(100)
})

test('a request over 64 MB is too large', async () => {
  const line = Buffer.from(`{"url.path":"${'x'.repeat(8000)}"}\n`)
  const many = Readable.from(Array.from({ length: 8500 }, () => line))
  await expect(intake.accept(many, {})).rejects.toMatchObject({ kind: { slug: 'too-large' } })
})

test('bytes that the engine would refuse are made anew rather than lost', async () => {
  const twice = `{"timestamp":"${at}","customer.id":"twice","pop":"a","pop":"b"}`
  const half = `{"timestamp":"${at}","customer.id":"twice","pop":"\\ud800 c","http.response.status_code":5.0e2}`
  await intake.accept(Readable.from([Buffer.from(`${twice}\n${half}\n`)]), {})
  expect(await found('twice')).toHaveLength(2)
  expect(intake.state().setAside).toBe(0)
})

test('a repeated batch is counted once, in the events and in every view', async () => {
  const row = { timestamp: at, 'customer.id': 'again', 'error.message': 'only once', class: '00000000000000aa' }
  const rows = Buffer.from(`${JSON.stringify(row)}\n`)
  const batch = { table: 'evidence.events', rows, deduplicationToken: 'the-same' }
  await engine.insert(batch)
  await engine.insert(batch)
  expect(await found('again')).toHaveLength(1)
  const views = `select
    (select count() from evidence.errors where class = '00000000000000aa') as errors,
    (select sum(events) from evidence.classes_seen where class = '00000000000000aa') as seen,
    (select sum(requests) from evidence.customers_five_minutes where \`customer.id\` = 'again') as requests`
  expect(await engine.query(views)).toEqual([{ errors: 1, seen: 1, requests: 1 }])
})

test('events accepted while the engine is away are there when it is back, once', async () => {
  process.kill(engine.childId()!, 'SIGKILL')
  expect(await send([{ timestamp: at, 'customer.id': 'meanwhile' }])).toMatchObject({ accepted: 1 })
  await expect.poll(() => engine.state().state, { timeout: 20_000 }).toBe('ready')
  expect(await found('meanwhile')).toHaveLength(1)
  expect(intake.state().spooledBytes).toBe(0)
})

test('what a former run left in the spool is replayed, without the half line at its end', async () => {
  const other = mkdtempSync(join(tmpdir(), 'intake-'))
  const away: Engine = { ...engine, insert: () => new Promise(() => undefined) }
  const first = await startIntake({ engine: away, folder: other, clock, log })
  await send([{ timestamp: at, 'customer.id': 'replayed' }], first)
  const spool = join(other, 'spool')
  const { appendFileSync } = await import('node:fs')
  appendFileSync(join(spool, readdirSync(spool)[0]!), '{"timestamp":"2026')
  const second = await startIntake({ engine, folder: other, clock, log })
  await second.flush()
  expect(await found('replayed')).toHaveLength(1)
  await second.stop()
  rmSync(other, { recursive: true, force: true })
})

test('a full spool refuses with when to try again, and recovers by itself', async () => {
  const other = mkdtempSync(join(tmpdir(), 'intake-'))
  let isAway = true
  const flaky: Engine = {
    ...engine,
    insert: async (batch) =>
      isAway ? Promise.reject(new (await import('../../platform/problem.ts')).Problem(gone)) : engine.insert(batch),
  }
  const small = await startIntake({ engine: flaky, folder: other, clock, log, spoolBytesMax: 300 })
  const event = { timestamp: at, 'customer.id': 'full', pop: 'x'.repeat(150) }
  await send([event], small)
  await expect(send([event], small)).rejects.toMatchObject({ kind: { slug: 'unavailable' }, retryAfterSeconds: 30 })
  isAway = false
  await small.flush()
  expect(await send([event], small)).toMatchObject({ accepted: 1 })
  await small.flush()
  expect(await found('full')).toHaveLength(2)
  await small.stop()
  rmSync(other, { recursive: true, force: true })
})

const gone = { slug: 'gone', title: 'gone', status: 503, remedy: '' }

test('ten thousand new names are attributes like any other; in one event they are refused with the limit', async () => {
  const named = Array.from({ length: 10_000 }, (_, n) => ({ 'customer.id': 'names', [`custom.${n}`]: 'x' }))
  expect(await send(named)).toMatchObject({ accepted: 10_000 })
  await intake.flush()
  const [row] = await engine.query<{ names: number }>(
    `select uniqExact(arrayJoin(mapKeys(attributes))) as names from evidence.events where \`customer.id\` = 'names'`,
  )
  expect(row).toEqual({ names: 10_000 })
  const crowded = Object.fromEntries(Array.from({ length: 10_000 }, (_, n) => [`custom.${n}`, 'x']))
  expect((await send([crowded])).refused).toMatchObject([{ line: 1, detail: expect.stringContaining('at most 128') }])
})

test('a clock two days ahead is corrected, one two days behind is believed, one eight days behind refused', async () => {
  const day = 86_400_000
  const skewed = (days: number) => ({
    'customer.id': 'skewed',
    timestamp: new Date(Date.parse(at) + days * day).toISOString(),
  })
  expect(await send([skewed(2), skewed(-2)])).toMatchObject({ accepted: 2, corrected: 1 })
  expect(await found('skewed')).toMatchObject([
    { timestamp: skewed(-2).timestamp, attributes: {} },
    { timestamp: clock.now().toISOString(), attributes: { 'timestamp.reported': skewed(2).timestamp } },
  ])
  expect(await send([skewed(-8)])).toMatchObject({ accepted: 0, refusedCount: 1 })
})
