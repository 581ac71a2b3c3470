import { notFound } from '@bellwether/contract/problem.ts'
import { said } from '@bellwether/contract/said.ts'
import { recordAudit } from '../platform/audit/record-audit.ts'
import { type Context, now } from '../platform/context.ts'
import { inTransaction } from '../platform/database/in-transaction.ts'
import { allow } from '../platform/permissions.ts'
import { Problem } from '../platform/problem.ts'
import { endDeployOverrides, findDeployOverrides } from './deploy.store.ts'

/** Which services may be deployed now although nobody watches. */
export async function listDeployOverrides(ctx: Context) {
  allow(ctx, 'pager.read')
  const rows = await findDeployOverrides(ctx, now(ctx))
  return {
    items: rows.map(({ id, service, byName, reason, madeAt, until }) => ({
      id,
      service,
      by: byName,
      reason,
      at: madeAt,
      until,
    })),
  }
}

/** Ends what lets a service go: its deploys are judged again. */
export async function endDeployOverride(ctx: Context, id: string): Promise<{ service: string }> {
  allow(ctx, 'pager.acknowledge')
  return inTransaction(ctx, async (ctx) => {
    const [last] = await endDeployOverrides(ctx, id)
    if (!last) throw new Problem(notFound, said`There is no such override, or no longer.`)
    const { service, byName, reason } = last
    await recordAudit(ctx, {
      action: 'pager.end-deploy-override',
      about: { module: 'pager', id: service },
      detail: { by: byName, reason },
    })
    return { service }
  })
}
