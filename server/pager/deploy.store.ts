import type { Selectable } from 'kysely'
import type { DeployRule } from '@bellwether/contract/pager.ts'
import { type Context, now } from '../platform/context.ts'
import { pagerDb, type PagerTables } from './pager.tables.ts'

/** The rule of all services has no name. */
export const allServices = ''

/** The rules that somebody set, by service. */
export async function findDeployRules(ctx: Context): Promise<Map<string, DeployRule>> {
  const rows = await pagerDb(ctx).selectFrom('pager.deployRules').selectAll().orderBy('service').execute()
  return new Map(rows.map(({ service, ...rule }) => [service, rule]))
}

export async function upsertDeployRule(ctx: Context, service: string, rule: DeployRule): Promise<void> {
  await pagerDb(ctx)
    .insertInto('pager.deployRules')
    .values({ service, ...rule })
    .onConflict((conflict) => conflict.column('service').doUpdateSet(rule))
    .execute()
}

export async function deleteDeployRule(ctx: Context, service: string): Promise<void> {
  await pagerDb(ctx).deleteFrom('pager.deployRules').where('service', '=', service).execute()
}

export async function insertDeployOverride(
  ctx: Context,
  override: { service: string; byName: string; reason: string; until: Date },
): Promise<void> {
  await pagerDb(ctx)
    .insertInto('pager.deployOverrides')
    .values({ ...override, madeAt: now(ctx) })
    .execute()
}

/** The override of a service that was made last and holds at an instant. */
export async function findDeployOverride(
  ctx: Context,
  { service, at }: { service: string; at: Date },
): Promise<Selectable<PagerTables['pager.deployOverrides']> | undefined> {
  return pagerDb(ctx)
    .selectFrom('pager.deployOverrides')
    .selectAll()
    .where('service', '=', service)
    .where('madeAt', '<=', at)
    .where('until', '>', at)
    .orderBy('madeAt', 'desc')
    .limit(1)
    .executeTakeFirst()
}

/** So many at most: whoever has more has no rule. */
const overridesMax = 50

/** Of each service the override that holds at an instant, the one made last; the newest first. */
export async function findDeployOverrides(
  ctx: Context,
  at: Date,
): Promise<Selectable<PagerTables['pager.deployOverrides']>[]> {
  const newest = pagerDb(ctx)
    .selectFrom('pager.deployOverrides')
    .selectAll()
    .distinctOn('service')
    .where('until', '>', at)
    .orderBy('service')
    .orderBy('madeAt', 'desc')
  return pagerDb(ctx)
    .selectFrom(newest.as('newest'))
    .selectAll()
    .orderBy('madeAt', 'desc')
    .limit(overridesMax)
    .execute()
}

/** Every override of the service of this one ends; those that held, the one made last first. */
export async function endDeployOverrides(
  ctx: Context,
  id: string,
): Promise<Selectable<PagerTables['pager.deployOverrides']>[]> {
  const ended = await pagerDb(ctx)
    .updateTable('pager.deployOverrides')
    .set({ until: now(ctx) })
    .where('service', '=', (of) => of.selectFrom('pager.deployOverrides').select('service').where('id', '=', id))
    .where('until', '>', now(ctx))
    .returningAll()
    .execute()
  return ended.toSorted((one, other) => other.madeAt.getTime() - one.madeAt.getTime())
}
