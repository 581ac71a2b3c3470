import type { DeployRule } from '@bellwether/contract/pager.ts'
import { recordAudit } from '../platform/audit/record-audit.ts'
import type { Context } from '../platform/context.ts'
import { inTransaction } from '../platform/database/in-transaction.ts'
import { allow } from '../platform/permissions.ts'
import { allServices, deleteDeployRule, findDeployRules, upsertDeployRule } from './deploy.store.ts'

/** Three quarters of a working day, beginning with somebody who is there. */
const delivered: DeployRule = { hours: 8, watchedHours: 6, refuses: true }

/** What deploys need, of all services and of those that differ. */
export async function listDeployRules(ctx: Context) {
  allow(ctx, 'pager.read')
  return present(ctx)
}

/** Says what deploys of a service need, or those of all that have nothing of their own. */
export async function setDeployRule(ctx: Context, set: { service: string | null; rule: DeployRule | null }) {
  allow(ctx, 'pager.write')
  return inTransaction(ctx, async (ctx) => {
    const service = set.service ?? allServices
    if (set.rule === null) await deleteDeployRule(ctx, service)
    else await upsertDeployRule(ctx, service, set.rule)
    await recordAudit(ctx, {
      action: 'pager.set-deploy-rule',
      about: { module: 'pager', id: service === allServices ? 'all services' : service },
      detail: { rule: set.rule },
    })
    return present(ctx)
  })
}

/** For verbs: what a deploy of a service needs. */
export async function deployRuleOf(ctx: Context, service: string): Promise<DeployRule> {
  const rules = await findDeployRules(ctx)
  return rules.get(service) ?? rules.get(allServices) ?? delivered
}

async function present(ctx: Context) {
  const rules = await findDeployRules(ctx)
  return {
    items: [...rules].filter(([service]) => service !== allServices).map(([service, rule]) => ({ service, rule })),
    standard: rules.get(allServices) ?? delivered,
  }
}
