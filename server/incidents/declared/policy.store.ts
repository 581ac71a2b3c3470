import type { IncidentPolicy, Severity } from '@bellwether/contract/incidents-declared.ts'
import type { Context } from '../../platform/context.ts'
import { incidentsDb } from '../incidents.tables.ts'

/** The policies, the gravest first. */
export async function findPolicies(ctx: Context): Promise<IncidentPolicy[]> {
  return incidentsDb(ctx).selectFrom('incidents.policies').selectAll().orderBy('severity').execute()
}

export async function findPolicy(ctx: Context, severity: Severity): Promise<IncidentPolicy> {
  return incidentsDb(ctx)
    .selectFrom('incidents.policies')
    .selectAll()
    .where('severity', '=', severity)
    .executeTakeFirstOrThrow()
}

export async function updatePolicy(ctx: Context, { severity, ...policy }: IncidentPolicy): Promise<void> {
  await incidentsDb(ctx).updateTable('incidents.policies').set(policy).where('severity', '=', severity).execute()
}
