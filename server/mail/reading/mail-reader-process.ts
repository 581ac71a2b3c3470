import { readFile } from 'node:fs/promises'
import { serveApart } from '../../platform/apart/serve-apart.ts'
import { writeDraft } from '../../platform/files/drafts.ts'
import type { AttachedDraft, DraftedMail, MailTask } from './mail-reader.ts'
import { parseMail } from './parse-mail.ts'

serveApart<MailTask, DraftedMail>(async ({ path, drafts, envelope }) => {
  const mail = parseMail(await readFile(path), envelope)
  const attachments: AttachedDraft[] = []
  for (const { bytes, ...attachment } of mail.attachments)
    attachments.push({ ...attachment, ...(await writeDraft(drafts, [bytes])) })
  return { ...mail, attachments }
})
