import { recordAudit } from '../platform/audit/record-audit.ts'
import type { Context } from '../platform/context.ts'
import { inTransaction } from '../platform/database/in-transaction.ts'
import { deleteSignInLinks } from './session.store.ts'

/** For verbs: ends sign-in links that somebody showed around, e.g. in an answer that quotes the mail in which one came. */
export async function spendLinks(ctx: Context, tokens: readonly string[]): Promise<void> {
  if (tokens.length === 0) return
  await inTransaction(ctx, async (ctx) => {
    for (const id of await deleteSignInLinks(ctx, tokens))
      await recordAudit(ctx, { action: 'people.spend-link', about: { module: 'people', id } })
  })
}
