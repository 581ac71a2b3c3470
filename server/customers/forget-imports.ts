import { type Context, now } from '../platform/context.ts'
import { allowJobsOnly } from '../platform/permissions.ts'
import { deleteImportsBefore } from './import.store.ts'
import { undoableSince } from './import.rules.ts'

/** Drops what imports replaced once they can no longer be undone: it holds names and addresses. */
export async function forgetImports(ctx: Context): Promise<void> {
  allowJobsOnly(ctx)
  await deleteImportsBefore(ctx, undoableSince(now(ctx)))
}
