import { type Context, now } from '../context.ts'
import type { Stored } from './file-store.ts'

export interface NewFile extends Stored {
  readonly contentType: string
  readonly fileName: string
}

/** Lets people fetch what is stored already, and returns the id of the file. */
export async function insertFile(ctx: Context, file: NewFile): Promise<string> {
  const { sha256, sizeBytes, contentType, fileName } = file
  const { id } = await ctx.db
    .insertInto('platform.files')
    .values({ sha256, sizeBytes, contentType, fileName, createdAt: now(ctx) })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** Where the bytes of a file are in the content store. */
export async function findStored(ctx: Context, fileId: string): Promise<Stored | undefined> {
  return ctx.db.selectFrom('platform.files').select(['sha256', 'sizeBytes']).where('id', '=', fileId).executeTakeFirst()
}

/** The names of all files that people may fetch. */
export async function listFileNames(ctx: Context): Promise<string[]> {
  const rows = await ctx.db.selectFrom('platform.files').select('sha256').distinct().execute()
  return rows.map(({ sha256 }) => sha256)
}
