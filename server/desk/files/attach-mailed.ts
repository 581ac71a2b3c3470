import type { ReceivedMail } from '../../mail/mail.ts'
import type { Context } from '../../platform/context.ts'
import { insertFile } from '../../platform/files/file.store.ts'
import { insertAttachments } from '../message.store.ts'
import type { SaidId } from './take-files.ts'

/** For verbs: what came with a mail becomes attachments of what is filed from it. */
export async function attachMailed(ctx: Context, mail: ReceivedMail['mail'], said: SaidId): Promise<void> {
  for (const attachment of mail.attachments) {
    const { fileName, contentType, sizeBytes, isDamaged, contentId = null } = attachment
    const fileId = await insertFile(ctx, attachment)
    const of = { messageId: null, noteId: null, ...said }
    await insertAttachments(ctx, [{ ...of, fileId, fileName, contentType, sizeBytes, isDamaged, contentId }])
  }
}
