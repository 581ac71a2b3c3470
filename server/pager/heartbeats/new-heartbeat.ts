import { recordAudit } from '../../platform/audit/record-audit.ts'
import type { Context } from '../../platform/context.ts'
import { hashToken } from '../../platform/links/secret-token.ts'
import type { Rhythm } from './heartbeat.rules.ts'
import { findSlugs, type HeartbeatRow, insertHeartbeat, lockSlugs } from './heartbeat.store.ts'
import { slugFor } from './slug.rules.ts'

interface NewHeartbeat extends Rhythm {
  readonly teamId: string
  readonly name: string
  readonly key: string
  /** Made of the name where it is left out. */
  readonly slug?: string
}

/** For verbs: a heartbeat that nobody has heard of yet; undefined when its team has one of this name. */
export async function newHeartbeat(
  ctx: Context,
  { teamId, name, key, slug, periodSeconds, cron, timeZone, graceSeconds }: NewHeartbeat,
): Promise<HeartbeatRow | undefined> {
  await lockSlugs(ctx, teamId)
  const heartbeat = await insertHeartbeat(ctx, {
    teamId,
    name,
    slug: slug ?? slugFor(name, await findSlugs(ctx, teamId)),
    keyHash: hashToken(key),
    periodSeconds,
    cron,
    timeZone,
    graceSeconds,
  })
  if (heartbeat) await auditHeartbeat(ctx, 'add-heartbeat', heartbeat)
  return heartbeat
}

/** For verbs: writes down what was done with a heartbeat. */
export const auditHeartbeat = (ctx: Context, action: string, { id, name, teamId }: HeartbeatRow): Promise<void> =>
  recordAudit(ctx, { action: `pager.${action}`, about: { module: 'pager', id }, detail: { name, teamId } })
