import { type Apart, ApartFailure, type ApartBounds, openApart } from '../../apart/run-apart.ts'
import type { MailEnvelope, ParsedMail } from './parsed-mail.ts'
import { unreadableMail } from './unreadable-mail.ts'

export interface MailTask {
  readonly raw: Uint8Array
  readonly envelope: MailEnvelope
}

/** Reads mails apart from the main loop. */
export interface MailReader {
  /**
   * A mail that cannot be read in bounds comes with its headers and itself attached. Rejects only where
   * it may be tried later.
   */
  read(raw: Buffer, envelope: MailEnvelope): Promise<ParsedMail>
  stop(): Promise<void>
}

/** A mail of 50 MB takes about two seconds. */
const usual: ApartBounds = { processes: 2, deadlineMilliseconds: 15_000, memoryMegabytes: 512, waitingMax: 1_000 }

export function openMailReader(bounds: ApartBounds = usual): MailReader {
  const apart: Apart<MailTask, ParsedMail> = openApart(new URL('mail-reader-process.ts', import.meta.url), bounds)
  return {
    read: async (raw, envelope) => {
      try {
        return await apart.run({ raw, envelope })
      } catch (error) {
        if (!(error instanceof ApartFailure) || error.why === 'too-busy' || error.why === 'stopped') throw error
        return unreadableMail(raw, envelope, error.why)
      }
    },
    stop: () => apart.stop(),
  }
}
