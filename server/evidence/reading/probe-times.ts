import { now, type Context } from '../../platform/context.ts'
import { allow } from '../../platform/permissions.ts'
import { findProbeTimes } from './event.store.ts'

const pointsOfHour = 12

/** How long the answers to probes took, in steps of the last hours; what the probes of others call themselves is not theirs. */
export async function probeTimes(ctx: Context, hours: number) {
  allow(ctx, 'evidence.read')
  const stepSeconds = (3600 / pointsOfHour) * Math.ceil(hours / 6)
  const found = await findProbeTimes(ctx, {
    from: now(ctx).getTime() - hours * 3_600_000,
    to: now(ctx).getTime(),
    step: stepSeconds,
  })
  return {
    stepSeconds,
    items: [...Map.groupBy(found, ({ probeId }) => probeId)].map(([probeId, points]) => ({
      probeId,
      points: points.map(({ at, answers, milliseconds, failed }) => ({
        at: new Date(at * 1000),
        durationMs: answers === 0 ? null : milliseconds,
        failed,
      })),
    })),
  }
}
