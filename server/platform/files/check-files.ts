import type { Context } from '../context.ts'
import { allowJobsOnly } from '../permissions.ts'

/** Looks whether files can be stored and read, before a mail has to wait for it. */
export async function checkFiles(ctx: Context): Promise<void> {
  allowJobsOnly(ctx)
  await ctx.files.check()
}
