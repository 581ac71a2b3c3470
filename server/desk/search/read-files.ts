import type { Context } from '../../platform/context.ts'
import { inTransaction } from '../../platform/database/in-transaction.ts'
import { FileTrouble } from '../../platform/files/file-store.ts'
import { findStored } from '../../platform/files/file.store.ts'
import { allowJobsOnly } from '../../platform/permissions.ts'
import { markChanged } from '../mark-changed.store.ts'
import { findUnreadFiles, insertFileTexts, type UnreadFile } from './file-text.store.ts'

const filesAtOnce = 10
const turnMilliseconds = 20_000

/** Reads for the search what stands in attached files. Harmless to repeat; where files cannot be read now, later. */
export async function readFiles(ctx: Context): Promise<void> {
  allowJobsOnly(ctx)
  const until = performance.now() + turnMilliseconds
  for (let more = true; more && performance.now() < until;) {
    await ctx.requests.goFirst()
    more = await readSome(ctx)
  }
}

/** False where these were the last. */
async function readSome(ctx: Context): Promise<boolean> {
  const files = await findUnreadFiles(ctx, filesAtOnce)
  if (files.length === 0) return false
  const read: { id: string; text: string }[] = []
  // One after the other, and in no transaction: a file takes its time.
  for (const file of files) read.push({ id: file.id, text: await textOf(ctx, file) })
  await inTransaction(ctx, async (ctx) => {
    await insertFileTexts(ctx, read)
    await markChanged(ctx, [...new Set(files.map(({ ticketId }) => ticketId))])
  })
  return files.length === filesAtOnce
}

/** What is missing from the store holds no text; whoever opens it is told. */
async function textOf(ctx: Context, { fileId }: UnreadFile): Promise<string> {
  const stored = await findStored(ctx, fileId)
  if (!stored) return ''
  try {
    return await ctx.fileTexts.read(stored)
  } catch (error) {
    if (error instanceof FileTrouble && error.why === 'missing') return ''
    throw error
  }
}
