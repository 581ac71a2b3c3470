import type { Signal } from '@bellwether/contract/signals.ts'

const hourMs = 3_600_000

/** The time in which a signal is explained: from an hour before its first error to just after its last. */
export const spanOf = (signal: Signal): { from: string; to: string } => ({
  from: new Date(Date.parse(signal.firstSeenAt) - hourMs).toISOString(),
  to: new Date(Date.parse(signal.lastSeenAt) + 60_000).toISOString(),
})
