import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, inject, test } from 'vitest'
import { pino } from 'pino'
import { realClock } from '../platform/clock/clock.ts'
import type { Context } from '../platform/context.ts'
import { runCommand } from '../testing/run-server.ts'
import { startWorld } from '../testing/start-world.ts'
import { startLoops } from './loops.ts'

const contextFor = () => ({ log: pino({ level: 'silent' }) }) as unknown as Context

test('a loop that fails is named until it works again, without the words of its error', async () => {
  let isBroken = true
  const broken = async () => {
    if (isBroken) throw new Error('password=s3cret is wrong')
  }
  const loop = { name: 'desk.breach-clocks', everySeconds: 3600, verb: broken }
  const alone = { hold: async () => true, stop: async () => undefined }
  const loops = startLoops([loop], realClock, contextFor, alone)
  await loops.runAll()
  expect(loops.troubles()).toEqual([
    { name: 'desk.breach-clocks', detail: 'desk.breach-clocks fails; the log says why' },
  ])
  isBroken = false
  await loops.runAll()
  expect(loops.troubles()).toEqual([])
  await loops.stop()
})

test('health says that loops go round, and which one does not', async () => {
  const world = await startWorld({ evidence: true })
  const health = async () => (await (await world.nobody.raw('/healthz')).json()) as { status: string; parts: object }
  expect(await health()).toMatchObject({ status: 'ok', parts: { loops: { state: 'ready' } } })
  await world.sql('alter table desk.clocks rename to clocks_away')
  await world.app.runLoops()
  expect(await health()).toMatchObject({
    status: 'degraded',
    parts: { loops: { state: 'failing', detail: expect.stringContaining('desk.breach-clocks') } },
  })
  await world.sql('alter table desk.clocks_away rename to clocks')
  await world.stop()
})

test('a second server is refused on the same data folder, and on the same records without a share in the other stores', async () => {
  const world = await startWorld()
  const [row] = await world.sql<{ name: string }>('select current_database() as name')
  const url = `postgresql:///${row!.name}?host=${inject('socketFolder')}&user=bellwether`
  const same = await runCommand(['serve'], { BELLWETHER_DATA: world.dataFolder, DATABASE_URL: url })
  expect([same.status, same.said]).toEqual([1, expect.stringContaining('Another Bellwether is running on')])
  expect((await world.nobody.raw('/healthz')).status).toBe(200)
  const folder = mkdtempSync(join(tmpdir(), 'bw-second-'))
  const second = await runCommand(['serve'], { BELLWETHER_DATA: folder, DATABASE_URL: url })
  expect([second.status, second.said]).toEqual([1, expect.stringContaining('running on these records')])
  const shares = { FILES_URL: `file://${folder}/files`, CLICKHOUSE_URL: 'http://127.0.0.1:1' }
  const third = await runCommand(['serve'], { BELLWETHER_DATA: folder, DATABASE_URL: url, ...shares })
  expect([third.status, third.said]).toEqual([1, expect.stringContaining('running on these records')])
  await world.stop()
  rmSync(folder, { recursive: true, force: true })
}, 60_000)

test('a lock that was lost with its connection is taken again', async () => {
  const world = await startWorld()
  // Other tests have locks in databases of their own.
  const ours = `from pg_locks join pg_database on pg_database.oid = pg_locks.database
    where locktype = 'advisory' and granted and datname = current_database()`
  await world.sql(`select pg_terminate_backend(pid) ${ours}`)
  await expect.poll(async () => (await world.sql(`select 1 ${ours}`)).length, { timeout: 5000 }).toBeGreaterThan(0)
  await expect.poll(async () => (await world.nobody.raw('/healthz')).status, { timeout: 5000 }).toBe(200)
  await world.stop()
})
