import type { Calendar } from '@bellwether/contract/calendar.ts'
import { addWorkingTime } from '../../platform/calendar/calendar.ts'
import { dueAt, type Pause } from '../../platform/calendar/working-clock.ts'

/** A ticket as its messages tell it, the oldest first. */
export interface PastTicket {
  readonly createdAt: Date
  readonly resolvedAt: Date | null
  readonly messages: readonly { readonly at: Date; readonly direction: 'in' | 'out'; readonly isAutomatic: boolean }[]
}

export interface TriedTarget {
  readonly firstMinutes: number
  readonly nextMinutes: number
  readonly resolutionMinutes: number | null
  readonly calendar: Calendar
}

/** How a clock would have ended: whether it would have run out; null where it would not have run at all. */
export interface Tried {
  readonly first: boolean | null
  /** One of its later clocks ran out. */
  readonly next: boolean | null
  readonly resolution: boolean | null
}

/**
 * What would have run out of a ticket, by its messages alone: a clock runs from each word of the customer that we had
 * answered before to our next one, and that of the whole stands still from our word to theirs. So that two targets
 * are tried by the same measure, what really ran meanwhile is left out.
 */
export function tried(ticket: PastTicket, target: TriedTarget, now: Date): Tried {
  const end = ticket.resolvedAt ?? now
  const isLate = (from: Date, until: Date, minutes: number): boolean =>
    until > addWorkingTime(target.calendar, from, minutes)
  const waits = waitsOf(ticket)
  const [first, ...later] = waits
  return {
    first: first ? isLate(first.from, first.until ?? end, target.firstMinutes) : null,
    next: later.length > 0 ? later.some((one) => isLate(one.from, one.until ?? end, target.nextMinutes)) : null,
    resolution: target.resolutionMinutes === null ? null : isUnresolved(ticket, { ...target, waits, end }),
  }
}

/** When the customer waited for our word; `until` is null where they still do, or did until the end. */
function waitsOf({ messages }: PastTicket): Pause[] {
  const waits: Pause[] = []
  let from: Date | undefined
  for (const { at, direction, isAutomatic } of messages) {
    if (isAutomatic) continue
    if (direction === 'in') from ??= at
    else if (from) {
      waits.push({ from, until: at })
      from = undefined
    }
  }
  return from ? [...waits, { from, until: null }] : waits
}

function isUnresolved(
  { createdAt }: PastTicket,
  {
    calendar,
    resolutionMinutes,
    waits,
    end,
  }: { calendar: Calendar; resolutionMinutes: number | null; waits: readonly Pause[]; end: Date },
): boolean {
  const pauses = waits.flatMap(({ until }, at) => (until ? [{ from: until, until: waits[at + 1]?.from ?? null }] : []))
  const due = dueAt({ calendar, startedAt: createdAt, targetMinutes: resolutionMinutes ?? 0, pauses })
  return due !== null && due < end
}
