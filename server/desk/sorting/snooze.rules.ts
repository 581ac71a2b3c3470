const minute = 60_000

/** Before a clock runs out somebody must have time to act. */
export const minutesBeforeDue = 30

/** When a ticket that is put away comes back: when it was to, or in time for the nearest clock of its customer. */
export function wakesAt(until: Date, nextDueAt: Date | null): Date {
  const inTime = nextDueAt === null ? Infinity : nextDueAt.getTime() - minutesBeforeDue * minute
  return new Date(Math.min(until.getTime(), inTime))
}
