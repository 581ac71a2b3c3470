import { notFound } from '@bellwether/contract/problem.ts'
import { said } from '@bellwether/contract/said.ts'
import type { Context } from '../platform/context.ts'
import type { StoredFile } from '../platform/http/handle.ts'
import { allow } from '../platform/permissions.ts'
import { Problem } from '../platform/problem.ts'
import { findIncomingMail } from './incoming.store.ts'

/** An incoming mail as it came, whatever became of it. */
export async function openRawMail(ctx: Context, mailId: string): Promise<StoredFile> {
  allow(ctx, 'mail.read')
  const mail = await findIncomingMail(ctx, mailId)
  if (!mail || mail.isPrivate) throw new Problem(notFound, said`There is no such mail.`)
  if (mail.erasedAt) throw new Problem(notFound, said`This mail was erased, as whoever wrote it asked.`)
  return { sha256: mail.rawSha256, sizeBytes: mail.sizeBytes, fileName: `mail-${mail.id}.eml`, isMail: true }
}
