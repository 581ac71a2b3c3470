import { said } from '@bellwether/contract/said.ts'
import { recordAudit } from '../platform/audit/record-audit.ts'
import type { Context } from '../platform/context.ts'
import { inTransaction } from '../platform/database/in-transaction.ts'
import { allowJobsOnly } from '../platform/permissions.ts'
import { updateOutcome } from './incoming.store.ts'
import { waitingMail } from './receive-mail.ts'

/** Holds a mail that could not be filed, where people see it and can recover it; what is filed stays as it is. */
export async function holdMail(ctx: Context, mailId: string, failure: string): Promise<void> {
  allowJobsOnly(ctx)
  await inTransaction(ctx, async (ctx) => {
    const row = await waitingMail(ctx, mailId)
    if (!row) return
    const held = { outcome: 'held' as const, reason: reasonOf(failure) }
    const { fromAddress, subject, contentSha256 } = row
    await updateOutcome(ctx, row.id, { ...held, ticketId: null, fromAddress, subject, contentSha256 })
    await recordAudit(ctx, { action: 'mail.hold-mail', about: { module: 'mail', id: row.id }, detail: held })
  })
}

/** The message of an error names paths, addresses and statements: people get its kind, the log has the rest. */
const reasonOf = (failure: string): string =>
  isUnreadable(failure)
    ? said`its stored bytes could not be read: recover it when the files of the server are well`
    : said`filing it failed each time it was tried: recover it, or ask whoever runs the server; the log says why`

/** Whether an error says that the bytes of a mail are away. */
export const isUnreadable = (failure: string): boolean =>
  /\bstored bytes are\b|\b(?:ENOENT|EACCES|EPERM|EIO|EISDIR)\b/.test(failure)
