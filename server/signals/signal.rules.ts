import type { SignalLevel } from '@bellwether/contract/signals.ts'

/** When a new class of failures is looked at more closely: 10 errors of 5 customers within an hour. */
export const closerLook = { withinHours: 24, windowMinutes: 60, historyMinutes: 30, errorsMin: 10, customersMin: 5 }

/**
 * Without a deploy to blame only a wide spread is worth a notice. With 40 innocent new classes a day,
 * 5 % of them on 4 to 40 customers, sizes lognormal(1.6, 1.7) and lives of 6 hours on average, ten
 * errors of five customers come up about twice a quiet week; this about once in a month.
 */
const notice = { errorsMin: 50, customersMin: 20 }

/** How long no error may come before a signal has recovered. */
export const recoveryMinutes = 15
/** In so many of these minutes there must have been traffic: a silent intake is no recovery. */
export const trafficMinutesMin = 12

/** Whether a new class is worth a signal, and how loud. */
export function levelOf(found: {
  errors: number
  customers: number
  isDeployToBlame: boolean
}): SignalLevel | undefined {
  if (found.isDeployToBlame) return 'page'
  return found.errors >= notice.errorsMin && found.customers >= notice.customersMin ? 'notice' : undefined
}

/** Whether a class that was not worth a signal is explained again: after a minute, or when it has grown by half. */
export function isWorthAnotherLook(
  before: { errors: number; consideredTo: Date } | undefined,
  found: { errors: number; watermark: Date },
): boolean {
  if (before === undefined) return true
  const seconds = (found.watermark.getTime() - before.consideredTo.getTime()) / 1000
  return seconds >= 60 || found.errors >= before.errors * 1.5
}

/** Whether the errors have ended. Times of the evidence, not of the wall. */
export function hasRecovered(found: { lastErrorAt: Date; watermark: Date; trafficMinutes: number }): boolean {
  const quietMinutes = (found.watermark.getTime() - found.lastErrorAt.getTime()) / 60_000
  return quietMinutes >= recoveryMinutes && found.trafficMinutes >= trafficMinutesMin
}
