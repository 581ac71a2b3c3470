import type { IncidentPolicy } from '@bellwether/contract/incidents-declared.ts'
import { recordAudit } from '../../platform/audit/record-audit.ts'
import type { Context } from '../../platform/context.ts'
import { inTransaction } from '../../platform/database/in-transaction.ts'
import { allow } from '../../platform/permissions.ts'
import { findPolicies, updatePolicy } from './policy.store.ts'

/** What is due to whoever waits, by how severe an incident is. */
export async function listIncidentPolicies(ctx: Context): Promise<{ items: IncidentPolicy[] }> {
  allow(ctx, 'incidents.read')
  return { items: await findPolicies(ctx) }
}

/** Says how soon and how often whoever waits hears, and what customers read by default; incidents that go on follow it. */
export async function setIncidentPolicy(ctx: Context, policy: IncidentPolicy): Promise<IncidentPolicy> {
  allow(ctx, 'desk.configure')
  return inTransaction(ctx, async (ctx) => {
    await updatePolicy(ctx, policy)
    const about = { module: 'incidents', id: policy.severity }
    await recordAudit(ctx, { action: 'incidents.set-policy', about, detail: { ...policy } })
    return policy
  })
}
