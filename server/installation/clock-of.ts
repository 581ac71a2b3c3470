import { type Clock, realClock, scaledClock } from '../platform/clock/clock.ts'
import type { InstallationRow } from './installation.store.ts'

/** The clock that an installation runs on: a demo has its own, everyone else real time. */
export function clockOf(row: Pick<InstallationRow, 'demoStartsAt' | 'demoAnchoredAt' | 'demoSpeed'>): Clock {
  if (!row.demoStartsAt || !row.demoAnchoredAt || !row.demoSpeed) return realClock
  return scaledClock(row.demoStartsAt, row.demoAnchoredAt, row.demoSpeed)
}
