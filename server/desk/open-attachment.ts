import { notFound } from '@bellwether/contract/problem.ts'
import { said } from '@bellwether/contract/said.ts'
import type { Context } from '../platform/context.ts'
import { findStored } from '../platform/files/file.store.ts'
import type { StoredFile } from '../platform/http/handle.ts'
import { allow } from '../platform/permissions.ts'
import { Problem } from '../platform/problem.ts'
import { findAttachment } from './message.store.ts'
import { seeTicket } from './see-ticket.ts'

/** An attachment of a message on this ticket, for whoever may see the ticket. */
export async function openAttachment(ctx: Context, idOrNumber: string, attachmentId: string): Promise<StoredFile> {
  allow(ctx, 'desk.read')
  const ticket = await seeTicket(ctx, idOrNumber)
  const attachment = await findAttachment(ctx, ticket.id, attachmentId)
  const stored = attachment && (await findStored(ctx, attachment.fileId))
  if (!stored) throw new Problem(notFound, said`There is no such attachment on this ticket.`)
  return { ...stored, fileName: attachment.fileName }
}
