import type { Context } from '../../platform/context.ts'
import { allowJobsOnly } from '../../platform/permissions.ts'
import { findClock } from '../clock.store.ts'
import { notifyTeam } from './notify-asked.ts'
import { pageLateQuestion } from './page-late-question.ts'
import { withHandOff } from './with-hand-off.ts'

/**
 * Nobody has acknowledged a question in time: everyone in the team hears of it, and whom it has on call is paged where the
 * team wants that. To repeat it is harmless.
 */
export async function widenHandOff(ctx: Context, { clockId }: { clockId: string }): Promise<void> {
  allowJobsOnly(ctx)
  const clock = await findClock(ctx, clockId)
  if (clock?.name !== 'acknowledge' || clock.stoppedAt !== null || clock.handOffId === null) return
  await withHandOff(ctx, clock.handOffId, async (ctx, at) => {
    if (at.handOff.state !== 'asked') return
    await notifyTeam(ctx, at)
    await pageLateQuestion(ctx, at)
  })
}
