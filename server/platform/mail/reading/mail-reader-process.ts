import { serveApart } from '../../apart/serve-apart.ts'
import type { MailTask } from './mail-reader.ts'
import { parseMail } from './parse-mail.ts'
import type { ParsedMail } from './parsed-mail.ts'

serveApart<MailTask, ParsedMail>(({ raw, envelope }) =>
  parseMail(Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength), envelope),
)
