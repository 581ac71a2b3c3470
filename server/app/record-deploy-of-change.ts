import { recordDeploy } from '../evidence/evidence.ts'
import { findDeployOfChange } from '../pager/pager.ts'
import type { Context } from '../platform/context.ts'
import { allowJobsOnly } from '../platform/permissions.ts'

/** A change that tells of a deploy is one: the deploy list, explanations and roll-outs know it. Said again it is the same. */
export async function recordDeployOfChange(ctx: Context, { changeId }: { changeId: string }): Promise<void> {
  allowJobsOnly(ctx)
  const deploy = await findDeployOfChange(ctx, changeId)
  if (deploy !== undefined) await recordDeploy(ctx, deploy)
}
