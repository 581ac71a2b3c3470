import { recordAudit } from '../../platform/audit/record-audit.ts'
import { now, type Context } from '../../platform/context.ts'
import { inTransaction } from '../../platform/database/in-transaction.ts'
import { allow } from '../../platform/permissions.ts'
import { insertDeploy } from './deploy.store.ts'

export interface NewDeploy {
  readonly service: string
  readonly version: string
  readonly startedAt: Date
  readonly by: string
  readonly title: string
  readonly url?: string | undefined
}

/** Records that a deploy has begun. Said again with the same service, version and start, it is the same deploy. */
export async function recordDeploy(ctx: Context, input: NewDeploy): Promise<{ id: string }> {
  allow(ctx, 'evidence.write')
  const { service, version, startedAt, by: deployedBy, title, url = null } = input
  return inTransaction(ctx, async (ctx) => {
    const { id, isNew } = await insertDeploy(ctx, {
      service,
      version,
      startedAt,
      deployedBy,
      title,
      url,
      recordedAt: now(ctx),
    })
    if (isNew) {
      await recordAudit(ctx, {
        action: 'evidence.record-deploy',
        about: { module: 'evidence', id },
        detail: { service, version },
      })
    }
    return { id }
  })
}
