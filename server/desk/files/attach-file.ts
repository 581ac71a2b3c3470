import type { DraftFile } from '@bellwether/contract/draft-file.ts'
import { fileBytesMax, filesMax } from '@bellwether/contract/file-limits.ts'
import { openFile, tooManyFiles } from '@bellwether/contract/desk.ts'
import { badInput, notFound, tooLarge } from '@bellwether/contract/problem.ts'
import { said } from '@bellwether/contract/said.ts'
import { urlOf } from '@bellwether/contract/url-of.ts'
import { recordAudit } from '../../platform/audit/record-audit.ts'
import { type Context, now } from '../../platform/context.ts'
import { inTransaction } from '../../platform/database/in-transaction.ts'
import { showOnly } from '../../platform/events/announce.ts'
import { doomFiles, eraseFiles } from '../../platform/files/doomed-file.store.ts'
import { findStored, insertFile, type NewFile as NewStoredFile } from '../../platform/files/file.store.ts'
import type { StoredFile } from '../../platform/http/handle.ts'
import { oneLine } from '../../platform/one-line.ts'
import { allow, allowJobsOnly } from '../../platform/permissions.ts'
import { Problem } from '../../platform/problem.ts'
import { actingPerson, lockLiveTicket } from '../change-ticket.ts'
import { draftKept } from '../desk.events.ts'
import { personOf } from '../hand-offs/hand-off-visibility.rules.ts'
import { seeTicket } from '../see-ticket.ts'
import { deleteForgottenComing } from './coming-file.store.ts'
import {
  deleteDraftFile,
  deleteForgottenFiles,
  type DraftFileRow,
  findDraftFile,
  findDraftFiles,
  insertDraftFile,
  lockFilesOf,
} from './draft-file.store.ts'

interface NewFile {
  readonly ticketId: string
  readonly kind: DraftFileRow['kind']
  readonly name: string
  /** As whoever sends it says; its bytes decide what it is shown as. */
  readonly contentType: string | undefined
}

/** Puts a file to what somebody is writing on a ticket. Its bytes are read as they come. */
export async function attachFile(
  ctx: Context,
  { ticketId, kind, name, contentType }: NewFile,
  bytes: AsyncIterable<Uint8Array>,
): Promise<DraftFile> {
  allow(ctx, 'desk.write')
  const personId = actingPerson(ctx).id
  const { id } = await seeTicket(ctx, ticketId)
  await refuseMore(ctx, { ticketId: id, kind, personId }, { sizeBytes: 1 })
  const stored = await ctx.files.store(atMost(bytes, fileBytesMax))
  try {
    if (stored.sizeBytes === 0) throw new Problem(badInput, said`The file is empty.`)
    return await inTransaction(ctx, async (ctx) => {
      // It goes on where the ticket does.
      const { id: ticketId } = await lockLiveTicket(ctx, id)
      return keepFile(
        ctx,
        { ticketId, kind, personId },
        { ...stored, fileName: nameOf(name), contentType: typeOf(contentType) },
      )
    })
  } catch (error) {
    // Bytes that nobody has are not kept.
    await doomFiles(ctx, [stored.sha256])
    throw error
  }
}

type Draft = Pick<DraftFileRow, 'ticketId' | 'kind' | 'personId'>

/** For verbs: bytes that are stored become a file of what somebody is writing. */
export async function keepFile(ctx: Context, draft: Draft, file: NewStoredFile): Promise<DraftFile> {
  await lockFilesOf(ctx, draft)
  await refuseMore(ctx, draft, file)
  const { fileName, contentType, sizeBytes } = file
  const fileId = await insertFile(ctx, file)
  const row = await insertDraftFile(ctx, {
    ...draft,
    fileName,
    contentType,
    sizeBytes,
    fileId,
    unsentId: null,
    addedAt: now(ctx),
  })
  const about = { module: 'desk', id: draft.ticketId }
  await recordAudit(ctx, { action: 'desk.attach-file', about, detail: { sizeBytes } })
  await showOnly(ctx, draftKept, { ticketId: draft.ticketId })
  return presentDraftFile(row)
}

