import { notFound } from '@bellwether/contract/problem.ts'
import { said } from '@bellwether/contract/said.ts'
import { actorName, recordAudit } from '../platform/audit/record-audit.ts'
import type { Context } from '../platform/context.ts'
import { inTransaction } from '../platform/database/in-transaction.ts'
import { allow } from '../platform/permissions.ts'
import { Problem } from '../platform/problem.ts'
import { updateOutcome } from './incoming.store.ts'
import { unfiledMail } from './receive-mail.ts'

/** Somebody looked at a held mail and it needs no ticket: it is kept with who says so and why. */
export async function rejectMail(ctx: Context, mailId: string, reason: string): Promise<{ id: string }> {
  allow(ctx, 'mail.write')
  return inTransaction(ctx, async (ctx) => {
    const row = await unfiledMail(ctx, mailId)
    if (row?.outcome !== 'held') throw new Problem(notFound, said`This mail is not held.`)
    const { fromAddress, subject, contentSha256 } = row
    const rejected = { outcome: 'rejected' as const, reason: `${actorName(ctx.actor)}: ${reason}`, ticketId: null }
    await updateOutcome(ctx, row.id, { ...rejected, fromAddress, subject, contentSha256 })
    const about = { module: 'mail', id: row.id }
    await recordAudit(ctx, { action: 'mail.reject-mail', about, detail: { reason } })
    return { id: row.id }
  })
}
