import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { createServer, request as ask } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Problem } from '../problem.ts'
import { startEngine } from './start-engine.ts'

const folder = mkdtempSync(join(tmpdir(), 'engine-'))
const log = { info: () => undefined, warn: () => undefined, error: () => undefined }
let engine: Awaited<ReturnType<typeof startEngine>>

beforeAll(async () => {
  engine = await startEngine({ folder, log })
  await engine.command('create database checks')
  await engine.command('create table checks.kept (a UInt32) engine = MergeTree order by a')
})
afterAll(async () => {
  await engine.stop()
  rmSync(folder, { recursive: true, force: true })
})

test.each([
  ['quotes', 'it\'s "so" `here`'],
  ['white space', 'tab\tnewline\nreturn\r end'],
  ['backslashes', String.raw`C:\new\table \' \\`],
  ['no parameter', '{name:String} \u0000 ü 漢 🐟'],
  ['nothing', ''],
])('a string comes back as it went: %s', async (_, text) => {
  const [row] = await engine.query<{ text: string; list: string[] }>(
    'select {text:String} as text, {list:Array(String)} as list',
    { text, list: [text, 'b', text] },
  )
  expect(row).toEqual({ text, list: [text, 'b', text] })
})

test('null, numbers and arrays keep their types', async () => {
  const sql = `select {nothing:Nullable(String)} as nothing, {big:UInt64} as big, {share:Float64} as share,
    {numbers:Array(UInt32)} as numbers, {yes:Bool} as yes, fromUnixTimestamp64Milli({at:Int64}) as at`
  const values = { nothing: null, big: 123456789012, share: 0.25, numbers: [1, 2], yes: true, at: 1795190400123 }
  expect(await engine.query(sql, values)).toEqual([{ ...values, at: '2026-11-20T16:00:00.123Z' }])
})

test('settings do not leak from one query into the next', async () => {
  await Promise.all([1, 2, 3, 4, 5, 6].map(() => engine.query('select 1', {}, { seconds: 1 })))
  const asked = "select toUInt32(getSetting('max_execution_time')) as seconds, getSetting('max_threads') as threads"
  const before = await engine.query(asked, {}, { seconds: 7 })
  await engine.query('select 1 settings max_threads = 1')
  const after = await Promise.all([1, 2, 3, 4].map(() => engine.query(asked, {}, { seconds: 7 })))
  expect(after).toEqual([before, before, before, before])
  expect(before).toMatchObject([{ seconds: 7 }])
})

test('the word settings inside a string is only a word', async () => {
  expect(await engine.query("select 'x settings y' as text")).toEqual([{ text: 'x settings y' }])
})

test('SET is refused', async () => {
  await expect(engine.command('set max_threads = 1')).rejects.toThrow('refused')
})

test('three questions run side by side, and an insert beside them', async () => {
  const startedAt = performance.now()
  const sleeps = [1, 2, 3].map(() => engine.query('select sleep(1)'))
  await engine.insert({ table: 'checks.kept', rows: Buffer.from('{"a":1}\n{"a":2}\n'), deduplicationToken: 'first' })
  expect(performance.now() - startedAt).toBeLessThan(900)
  await Promise.all(sleeps)
  expect(performance.now() - startedAt).toBeLessThan(2000)
})

test('a question that takes too long is a problem of its own, not a bug', async () => {
  const asked = engine.query(
    'select sleepEachRow(0.1) from numbers(100) settings max_block_size = 1',
    {},
    { seconds: 1 },
  )
  await expect(asked).rejects.toMatchObject({ kind: { slug: 'evidence-unavailable' } })
})

test('a caller without the token is refused', async () => {
  const token = 'secret'
  const other = mkdtempSync(join(tmpdir(), 'engine-'))
  const child = fork(new URL('engine-process.ts', import.meta.url), [other], {
    env: { ...process.env, ENGINE_TOKEN: token },
    execArgv: [],
  })
  const [{ port }] = (await once(child, 'message')) as [{ port: number }]
  const call = (headers: Record<string, string>) =>
    fetch(`http://127.0.0.1:${port}/?query=select%201`, { method: 'POST', headers })
  expect((await call({})).status).toBe(401)
  expect((await call({ authorization: 'Bearer wrong!' })).status).toBe(401)
  expect(await (await call({ authorization: `Bearer ${token}` })).text()).toBe('1\n')
  child.disconnect()
  const [code] = (await once(child, 'exit')) as [number]
  expect(code).toBe(0)
  rmSync(other, { recursive: true, force: true })
})

test('a server elsewhere is used by its address; while it does not answer, questions say so', async () => {
  const other = mkdtempSync(join(tmpdir(), 'engine-'))
  const child = fork(new URL('engine-process.ts', import.meta.url), [other], {
    env: { ...process.env, ENGINE_TOKEN: 'secret' },
    execArgv: [],
  })
  const [{ port }] = (await once(child, 'message')) as [{ port: number }]
  // Another engine, reached without a token as a ClickHouse server without a password is.
  const server = createServer((request, response) => {
    const headers = { ...request.headers, authorization: 'Bearer secret' }
    const options = { port, path: request.url, method: request.method, headers }
    request.pipe(
      ask(options, (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers)
        answer.pipe(response)
      }),
    )
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const remote = await startEngine({
    folder: '',
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    log,
  })
  expect(remote.state()).toEqual({ state: 'ready' })
  await remote.command('create table default.there (a UInt8) engine = MergeTree order by a')
  await remote.insert({ table: 'default.there', rows: Buffer.from('{"a":7}\n'), deduplicationToken: 'one' })
  expect(await remote.query('select a from default.there')).toEqual([{ a: 7 }])
  await remote.stop()
  server.close()
  const away = await startEngine({ folder: '', url: 'http://127.0.0.1:9', log })
  await expect(away.query('select 1')).rejects.toMatchObject({ kind: { status: 503 } })
  await away.stop()
  child.disconnect()
  await once(child, 'exit')
  rmSync(other, { recursive: true, force: true })
})

test('a killed engine comes back with what it had acknowledged; questions meanwhile say why not', async () => {
  await engine.insert({ table: 'checks.kept', rows: Buffer.from('{"a":3}\n'), deduplicationToken: 'second' })
  const killed = engine.childId()!
  process.kill(killed, 'SIGKILL')
  await expect.poll(() => engine.state().state, { interval: 2 }).toBe('restarting')
  await expect(engine.query('select 1')).rejects.toThrowError(Problem)
  await expect.poll(() => engine.state().state, { timeout: 20_000 }).toBe('ready')
  expect(engine.childId()).not.toBe(killed)
  expect(await engine.query('select a from checks.kept where a = 3')).toEqual([{ a: 3 }])
})

test('a folder that another process holds switches evidence off with the reason', async () => {
  const second = await startEngine({ folder, log, lockPatienceSeconds: 1 })
  expect(second.state()).toMatchObject({ state: 'off', reason: expect.stringMatching(/create connection/i) })
  await expect(second.query('select 1')).rejects.toMatchObject({ kind: { status: 503 } })
  await second.stop()
}, 20_000)
