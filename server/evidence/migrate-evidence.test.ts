import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Engine } from '../platform/engine/engine.ts'
import { type EvidenceMigration, evidenceMigrations } from './engine-tables.ts'
import { type EvidenceWorld, openEvidenceWorld } from './evidence.builders.ts'
import { migrateEvidence } from './migrate-evidence.ts'

let world: EvidenceWorld
let engine: Engine
beforeAll(async () => {
  world = await openEvidenceWorld(new Date('2026-11-20T16:00:00Z'))
  engine = world.ctx.engine
  await world.send([{ timestamp: '2026-11-20T15:59:00.000Z', 'service.name': 'web', 'request.id': 'kept' }])
  await world.intake.flush()
}, 60_000)
afterAll(() => world.stop())

const applied = async () =>
  (await engine.query<{ name: string }>('select name from evidence.migrations order by number')).map(({ name }) => name)
const add = (column: string): EvidenceMigration => ({
  name: `add-${column}`,
  statements: [`alter table evidence.events add column if not exists ${column} String default 'none'`],
})

test('a start applies what is there to apply, once', async () => {
  await migrateEvidence(engine)
  expect(await applied()).toEqual(evidenceMigrations.map(({ name }) => name))
})

test('a folder from before the steps were numbered is brought on', async () => {
  await engine.command('drop table evidence.migrations')
  await migrateEvidence(engine)
  expect(await applied()).toEqual(['tables'])
  expect(await engine.query('select count() as n from evidence.events')).toEqual([{ n: 1 }])
})

test('a later version adds its steps and keeps the events', async () => {
  const later = [...evidenceMigrations, add('colour')]
  await migrateEvidence(engine, later)
  await migrateEvidence(engine, later)
  expect(await applied()).toEqual(['tables', 'add-colour'])
  expect(await engine.query('select `request.id` as id, colour from evidence.events')).toEqual([
    { id: 'kept', colour: 'none' },
  ])
})

test('a step that ended in the middle is done again', async () => {
  const broken: EvidenceMigration = {
    name: 'two',
    statements: [...add('size').statements, 'alter table evidence.nothing drop column x'],
  }
  const before = [...evidenceMigrations, add('colour')]
  await expect(migrateEvidence(engine, [...before, broken])).rejects.toThrow('nothing')
  await migrateEvidence(engine, [
    ...before,
    { ...broken, statements: [...add('size').statements, ...add('weight').statements] },
  ])
  expect(await applied()).toEqual(['tables', 'add-colour', 'two'])
})

test('an older version does not touch what a newer one has changed', async () => {
  await expect(migrateEvidence(engine)).rejects.toThrow('written by a newer version (step 3, this one knows 1)')
})

test('tables that somebody took away are made anew', async () => {
  await engine.command('drop database evidence')
  await migrateEvidence(engine)
  await engine.command('drop table evidence.events')
  await migrateEvidence(engine)
  expect(await applied()).toEqual(['tables'])
  expect(await engine.query('select count() as n from evidence.events')).toEqual([{ n: 0 }])
})
