import { type Clock, demoClock, realClock } from '../platform/clock/clock.ts'
import type { InstallationRow } from './installation.store.ts'

type ClockColumns = Pick<InstallationRow, 'demoStartsAt' | 'demoAnchoredAt' | 'demoSpeed' | 'demoJumpsTo'>

/** The clock that an installation runs on: a demo has its own, everyone else real time. */
export function clockOf({ demoStartsAt, demoAnchoredAt, demoSpeed, demoJumpsTo }: ClockColumns): Clock {
  if (!demoStartsAt || !demoAnchoredAt || demoSpeed === null) return realClock
  return demoClock({ startsAt: demoStartsAt, anchoredAt: demoAnchoredAt, speed: demoSpeed, jumpsTo: demoJumpsTo })
}
