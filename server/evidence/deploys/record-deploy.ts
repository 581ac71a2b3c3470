import { badInput } from '@bellwether/contract/problem.ts'
import { recordAudit } from '../../platform/audit/record-audit.ts'
import { now, type Context } from '../../platform/context.ts'
import { inTransaction } from '../../platform/database/in-transaction.ts'
import { allow } from '../../platform/permissions.ts'
import { Problem } from '../../platform/problem.ts'
import { insertDeploy } from './deploy.store.ts'
import { readReportedTime } from './reported-time.rules.ts'

export interface NewDeploy {
  readonly service: string
  readonly version: string
  readonly startedAt: Date
  readonly by: string
  readonly title: string
  readonly url?: string | undefined
}

export interface RecordedDeploy {
  readonly id: string
  /** Where the clock that the report came from is ahead: what it said and what is kept. */
  readonly corrected: { reported: string; startedAt: string } | null
}

/** Records that a deploy has begun. Said again with the same service, version and start, it is the same deploy. */
export async function recordDeploy(ctx: Context, input: NewDeploy): Promise<RecordedDeploy> {
  allow(ctx, 'evidence.write')
  const { service, version, by: deployedBy, title, url = null } = input
  const time = readReportedTime(input.startedAt, now(ctx), 'startedAt')
  if ('detail' in time)
    throw new Problem(badInput, undefined, { errors: [{ pointer: '/startedAt', detail: time.detail }] })
  return inTransaction(ctx, async (ctx) => {
    const { id, isNew, startedAt } = await insertDeploy(ctx, {
      service,
      version,
      startedAt: time.at,
      reportedAt: input.startedAt,
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
    const isCorrected = startedAt.getTime() !== input.startedAt.getTime()
    const corrected = { reported: input.startedAt.toISOString(), startedAt: startedAt.toISOString() }
    return { id, corrected: isCorrected ? corrected : null }
  })
}
