import type { AfterCare } from '@bellwether/contract/desk.ts'
import { recordAudit } from '../../platform/audit/record-audit.ts'
import type { Context } from '../../platform/context.ts'
import { inTransaction } from '../../platform/database/in-transaction.ts'
import { allow } from '../../platform/permissions.ts'
import { findAfterCare, writeAfterCare } from './after-care.store.ts'

/** What happens by itself after an answer and after the end of a ticket. */
export async function getAfterCare(ctx: Context): Promise<AfterCare> {
  allow(ctx, 'desk.read')
  return findAfterCare(ctx)
}

export async function setAfterCare(ctx: Context, input: AfterCare): Promise<AfterCare> {
  allow(ctx, 'desk.configure')
  return inTransaction(ctx, async (ctx) => {
    await writeAfterCare(ctx, input)
    await recordAudit(ctx, {
      action: 'desk.set-after-care',
      about: { module: 'desk', id: 'after-care' },
      detail: input,
    })
    return findAfterCare(ctx)
  })
}
