import { recordAudit } from '../audit/record-audit.ts'
import type { Context } from '../context.ts'
import { inTransaction } from '../database/in-transaction.ts'
import { deleteSignInLinks } from './session.store.ts'

/** Ends sign-in links that somebody showed around, e.g. in an answer that quotes the mail in which one came. */
export async function spendLinks(ctx: Context, tokens: readonly string[]): Promise<void> {
  if (tokens.length === 0) return
  await inTransaction(ctx, async (ctx) => {
    for (const id of await deleteSignInLinks(ctx, tokens))
      await recordAudit(ctx, { action: 'platform.spend-link', about: { module: 'platform', id } })
  })
}
