import { readFile } from 'node:fs/promises'
import { serveApart } from '../../platform/apart/serve-apart.ts'
import { storeStream } from '../../platform/files/store-stream.ts'
import type { MailTask } from './mail-reader.ts'
import { parseMail } from './parse-mail.ts'
import type { ReadMail, StoredAttachment } from './parsed-mail.ts'

serveApart<MailTask, ReadMail>(async ({ dataFolder, path, envelope }) => {
  const mail = parseMail(await readFile(path), envelope)
  const attachments: StoredAttachment[] = []
  for (const { bytes, ...attachment } of mail.attachments)
    attachments.push({ ...attachment, ...(await storeStream(dataFolder, [bytes])) })
  return { ...mail, attachments }
})
