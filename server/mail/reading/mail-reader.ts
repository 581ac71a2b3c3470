import { type Apart, ApartFailure, type ApartBounds, openApart } from '../../platform/apart/run-apart.ts'
import type { Draft, FileStore, Stored } from '../../platform/files/file-store.ts'
import type { MailEnvelope, ParsedMail, ReadMail, StoredAttachment } from './parsed-mail.ts'
import { unreadableMail } from './unreadable-mail.ts'

export interface MailTask {
  /** The process reads the mail, and writes its attachments there, by itself: no large bytes pass between the two. */
  readonly path: string
  readonly drafts: string
  readonly envelope: MailEnvelope
}

export type AttachedDraft = StoredAttachment & Draft
export type DraftedMail = Omit<ParsedMail, 'attachments'> & { readonly attachments: readonly AttachedDraft[] }

/** Reads mails apart from the main loop. */
export interface MailReader {
  /**
   * A mail that cannot be read in bounds comes with its headers and itself attached. Rejects only where
   * it may be tried later.
   */
  read(raw: Stored & { readonly path: string }, envelope: MailEnvelope): Promise<ReadMail>
  stop(): Promise<void>
}

/** A mail of 50 MB takes about two seconds. */
const usual: ApartBounds = { processes: 2, deadlineMilliseconds: 15_000, memoryMegabytes: 512, waitingMax: 1_000 }

/** Opens the reading of mails; what comes with them goes into this store. */
export function openMailReader(files: FileStore, bounds: ApartBounds = usual): MailReader {
  const apart: Apart<MailTask, DraftedMail> = openApart(new URL('mail-reader-process.ts', import.meta.url), bounds)
  return {
    read: async (raw, envelope) => {
      try {
        return await files.withDrafts(async (drafts) => {
          const mail = await apart.run({ path: raw.path, drafts, envelope })
          return { ...mail, attachments: await adoptAll(files, mail.attachments) }
        })
      } catch (error) {
        if (!(error instanceof ApartFailure) || error.why === 'too-busy' || error.why === 'stopped') throw error
        return unreadableMail(raw, envelope, error.why)
      }
    },
    stop: () => apart.stop(),
  }
}

/** One after the other: a mail of a hundred files takes one connection to the store. */
async function adoptAll(files: FileStore, drafts: readonly AttachedDraft[]): Promise<StoredAttachment[]> {
  const attachments: StoredAttachment[] = []
  for (const { path, sha256, sizeBytes, ...attachment } of drafts)
    attachments.push({ ...attachment, ...(await files.adopt({ path, sha256, sizeBytes })) })
  return attachments
}
