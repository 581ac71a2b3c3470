import { ApartFailure } from '../../platform/apart/run-apart.ts'
import type { Context } from '../../platform/context.ts'
import { inTransaction } from '../../platform/database/in-transaction.ts'
import { FileTrouble } from '../../platform/files/file-store.ts'
import { findStored } from '../../platform/files/file.store.ts'
import { allowJobsOnly } from '../../platform/permissions.ts'
import { markChanged } from '../mark-changed.store.ts'
import { findUnreadFiles, insertFileTexts, putBehind, type UnreadFile } from './file-text.store.ts'

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

/** False where these were the last, or some cannot be had now. */
async function readSome(ctx: Context): Promise<boolean> {
  const files = await findUnreadFiles(ctx, filesAtOnce)
  if (files.length === 0) return false
  // One after the other, and in no transaction: a file takes its time.
  const read: (UnreadFile & { text: string | null })[] = []
  for (const file of files) read.push({ ...file, text: await textOf(ctx, file) })
  const had = read.flatMap(({ text, ...file }) => (text === null ? [] : [{ ...file, text }]))
  const troubled = read.filter(({ text }) => text === null).map(({ id }) => id)
  await inTransaction(ctx, async (ctx) => {
    await insertFileTexts(ctx, had)
    await putBehind(ctx, troubled)
    await markChanged(ctx, [...new Set(had.map(({ ticketId }) => ticketId))])
  })
  return troubled.length === 0 && files.length === filesAtOnce
}

/** null where it cannot be had now. What is missing from the store holds no text; whoever opens it is told. */
async function textOf(ctx: Context, { id, fileId }: UnreadFile): Promise<string | null> {
  const stored = await findStored(ctx, fileId)
  if (!stored) return ''
  try {
    return await ctx.fileTexts.read(stored)
  } catch (error) {
    if (error instanceof FileTrouble && error.why === 'missing') return ''
    if (!(error instanceof FileTrouble) && !(error instanceof ApartFailure)) throw error
    ctx.log.warn({ attachmentId: id, error: error.message }, 'a file cannot be read for the search now')
    return null
  }
}
