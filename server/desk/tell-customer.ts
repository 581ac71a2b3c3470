import { said } from '@bellwether/contract/said.ts'
import { type Context, now } from '../platform/context.ts'
import { inTransaction } from '../platform/database/in-transaction.ts'
import { allow } from '../platform/permissions.ts'
import { actingPerson, finishChange, lockLiveTicket, lockTicket, settleWaitingOn } from './change-ticket.ts'
import { type ClockRow, findClocks, responseClocks, stopClocks } from './clock.store.ts'
import type { IncidentRef } from './desk.tables.ts'
import { participantAddresses } from './participants.ts'
import { sendMessage } from './send-message.ts'
import { startPromise } from './start-clock.ts'
import { type TicketRow, updateTicket } from './ticket.store.ts'

export interface ToldWord {
  readonly text: string
  /** Who takes part and was promised to hear, too; whoever was taken out since hears nothing. */
  readonly alsoTo?: readonly string[]
  /** It answers what the customer wrote until then; undefined: nothing. */
  readonly answeredUntil: Date | undefined
  readonly incident: IncidentRef
  /** Until when they hear of the incident again; null where it was the last word. */
  readonly nextBy: Date | null
}

/**
 * Tells the customer of one ticket something that many are told, as a mail of their own in their own
 * ticket. Returns the message's id. A resolved ticket stays resolved. A later question, or one of their own,
 * keeps its clock and stays with support. Where a next word was promised, the ticket waits for it by a clock; what
 * was promised of other incidents stays.
 */
export async function tellCustomer(ctx: Context, ticketId: string, word: ToldWord): Promise<string> {
  allow(ctx, 'desk.write')
  const person = actingPerson(ctx)
  const { text, alsoTo = [], answeredUntil, incident, nextBy } = word
  return inTransaction(ctx, async (ctx) => {
    const ticket = await lockTicket(ctx, ticketId)
    const partakers = alsoTo.length === 0 ? [] : await participantAddresses(ctx, ticketId)
    const cc = partakers.filter((address) => alsoTo.includes(address))
    const messageId = await sendMessage(ctx, ticket, { text, author: person, kind: 'told', cc })
    if (answeredUntil) await stopClocks(ctx, { ticketId, startedUntil: answeredUntil }, responseClocks)
    await stopClocks(ctx, { ticketId, incidentId: incident.id }, ['promise'])
    const hasQuestion = (await findClocks(ctx, [ticketId])).some(isOpenQuestion)
    const others = ticket.waitsFor.filter(({ id }) => id !== incident.id)
    const waitsFor = nextBy ? [...others, { ...incident, by: nextBy.toISOString() }] : others
    if (ticket.state === 'open') {
      const startedAt = now(ctx)
      if (nextBy) await startPromise(ctx, { ticketId, incidentId: incident.id }, { startedAt, promisedAt: nextBy })
      await settleWaitingOn(ctx, ticket, { owes: hasQuestion ? ticket.owes : 'customer', waitsFor })
    } else await updateTicket(ctx, ticketId, { waitsFor: JSON.stringify(waitsFor) })
    const what = hasQuestion ? said`told the customer; what they asked is still open` : said`told the customer`
    await finishChange(ctx, ticketId, { action: 'tell-customer', what })
    return messageId
  })
}

const isOpenQuestion = ({ name, stoppedAt }: ClockRow): boolean => stoppedAt === null && responseClocks.includes(name)

/** An incident is over: a ticket that waited for it is support's again, by the promise that was given. */
export async function returnFromIncident(ctx: Context, ticketId: string, incidentId: string): Promise<void> {
  allow(ctx, 'desk.write')
  await inTransaction(ctx, async (ctx) => {
    const ticket = await lockLiveTicket(ctx, ticketId)
    const ended = ticket.waitsFor.find(({ id }) => id === incidentId)
    if (ended) await comeBack(ctx, ticket, ended)
  })
}

async function comeBack(ctx: Context, ticket: TicketRow, ended: IncidentRef): Promise<void> {
  const waitsFor = ticket.waitsFor.filter(({ id }) => id !== ended.id)
  if (ticket.state !== 'open') return updateTicket(ctx, ticket.id, { waitsFor: JSON.stringify(waitsFor) })
  await settleWaitingOn(ctx, ticket, { owes: 'support', waitsFor })
  const what = said`came back: ${ended.name} is over, and the customer was promised to hear of it`
  await finishChange(ctx, ticket.id, { action: 'return-from-incident', what })
}
