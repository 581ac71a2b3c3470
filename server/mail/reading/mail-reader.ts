import { type Apart, ApartFailure, type ApartBounds, openApart } from '../../platform/apart/run-apart.ts'
import { filePath, type Stored } from '../../platform/files/store-stream.ts'
import type { MailEnvelope, ReadMail } from './parsed-mail.ts'
import { unreadableMail } from './unreadable-mail.ts'

export interface MailTask {
  /** The process reads the mail and stores its attachments by itself: no large bytes pass between the two. */
  readonly dataFolder: string
  readonly path: string
  readonly envelope: MailEnvelope
}

/** Reads mails apart from the main loop. */
export interface MailReader {
  /**
   * A mail that cannot be read in bounds comes with its headers and itself attached. Rejects only where
   * it may be tried later.
   */
  read(raw: Stored, envelope: MailEnvelope): Promise<ReadMail>
  stop(): Promise<void>
}

/** A mail of 50 MB takes about two seconds. */
const usual: ApartBounds = { processes: 2, deadlineMilliseconds: 15_000, memoryMegabytes: 512, waitingMax: 1_000 }

/** Opens the reading of mails that are in the content store of this folder. */
export function openMailReader(dataFolder: string, bounds: ApartBounds = usual): MailReader {
  const apart: Apart<MailTask, ReadMail> = openApart(new URL('mail-reader-process.ts', import.meta.url), bounds)
  return {
    read: async (raw, envelope) => {
      const path = filePath(dataFolder, raw.sha256)
      try {
        return await apart.run({ dataFolder, path, envelope })
      } catch (error) {
        if (!(error instanceof ApartFailure) || error.why === 'too-busy' || error.why === 'stopped') throw error
        return unreadableMail({ ...raw, path }, envelope, error.why)
      }
    },
    stop: () => apart.stop(),
  }
}
