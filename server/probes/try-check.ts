import type { Check, Outcome } from '@bellwether/contract/probes.ts'
import { actorId } from '../platform/audit/record-audit.ts'
import type { Context } from '../platform/context.ts'
import { allow } from '../platform/permissions.ts'
import { runCheck } from './checks/run-check.ts'
import { reachOf } from './probing.ts'

/** So often somebody tries a check by hand: this server knocks on no doors for them. */
const byHand = { max: 60, windowSeconds: 10 * 60 }

/** Looks once, now, and keeps nothing of it. */
export async function tryCheck(
  ctx: Context,
  { check, timeoutSeconds }: { check: Check; timeoutSeconds: number },
): Promise<Outcome> {
  allow(ctx, 'probes.write')
  await ctx.attempts.limit({ key: `try-check:${actorId(ctx.actor) ?? ''}`, ...byHand })
  return runCheck(check, timeoutSeconds, reachOf(ctx))
}