/** Together they must be few and small enough for one message. */
export async function refuseMore(ctx: Context, draft: Draft, file: { sizeBytes: number }): Promise<void> {
  const others = (await findDraftFiles(ctx, draft)).filter(({ kind }) => kind === draft.kind)
  refuseTooMuch([...others, file])
}

export const nameOf = (name: string): string => oneLine(name).trim() || 'file'

const megabytes = (bytes: number): number => Math.round(bytes / 1e6)

/** The files of one message together, as far as mail servers take them. */
export function refuseTooMuch(files: readonly { sizeBytes: number }[]): void {
  if (files.length > filesMax) throw new Problem(tooManyFiles)
  const sum = files.reduce((bytes, { sizeBytes }) => bytes + sizeBytes, 0)
  if (sum > fileBytesMax)
    throw new Problem(tooLarge, said`The files of one message may have ${megabytes(fileBytesMax)} MB together.`)
}

export async function* atMost(bytes: AsyncIterable<Uint8Array>, most: number): AsyncGenerator<Uint8Array> {
  let sum = 0
  for await (const some of bytes) {
    sum += some.byteLength
    if (sum > most) throw new Problem(tooLarge, said`A file may have ${megabytes(most)} MB.`)
    yield some
  }
}

/** Of a type its name alone, and none that is no name. */
export function typeOf(contentType: string | undefined): string {
  const [type = ''] = (contentType ?? '').toLowerCase().split(';')
  return /^[a-z0-9.+-]{1,60}\/[a-z0-9.+-]{1,60}$/.test(type.trim()) ? type.trim() : 'application/octet-stream'
}

export const presentDraftFile = ({ id, kind, fileName, contentType, sizeBytes }: DraftFileRow): DraftFile => ({
  id,
  kind,
  fileName,
  contentType,
  sizeBytes,
  path: urlOf(openFile, { params: { id } }),
})

/** What somebody has put to what they are writing on a ticket. */
export async function listDraftFiles(ctx: Context, ticketId: string): Promise<DraftFile[]> {
  allow(ctx, 'desk.write')
  const { id: personId } = actingPerson(ctx)
  return (await findDraftFiles(ctx, { ticketId, personId })).map(presentDraftFile)
}

/** Takes a file off what somebody is writing. */
export async function removeFile(ctx: Context, id: string): Promise<void> {
  allow(ctx, 'desk.write')
  const { id: personId } = actingPerson(ctx)
  await inTransaction(ctx, async (ctx) => {
    const row = await deleteDraftFile(ctx, id, personId)
    if (!row) throw new Problem(notFound)
    await eraseFiles(ctx, [row.fileId])
    await recordAudit(ctx, { action: 'desk.remove-file', about: { module: 'desk', id: row.ticketId } })
    await showOnly(ctx, draftKept, { ticketId: row.ticketId })
  })
}

/** A file that is not sent yet: one's own, or one of a reply that waits on a ticket that one sees. */
export async function openDraftFile(ctx: Context, id: string): Promise<StoredFile> {
  allow(ctx, 'desk.read')
  const row = await findDraftFile(ctx, id)
  if (!row) throw new Problem(notFound)
  if (row.unsentId !== null) await seeTicket(ctx, row.ticketId)
  else if (row.personId !== personOf(ctx.actor)?.personId) throw new Problem(notFound)
  const stored = await findStored(ctx, row.fileId)
  if (!stored) throw new Problem(notFound)
  return { ...stored, fileName: row.fileName }
}

const keptMilliseconds = 90 * 86_400_000
const comingMilliseconds = 86_400_000
const forgottenAtOnce = 200

/** Forgets files that nobody sent for three months, and those of which nothing more came for a day. Harmless to repeat. */
export async function forgetFiles(ctx: Context): Promise<void> {
  allowJobsOnly(ctx)
  const ago = (milliseconds: number): Date => new Date(now(ctx).getTime() - milliseconds)
  await inTransaction(ctx, async (ctx) => {
    await eraseFiles(ctx, await deleteForgottenFiles(ctx, ago(keptMilliseconds), forgottenAtOnce))
    await eraseFiles(ctx, await deleteForgottenComing(ctx, ago(comingMilliseconds), forgottenAtOnce))
  })
}
