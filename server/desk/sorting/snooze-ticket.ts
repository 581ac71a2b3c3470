import { badInput, conflict } from '@bellwether/contract/problem.ts'
import { type Context, now } from '../../platform/context.ts'
import { inTransaction } from '../../platform/database/in-transaction.ts'
import { eachApart } from '../../platform/each-apart.ts'
import { allow, allowJobsOnly } from '../../platform/permissions.ts'
import { Problem } from '../../platform/problem.ts'
import { finishChange, lockOpenTicket, lockTicket } from '../change-ticket.ts'
import { updateTicket } from '../ticket.store.ts'
import { minutesBeforeDue, wakesAt } from './snooze.rules.ts'
import { findCustomerDue, findTicketsToWake } from './snooze.store.ts'

export interface Snoozed {
  /** null: it was in the queue. */
  readonly until: string | null
}

/**
 * Puts a ticket away until an instant. It comes back before with any word on it, and in time for its customer's clocks.
 * Returns until when it was put away before; null where that is the same.
 */
export async function snoozeTicket(ctx: Context, id: string, until: Date): Promise<Snoozed | null> {
  allow(ctx, 'desk.write')
  return inTransaction(ctx, async (ctx) => {
    const { snoozedUntil } = await lockOpenTicket(ctx, id)
    if (snoozedUntil?.getTime() === until.getTime()) return null
    if (until <= now(ctx)) throw refusal('Choose a time that is to come.')
    if (wakesAt(until, await findCustomerDue(ctx, id)) <= now(ctx))
      throw refusal(`The customer is owed a word within ${minutesBeforeDue} minutes: it would come back at once.`)
    await updateTicket(ctx, id, { snoozedUntil: until })
    await finishChange(ctx, id, { action: 'snooze-ticket', what: 'snoozed the ticket', detail: { until } })
    return { until: snoozedUntil?.toISOString() ?? null }
  })
}

const refusal = (detail: string): Problem =>
  new Problem(badInput, undefined, { errors: [{ pointer: '/act/until', detail }] })

/** Back into the queue, now; where `from` is said, only while it is put away until then. */
export async function wakeTicket(ctx: Context, id: string, from?: Date): Promise<Snoozed | null> {
  allow(ctx, 'desk.write')
  return inTransaction(ctx, async (ctx) => {
    const { snoozedUntil } = await lockTicket(ctx, id)
    if (snoozedUntil === null) return null
    if (from && snoozedUntil.getTime() !== from.getTime()) throw new Problem(conflict, 'It was snoozed anew since.')
    await updateTicket(ctx, id, { snoozedUntil: null })
    await finishChange(ctx, id, { action: 'wake-ticket', what: 'brought the ticket back from snooze' })
    return { until: snoozedUntil.toISOString() }
  })
}

/** Brings back what was put away until now, and what somebody waits for soon. Harmless to repeat. */
export async function wakeTickets(ctx: Context): Promise<void> {
  allowJobsOnly(ctx)
  const dueUntil = new Date(now(ctx).getTime() + minutesBeforeDue * 60_000)
  await eachApart(await findTicketsToWake(ctx, now(ctx), dueUntil), (id) => wakeInTime(ctx, id))
}

async function wakeInTime(ctx: Context, id: string): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const { snoozedUntil } = await lockTicket(ctx, id)
    if (snoozedUntil === null || wakesAt(snoozedUntil, await findCustomerDue(ctx, id)) > now(ctx)) return
    await updateTicket(ctx, id, { snoozedUntil: null })
    const why = snoozedUntil <= now(ctx) ? 'its time was up' : 'the customer is owed a word soon'
    await finishChange(ctx, id, { action: 'wake-ticket', what: `brought the ticket back from snooze: ${why}` })
  })
}
