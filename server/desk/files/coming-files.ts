import { partBytesMax, partBytesMin, partOutOfPlace, tooManyFiles } from '@bellwether/contract/desk.ts'
import type { DraftFile } from '@bellwether/contract/draft-file.ts'
import { badInput, notFound } from '@bellwether/contract/problem.ts'
import { said } from '@bellwether/contract/said.ts'
import { recordAudit } from '../../platform/audit/record-audit.ts'
import { type Context, now } from '../../platform/context.ts'
import { inTransaction } from '../../platform/database/in-transaction.ts'
import { doomFiles, eraseFiles } from '../../platform/files/doomed-file.store.ts'
import { insertFile } from '../../platform/files/file.store.ts'
import type { Stored } from '../../platform/files/file-store.ts'
import { allow } from '../../platform/permissions.ts'
import { Problem } from '../../platform/problem.ts'
import { actingPerson, lockLiveTicket } from '../change-ticket.ts'
import { seeTicket } from '../see-ticket.ts'
import { atMost, keepFile, nameOf, presentDraftFile, refuseMore, typeOf } from './attach-file.ts'
import { findDraftFile } from './draft-file.store.ts'
import {
  beginComing,
  type ComingFileRow,
  countCome,
  countComingOf,
  deleteSpent,
  endComing,
  findComingForUpdate,
  findParts,
  insertPart,
  touchComing,
} from './coming-file.store.ts'

/** Of one person at a time: what they leave half done is kept for a day. */
const comingMax = 100

interface BegunFile {
  readonly kind: ComingFileRow['kind']
  readonly name: string
  readonly contentType: string
  readonly sizeBytes: number
  readonly mark: string
}

interface Come {
  readonly receivedBytes: number
  /** The file where it is whole. */
  readonly file: DraftFile | null
}

/** Begins a file that comes in parts, or says how much of it has come, and what it is where that is all. */
export async function beginFile(
  ctx: Context,
  ticketId: string,
  { kind, name, contentType, sizeBytes, mark }: BegunFile,
): Promise<Come & { id: string }> {
  allow(ctx, 'desk.write')
  const personId = actingPerson(ctx).id
  const ticket = await seeTicket(ctx, ticketId)
  return inTransaction(ctx, async (ctx) => {
    await deleteSpent(ctx, personId)
    if ((await countComingOf(ctx, personId)) >= comingMax)
      throw new Problem(tooManyFiles, said`As many files as may be come from you: finish one first, or wait a day.`)
    const { id, draftFileId } = await beginComing(ctx, {
      ticketId: ticket.id,
      personId,
      kind,
      fileName: nameOf(name),
      contentType: typeOf(contentType),
      sizeBytes,
      mark,
      begunAt: now(ctx),
    })
    if (draftFileId !== null) return { id, receivedBytes: sizeBytes, file: await fileOf(ctx, draftFileId) }
    await refuseMore(ctx, { ticketId: ticket.id, kind, personId }, { sizeBytes })
    const about = { module: 'desk', id: ticket.id }
    await recordAudit(ctx, { action: 'desk.begin-file', about, detail: { sizeBytes } })
    return { id, receivedBytes: await countCome(ctx, id), file: null }
  })
}

/**
 * Keeps the next part of a file. With the last one it becomes a file of what somebody is writing; where that failed, an
 * empty part at the end tries it again.
 */
export async function addFilePart(
  ctx: Context,
  id: string,
  from: number,
  bytes: AsyncIterable<Uint8Array>,
): Promise<Come> {
  allow(ctx, 'desk.write')
  const part = await ctx.files.store(atMost(bytes, partBytesMax))
  try {
    const { coming, receivedBytes } = await inTransaction(ctx, (ctx) => keepPart(ctx, id, from, part))
    return { receivedBytes, file: receivedBytes < coming.sizeBytes ? null : await finishFile(ctx, coming) }
  } catch (error) {
    await doomFiles(ctx, [part.sha256])
    throw error
  }
}

async function keepPart(
  ctx: Context,
  id: string,
  from: number,
  part: Stored,
): Promise<{ coming: ComingFileRow; receivedBytes: number }> {
  const coming = await lockComing(ctx, id)
  // Who sees the ticket no more adds nothing to it.
  await seeTicket(ctx, coming.ticketId)
  const receivedBytes = coming.draftFileId === null ? await countCome(ctx, id) : coming.sizeBytes
  if (from !== receivedBytes) throw new Problem(partOutOfPlace, said`${receivedBytes} bytes of it are here.`)
  if (from + part.sizeBytes > coming.sizeBytes)
    throw new Problem(badInput, said`The file was to have ${coming.sizeBytes} bytes: this part would make it longer.`)
  if (part.sizeBytes === 0) {
    await doomFiles(ctx, [part.sha256])
    return { coming, receivedBytes }
  }
  if (part.sizeBytes < partBytesMin && from + part.sizeBytes < coming.sizeBytes)
    throw new Problem(badInput, said`Each part but the last one has ${partBytesMin} bytes at least.`)
  const { fileName, contentType } = coming
  const fileId = await insertFile(ctx, { ...part, fileName, contentType })
  await touchComing(ctx, id, now(ctx))
  await insertPart(ctx, { comingId: id, fromByte: from, sizeBytes: part.sizeBytes, fileId })
  await recordAudit(ctx, { action: 'desk.add-file-part', about: { module: 'desk', id: coming.ticketId } })
  return { coming, receivedBytes: from + part.sizeBytes }
}

async function lockComing(ctx: Context, id: string): Promise<ComingFileRow> {
  const coming = await findComingForUpdate(ctx, id, actingPerson(ctx).id)
  if (!coming) throw new Problem(notFound, said`No such file is coming: begin it again.`)
  return coming
}

/** Puts the parts together, before anything is held for it: a store may be slow. */
async function finishFile(
  ctx: Context,
  { id, kind, personId, fileName, contentType, draftFileId: known, ...coming }: ComingFileRow,
): Promise<DraftFile> {
  if (known !== null) return fileOf(ctx, known)
  const stored = await ctx.files.store(wholeOf(ctx, await findParts(ctx, id)))
  try {
    return await inTransaction(ctx, async (ctx) => {
      // It goes on where the ticket does.
      const { id: ticketId } = await lockLiveTicket(ctx, coming.ticketId)
      const { draftFileId } = await lockComing(ctx, id)
      if (draftFileId !== null) return fileOf(ctx, draftFileId)
      const file = await keepFile(ctx, { ticketId, kind, personId }, { ...stored, fileName, contentType })
      await eraseFiles(ctx, await endComing(ctx, id, file.id))
      return file
    })
  } catch (error) {
    await doomFiles(ctx, [stored.sha256])
    throw error
  }
}

async function fileOf(ctx: Context, draftFileId: string): Promise<DraftFile> {
  const row = await findDraftFile(ctx, draftFileId)
  if (row?.unsentId !== null || row.personId !== actingPerson(ctx).id)
    throw new Problem(notFound, said`The file is not there any more: it was sent, or taken off.`)
  return presentDraftFile(row)
}

async function* wholeOf(ctx: Context, parts: readonly Stored[]): AsyncGenerator<Uint8Array> {
  for (const part of parts) yield* (await ctx.files.open(part)).stream as AsyncIterable<Uint8Array>
}
