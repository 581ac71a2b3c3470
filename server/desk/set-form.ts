import type { getForm as contract } from '@bellwether/contract/desk.ts'
import type { AnswerOf } from '@bellwether/contract/route.ts'
import { loadInstallation } from '../installation/installation.ts'
import { recordAudit } from '../platform/audit/record-audit.ts'
import type { Context } from '../platform/context.ts'
import { inTransaction } from '../platform/database/in-transaction.ts'
import { allow } from '../platform/permissions.ts'
import { findFormFields } from './fields/set-fields.ts'
import { findIsFormOpen, writeIsFormOpen } from './form.store.ts'

/** Whether the form on the web is open, and whose it is. Open to all: whoever would ask by it has to know. */
export async function getForm(ctx: Context): Promise<AnswerOf<typeof contract>> {
  const [isOpen, { name }] = await Promise.all([findIsFormOpen(ctx), loadInstallation(ctx.db)])
  return { isOpen, organisation: name ?? '', fields: isOpen ? await findFormFields(ctx) : [] }
}

/** Opens or shuts the form on the web. */
export async function setForm(ctx: Context, isOpen: boolean): Promise<AnswerOf<typeof contract>> {
  allow(ctx, 'desk.configure')
  return inTransaction(ctx, async (ctx) => {
    await writeIsFormOpen(ctx, isOpen)
    await recordAudit(ctx, { action: 'desk.set-form', about: { module: 'desk', id: 'form' }, detail: { isOpen } })
    return getForm(ctx)
  })
}
