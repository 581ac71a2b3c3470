import { evidenceWatermark } from '../evidence/evidence.ts'
import type { Context } from '../platform/context.ts'
import { eachApart } from '../platform/each-apart.ts'
import { allowJobsOnly } from '../platform/permissions.ts'
import type { Detector } from './detector.ts'
import { followRules } from './alert-rules/follow-rules.ts'
import { detectors } from './detectors.ts'
import { followSignal } from './follow-signal.ts'
import { openSignals } from './open-signals.ts'
import { findOpenSignals } from './signal.store.ts'

/**
 * Lets every detector and alert rule look, opens signals for what is worth one and follows the open ones. Called every
 * few seconds, by several processes at once; all times are those of the evidence, so that a late intake
 * is no silence. What fails, fails alone: it is thrown when all others have had their turn.
 */
export async function detectSignals(
  ctx: Context,
  looking: readonly Detector[] = detectors,
): Promise<{ opened: number; recovered: number }> {
  allowJobsOnly(ctx)
  if (ctx.engine.state().state !== 'ready') return { opened: 0, recovered: 0 }
  const watermark = await evidenceWatermark(ctx)
  if (watermark === null) return { opened: 0, recovered: 0 }
  const count = { opened: 0, recovered: 0 }
  await eachApart(
    [
      ...(await findOpenSignals(ctx)).map((signal) => async () => {
        if (await followSignal(ctx, signal, watermark)) count.recovered += 1
      }),
      () => followRules(ctx, watermark, count),
      ...looking.map((detector) => async () => {
        await saidWhere(ctx, detector, () => openSignals(ctx, detector, () => (count.opened += 1)))
      }),
    ],
    (step) => step(),
  )
  return count
}

/** The log says which detector fails, and where; whoever runs the schedule sees that it does. */
async function saidWhere(ctx: Context, { name }: Detector, work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    const { message, stack } = error as Error
    ctx.log.error({ detector: name, error: message, stack }, 'a detector failed')
    throw new Error(`the detector ${name} failed: ${message}`, { cause: error })
  }
}
