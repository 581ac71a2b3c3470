import { open } from 'node:fs/promises'
import { said } from '@bellwether/contract/said.ts'
import type { ApartFailure } from '../../platform/apart/run-apart.ts'
import type { Stored } from '../../platform/files/file-store.ts'
import { parseMail } from './parse-mail.ts'
import type { MailEnvelope, ParsedMail, ReadMail } from './parsed-mail.ts'

const startBytes = 262_144
const headerBytes = 16_384
const textBytes = 8_192

const reasons: Readonly<Record<ApartFailure['why'], string>> = {
  'too-slow': said`it took too long`,
  failed: said`its form is broken, or it took too much memory`,
  'too-busy': said`too much was to be read`,
  'not-started': said`its reader did not start`,
  stopped: said`the server stopped`,
}

/** A mail of which only the head is read: the rest is attached as it came. Its head is small enough for the main loop. */
export async function unreadableMail(
  { path, sha256, sizeBytes }: Stored & { path: string },
  envelope: MailEnvelope,
  why: ApartFailure['why'],
): Promise<ReadMail> {
  const notice = `This mail could not be read: ${reasons[why]}. It is attached as it came.`
  const start = await startOf(path)
  const text = `${notice}\n\n${bodyStart(start)}`.trim()
  const asItCame = { fileName: 'mail.eml', contentType: 'message/rfc822', isDamaged: true, contentId: undefined }
  return {
    ...headOnly(start, envelope),
    fullText: text,
    text,
    html: undefined,
    attachments: [{ ...asItCame, sha256, sizeBytes }],
    attachmentsLeftOut: 0,
    leftOut: [said`everything but its beginning: ${reasons[why]}`],
  }
}

async function startOf(path: string): Promise<Buffer> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(startBytes), 0, startBytes, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}

function headOnly(raw: Buffer, envelope: MailEnvelope): ParsedMail {
  const lines = raw
    .subarray(0, headerBytes)
    .toString('latin1')
    .split(/\r\n?|\n/)
  const empty = lines.indexOf('')
  const wanted =
    /^(?:from|to|cc|subject|sender|reply-to|return-path|message-id|in-reply-to|references|auto-submitted|precedence|list-id|date)[ \t]*:|^[ \t]/i
  const head = lines.slice(0, empty < 0 ? undefined : empty).filter((line) => wanted.test(line) && line.length < 4_000)
  return parseMail(Buffer.from(`${head.join('\r\n')}\r\n\r\n`, 'latin1'), envelope)
}

function bodyStart(raw: Buffer): string {
  const ends = [raw.indexOf('\n\r\n'), raw.indexOf('\n\n')].filter((at) => at >= 0)
  const from = ends.length > 0 ? Math.min(...ends) : 0
  return raw
    .subarray(from, from + textBytes)
    .toString('utf8')
    .replaceAll('\0', '')
    .toWellFormed()
    .trim()
}
