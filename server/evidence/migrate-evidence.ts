import type { Engine } from '../platform/engine/engine.ts'
import { type EvidenceMigration, evidenceMigrations } from './engine-tables.ts'

const ledger = [
  'create database if not exists evidence',
  `create table if not exists evidence.migrations (number UInt32, name String, applied_at DateTime default now())
    engine = MergeTree order by number`,
]

/**
 * Brings the tables of the evidence to the newest form, where evidence is taken in. Harmless to repeat, and for two
 * processes at once. Throws where a newer version has changed them: older code would write what newer code misreads.
 */
export async function migrateEvidence(
  engine: Engine,
  migrations: readonly EvidenceMigration[] = evidenceMigrations,
): Promise<void> {
  for (const statement of ledger) await engine.command(statement)
  const applied = await countApplied(engine)
  if (applied > migrations.length)
    throw new Error(
      `The evidence was written by a newer version (step ${applied}, this one knows ${migrations.length}). Start that version.`,
    )
  for (const [at, { name, statements }] of migrations.entries()) {
    if (at < applied) continue
    for (const statement of statements) await engine.command(statement)
    await engine.command('insert into evidence.migrations (number, name) values ({number:UInt32}, {name:String})', {
      number: at + 1,
      name,
    })
  }
}

/** Whoever took the tables away took the steps away that made them. */
async function countApplied(engine: Engine): Promise<number> {
  const events = `select name from system.tables where database = 'evidence' and name = 'events'`
  if ((await engine.query(events)).length === 0) await engine.command('truncate table evidence.migrations')
  const [row] = await engine.query<{ applied: number }>('select max(number) as applied from evidence.migrations')
  return row?.applied ?? 0
}
