import { badInput, conflict } from '@bellwether/contract/problem.ts'
import { said } from '@bellwether/contract/said.ts'
import { type Context, now } from '../../platform/context.ts'
import { inTransaction } from '../../platform/database/in-transaction.ts'
import { eachApart } from '../../platform/each-apart.ts'
import { allow, allowJobsOnly } from '../../platform/permissions.ts'
import { Problem } from '../../platform/problem.ts'
import { finishChange, lockOpenTicket, lockTicket } from '../change-ticket.ts'
import { findNewestMessage } from '../message.store.ts'
import { updateTicket } from '../ticket.store.ts'
import { minutesBeforeDue, wakesAt } from './snooze.rules.ts'
import { findCustomerDue, findTicketsToWake } from './snooze.store.ts'

export interface Snoozed {
  /** Until when it was put away; null: it was in the queue. */
  readonly until: string | null
  /** What was filed last by then. */
  readonly newestId: string | null
}

/**
 * Puts a ticket away until an instant. It comes back before with any word between it and its customer or a team, an
 * automatic mail aside, and in time for its customer's clocks. Returns until when it was put away before; null where that is the same.
 */
export async function snoozeTicket(ctx: Context, id: string, until: Date): Promise<Snoozed | null> {
  allow(ctx, 'desk.write')
  return inTransaction(ctx, async (ctx) => {
    const { snoozedUntil } = await lockOpenTicket(ctx, id)
    if (snoozedUntil?.getTime() === until.getTime()) return null
    if (until <= now(ctx)) throw refusal(said`Choose a time that is to come.`)
    if (wakesAt(until, await findCustomerDue(ctx, id)) <= now(ctx))
      throw refusal(said`The customer is owed a word within ${minutesBeforeDue} minutes: it would come back at once.`)
    await updateTicket(ctx, id, { snoozedUntil: until })
    await finishChange(ctx, id, { action: 'snooze-ticket', what: said`snoozed the ticket`, detail: { until } })
    return snoozedAs(ctx, id, snoozedUntil)
  })
}

const refusal = (detail: string): Problem =>
  new Problem(badInput, undefined, { errors: [{ pointer: '/act/until', detail }] })

const snoozedAs = async (ctx: Context, id: string, until: Date | null): Promise<Snoozed> => ({
  until: until?.toISOString() ?? null,
  newestId: (await findNewestMessage(ctx, id))?.id ?? null,
})

/** Back into the queue, now. Returns until when it was put away; null where it was not. */
export async function wakeTicket(ctx: Context, id: string): Promise<Snoozed | null> {
  allow(ctx, 'desk.write')
  return inTransaction(ctx, async (ctx) => {
    const { snoozedUntil } = await lockTicket(ctx, id)
    if (snoozedUntil === null) return null
    await updateTicket(ctx, id, { snoozedUntil: null })
    await finishChange(ctx, id, { action: 'wake-ticket', what: said`brought the ticket back from snooze` })
    return snoozedAs(ctx, id, snoozedUntil)
  })
}

/**
 * Puts it away as it was before, or brings it back, while it still is as `left`: not over somebody's newer choice, and not
 * over anything that was written since.
 */
export async function undoSnooze(ctx: Context, id: string, before: Snoozed, left: string | null): Promise<void> {
  allow(ctx, 'desk.write')
  await inTransaction(ctx, async (ctx) => {
    const { snoozedUntil } = await lockTicket(ctx, id)
    if (!isSame(snoozedUntil, left)) throw new Problem(conflict, said`It was snoozed, or came back, since.`)
    const until = before.until === null ? null : new Date(before.until)
    if (until === null || until <= now(ctx)) return void (await wakeTicket(ctx, id))
    if ((await findNewestMessage(ctx, id))?.id !== before.newestId)
      throw new Problem(conflict, said`Something was written since.`)
    await snoozeTicket(ctx, id, until)
  })
}

const isSame = (one: Date | null, other: string | null): boolean =>
  (one?.getTime() ?? null) === (other === null ? null : new Date(other).getTime())

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
    const what =
      snoozedUntil <= now(ctx)
        ? said`brought the ticket back from snooze: its time was up`
        : said`brought the ticket back from snooze: the customer is owed a word soon`
    await finishChange(ctx, id, { action: 'wake-ticket', what })
  })
}
