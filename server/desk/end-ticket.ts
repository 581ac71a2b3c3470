import { endPagesAbout } from '../pager/pager.ts'
import { type Context, now } from '../platform/context.ts'
import { asPart } from '../platform/permissions.ts'
import { type ClockRow, customerClocks, findRunning, stopClocks } from './clock.store.ts'
import { insertResolution } from './figures/resolution.store.ts'
import { personOf } from './hand-offs/hand-off-visibility.rules.ts'
import { markReturned, type ReturnedAnswer } from './hand-offs/hand-off.store.ts'
import { resumeClocks } from './pause-clocks.ts'
import { type TicketRow, updateTicket } from './ticket.store.ts'
import { waitsOnNobody } from './waiting-on.rules.ts'

/** What the end of a ticket ended with it. */
export interface Ended {
  readonly resolutionId: string
  /** With the pauses that they had, where one of them stood still. */
  readonly clocks: readonly (Pick<ClockRow, 'id' | 'incidentId'> & {
    readonly pauses: ClockRow['pauses'] | undefined
  })[]
  /** How many called somebody. */
  readonly pages: number
  readonly answers: readonly ReturnedAnswer[]
}

/** For verbs that hold an open ticket of which no team is asked: it is resolved, and nothing of it runs any more. */
export async function endTicket(ctx: Context, { id }: Pick<TicketRow, 'id'>): Promise<Ended> {
  const answers = await markReturned(ctx, id)
  // One that stood still ends with an instant at which it was due.
  const whole = await findRunning(ctx, [id], ['resolution'])
  await resumeClocks(ctx, whole)
  const stopped = await stopClocks(ctx, { ticketId: id }, customerClocks)
  const pausesOf = new Map(whole.map((clock) => [clock.id, clock.pauses]))
  const clocks = stopped.map((clock) => ({ ...clock, pauses: pausesOf.get(clock.id) }))
  const pages = await endPagesAbout(asPart(ctx), { module: 'desk', id })
  const resolvedAt = now(ctx)
  await updateTicket(ctx, id, { state: 'resolved', resolvedAt, ...waitsOnNobody(resolvedAt) })
  const resolvedBy = personOf(ctx.actor)?.personId ?? null
  const resolutionId = await insertResolution(ctx, { ticketId: id, resolvedAt, resolvedBy })
  return { resolutionId, clocks, pages, answers }
}
