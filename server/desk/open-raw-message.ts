import { notFound } from '@bellwether/contract/problem.ts'
import { said } from '@bellwether/contract/said.ts'
import type { Context } from '../platform/context.ts'
import type { StoredFile } from '../platform/http/handle.ts'
import { openRawMail } from '../mail/mail.ts'
import { allow, asPart } from '../platform/permissions.ts'
import { Problem } from '../platform/problem.ts'
import { findMessage } from './message.store.ts'
import { seeTicket } from './see-ticket.ts'

/** The mail behind a message on this ticket as it came, for whoever may see the ticket. */
export async function openRawMessage(ctx: Context, idOrNumber: string, messageId: string): Promise<StoredFile> {
  allow(ctx, 'desk.read')
  const ticket = await seeTicket(ctx, idOrNumber)
  const message = await findMessage(ctx, ticket.id, messageId)
  if (!message?.incomingMailId) throw new Problem(notFound, said`No message on this ticket came by such a mail.`)
  return openRawMail(asPart(ctx), message.incomingMailId)
}
