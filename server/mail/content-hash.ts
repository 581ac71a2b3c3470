import { sha256 } from './reading/message-id.ts'
import type { ReadMail } from './reading/parsed-mail.ts'

/**
 * What a mail says, whichever way it came: two copies differ in their trace headers and in how their lines
 * are broken or encoded, never in sender, subject, words and attachments.
 */
export function contentSha256(mail: ReadMail): string {
  const parts = [
    mail.sender?.address ?? '',
    plain(mail.subject),
    plain(mail.fullText),
    plain(mail.html ?? ''),
    ...mail.attachments.flatMap(({ fileName, sha256 }) => [fileName, sha256]),
  ]
  return sha256(JSON.stringify(parts))
}

const plain = (text: string): string => text.normalize('NFC').split(/\s+/u).join(' ').trim()
