import type { Surroundings } from '../platform/context.ts'
import type { FileStore } from '../platform/files/file-store.ts'
import { openSenderJudge, type SenderJudge } from './proof/sender-judge.ts'
import { type MailReader, openMailReader } from './reading/mail-reader.ts'

declare module '../platform/context.ts' {
  interface Surroundings {
    /** Reads mail in processes of its own. */
    readonly mailReader: MailReader
    /** Finds out whether mail is from whom it says, in a process of its own. */
    readonly senderJudge: SenderJudge
  }
}

/** What reads mails and judges their senders, apart from the main loop. */
export function openMailReaders(
  files: FileStore,
  judging: Parameters<typeof openSenderJudge>[0],
): Pick<Surroundings, 'mailReader' | 'senderJudge'> & { stop(): Promise<void> } {
  const mailReader = openMailReader(files)
  const senderJudge = openSenderJudge(judging)
  return {
    mailReader,
    senderJudge,
    stop: async () => {
      await Promise.all([mailReader.stop(), senderJudge.stop()])
    },
  }
}
