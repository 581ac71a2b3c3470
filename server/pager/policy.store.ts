import type { Context } from '../platform/context.ts'
import { pagerDb } from './pager.tables.ts'
import { type Policy, standardPolicy } from './policy.rules.ts'

/** The policies that somebody set, by team. */
export async function findPolicies(ctx: Context, teamIds?: readonly string[]): Promise<Map<string, Policy>> {
  if (teamIds?.length === 0) return new Map()
  const rows = await pagerDb(ctx)
    .selectFrom('pager.policies')
    .selectAll()
    .$if(teamIds !== undefined, (query) => query.where('teamId', 'in', teamIds ?? []))
    .execute()
  return new Map(rows.map(({ teamId, ...policy }) => [teamId, policy]))
}

/** How the pages of a team go on. */
export async function findPolicy(ctx: Context, teamId: string): Promise<Policy> {
  return (await findPolicies(ctx, [teamId])).get(teamId) ?? standardPolicy
}

export async function upsertPolicy(ctx: Context, teamId: string, policy: Policy): Promise<void> {
  const row = { ...policy, steps: JSON.stringify(policy.steps) }
  await pagerDb(ctx)
    .insertInto('pager.policies')
    .values({ teamId, ...row })
    .onConflict((conflict) => conflict.column('teamId').doUpdateSet(row))
    .execute()
}

export async function deletePolicy(ctx: Context, teamId: string): Promise<void> {
  await pagerDb(ctx).deleteFrom('pager.policies').where('teamId', '=', teamId).execute()
}
