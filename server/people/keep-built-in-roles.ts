import { builtInRoles } from '@bellwether/contract/permissions.ts'
import { recordAudit } from '../platform/audit/record-audit.ts'
import type { Context } from '../platform/context.ts'
import { inTransaction } from '../platform/database/in-transaction.ts'
import { allowJobsOnly } from '../platform/permissions.ts'
import { upsertBuiltInRole } from './role.store.ts'

/** Brings the rights of the built-in roles up to date with this version of the server. */
export async function keepBuiltInRoles(ctx: Context): Promise<void> {
  allowJobsOnly(ctx)
  await inTransaction(ctx, writeBuiltInRoles)
}

/** For verbs: the built-in roles as they should be, also where all records were erased. */
export async function writeBuiltInRoles(ctx: Context): Promise<void> {
  for (const [slug, { name, permissions }] of Object.entries(builtInRoles)) {
    const written = await upsertBuiltInRole(ctx, { slug, name, permissions: [...permissions] })
    if (written)
      await recordAudit(ctx, {
        action: 'people.keep-built-in-role',
        about: { module: 'people', id: written.id },
        detail: { slug, permissions },
      })
  }
}
