import type { Context } from '../platform/context.ts'
import { evidenceDb } from './evidence.tables.ts'

/** Drops the partitions of some tables that begin before an instant. */
export async function dropPartitions(ctx: Context, tables: readonly string[], before: Date): Promise<void> {
  const found = await ctx.engine.query<{ table: string; partition: string }>(
    `select distinct table, partition from system.parts
     where database = 'evidence' and active and has({tables:Array(String)}, table) and partition < {before:String}`,
    { tables, before: before.toISOString().slice(0, 10) },
  )
  for (const { table, partition } of found) {
    if (!/^\d{4}-\d\d-\d\d$/.test(partition)) continue
    await ctx.engine.command(`alter table evidence.${table} drop partition '${partition}'`)
  }
}

export async function dropTables(ctx: Context): Promise<void> {
  await ctx.engine.command('drop database if exists evidence')
}

export async function deleteDeploys(ctx: Context): Promise<void> {
  await evidenceDb(ctx).deleteFrom('evidence.deploys').execute()
}
