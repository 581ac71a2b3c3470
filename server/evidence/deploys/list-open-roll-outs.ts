import { type Context, now } from '../../platform/context.ts'
import { allow } from '../../platform/permissions.ts'
import { findNewestDeploys } from './deploy.store.ts'
import { isUnderWay } from './open-roll-outs.rules.ts'

/** What began earlier was left as it is, or is reported no more. */
const lookedBackMilliseconds = 72 * 3_600_000

/** The newest deploy of each service where it has not reached every host, or moved lately; by when they began. */
export async function listOpenRollOuts(ctx: Context) {
  allow(ctx, 'evidence.read')
  const rows = await findNewestDeploys(ctx, new Date(now(ctx).getTime() - lookedBackMilliseconds))
  return rows
    .filter((row) => isUnderWay(row, now(ctx)))
    .map(({ id: deployId, service, version, startedAt, hosts, of, lastHostAt }) => ({
      deployId,
      service,
      version,
      startedAt,
      hosts,
      of,
      lastHostAt,
    }))
}
