import type { ShownClock } from './clock.store.ts'

/** A clock as the contract shows it. */
export const presentClock = ({ name, startedAt, dueAt, stoppedAt, breachedAt }: ShownClock) => ({
  name,
  startedAt,
  dueAt,
  stoppedAt,
  breachedAt,
})
