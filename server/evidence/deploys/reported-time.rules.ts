import { said } from '@bellwether/contract/said.ts'
const aheadMilliseconds = 10 * 60_000
const oldDays = 90
const day = 86_400_000

/** A time as it is kept, the reported one where a wrong clock wrote it, or why it cannot be kept. */
export type ReportedTime = { at: Date; reported: Date | undefined } | { detail: string }

/**
 * Guards against a wrong clock: what lies ahead happened at the receipt at the latest, and what is
 * older than all evidence explains nothing and is refused.
 */
export function readReportedTime(reported: Date, receivedAt: Date, name: string): ReportedTime {
  if (reported.getTime() > receivedAt.getTime() + aheadMilliseconds) return { at: receivedAt, reported }
  if (reported.getTime() < receivedAt.getTime() - oldDays * day)
    return {
      detail: said`"${name}" is more than ${oldDays} days old; evidence is kept ${oldDays} days. Is the clock right?`,
    }
  return { at: reported, reported: undefined }
}
