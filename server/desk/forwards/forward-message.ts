import { badInput, notFound } from '@bellwether/contract/problem.ts'
import { said } from '@bellwether/contract/said.ts'
import { findSender } from '../../customers/customers.ts'
import { isOurAddress, sendMail } from '../../mail/mail.ts'
import { findPersonByEmail } from '../../people/people.ts'
import { type Context, now } from '../../platform/context.ts'
import { inTransaction } from '../../platform/database/in-transaction.ts'
import { findStored } from '../../platform/files/file.store.ts'
import { allow, asPart } from '../../platform/permissions.ts'
import { Problem } from '../../platform/problem.ts'
import { actingAuthor, finishChange, lockTicket } from '../change-ticket.ts'
import { refuseTooMuch } from '../files/attach-file.ts'
import { findAttachments, findMessage, insertNote } from '../message.store.ts'
import { takesPart } from '../thread-mail.ts'
import type { TicketRow } from '../ticket.store.ts'
import { insertForward } from './forward.store.ts'
import { forwardedNote, forwardedText } from './forward-text.rules.ts'

interface Forward {
  readonly messageId: string
  readonly to: string
  readonly text: string
  readonly withFiles: boolean
}

/**
 * Passes a message on to somebody who does not take part in the ticket, with its files. A note says so; what they answer is
 * a note as well, and no customer hears of it.
 */
export async function forwardMessage(ctx: Context, ticketId: string, input: Forward): Promise<void> {
  allow(ctx, 'desk.write')
  const author = actingAuthor(ctx)
  const to = input.to.toLowerCase()
  await inTransaction(ctx, async (ctx) => {
    const ticket = await lockTicket(ctx, ticketId)
    await requireOutsider(ctx, ticket, to)
    const message = await findMessage(ctx, ticketId, input.messageId)
    if (!message) throw new Problem(notFound, said`There is no such message on this ticket.`)
    const files = input.withFiles ? await filesOf(ctx, message.id) : []
    refuseTooMuch(files)
    const forward = { ticketId, messageId: message.id, byPersonId: author.id, toAddress: to }
    const sourceId = await insertForward(ctx, forward)
    await sendMail(ctx, {
      kind: 'forward',
      to,
      mailboxId: ticket.mailboxId,
      subject: `Fwd: ${ticket.subject} [#${ticket.number}]`,
      text: forwardedText(input.text, message, ticket.subject),
      files,
      ticketId,
      sourceId,
    })
    const text = forwardedNote({ to, text: input.text, files: files.map((one) => one.fileName) })
    await insertNote(ctx, { ticketId, at: now(ctx), personId: author.id, authorName: author.name, text })
    await finishChange(ctx, ticketId, { action: 'forward-message', detail: { messageId: message.id } })
  })
}

async function requireOutsider(ctx: Context, ticket: TicketRow, to: string): Promise<void> {
  const detail = await whyInsider(ctx, ticket, to)
  if (detail !== undefined) throw new Problem(badInput, undefined, { errors: [{ pointer: '/to', detail }] })
}

/** Whoever takes part, or is of the customer, gets answers: what is passed on to them would look like one. */
async function whyInsider(ctx: Context, ticket: TicketRow, to: string): Promise<string | undefined> {
  if (isOurAddress(ctx, to)) return said`This is an address of this desk.`
  if (await findPersonByEmail(ctx, to)) return said`They are a colleague: mention them in a note instead.`
  if (await takesPart(ctx, ticket, to)) return said`They take part in this ticket: reply to them instead.`
  const known = ticket.customerId === null ? undefined : await findSender(asPart(ctx), to)
  if (known === undefined || known.customer.id !== ticket.customerId) return undefined
  return said`They are of this customer: add them to the ticket instead, and reply.`
}

/** What is not damaged, and is there. */
async function filesOf(ctx: Context, messageId: string) {
  const attached = (await findAttachments(ctx, 'messageId', [messageId])).get(messageId) ?? []
  const whole = attached.filter(({ isDamaged }) => !isDamaged)
  const stored = await Promise.all(whole.map(({ fileId }) => findStored(ctx, fileId)))
  return whole
    .filter((_, at) => stored[at] !== undefined)
    .map(({ fileId, fileName, contentType, sizeBytes }) => ({ fileId, fileName, contentType, sizeBytes }))
}
