import { createHash } from 'node:crypto'
import EmailReplyParser from 'email-reply-parser'
import { convert } from 'html-to-text'
import PostalMime, { type Email } from 'postal-mime'
import { cleanHtml } from './clean-html.ts'
import { joinEncodedWords } from './join-encoded-words.ts'

const subjectCharacters = 500
const attachmentsMax = 100
const referencesMax = 200
const textCharacters = 1_000_000

export interface ParsedAttachment {
  readonly fileName: string
  readonly contentType: string
  readonly bytes: Uint8Array
  /** The mail ended in the middle of it, or its encoding was broken: what could be read is here. */
  readonly isDamaged: boolean
}

/** A mail as the desk needs it. No string in it contains NUL. */
export interface ParsedMail {
  /** Made from the raw bytes where the mail has none. */
  readonly messageId: string
  readonly from: { readonly name: string; readonly address: string } | undefined
  readonly subject: string
  /** References and In-Reply-To, without repetition. */
  readonly references: readonly string[]
  readonly fullText: string
  /** What the sender wrote, quotes and signature left out; never empty where `fullText` is not. */
  readonly text: string
  /** Cleaned; undefined where the mail had none. */
  readonly html: string | undefined
  readonly attachments: readonly ParsedAttachment[]
  readonly attachmentsLeftOut: number
  /** Names in lower case; of a repeated header the first. */
  readonly headers: ReadonlyMap<string, string>
  readonly contentType: string
}

/** Reads raw mail. Never throws for what is inside: a mail that cannot be read comes as its own attachment. */
export async function parseMail(raw: Buffer): Promise<ParsedMail> {
  try {
    return await readMail(raw)
  } catch {
    return unreadableMail(raw)
  }
}

function unreadableMail(raw: Buffer): ParsedMail {
  const text = 'This mail could not be read. It is attached as it came.'
  const address = /^from:.*?([^\s<>@]+@[^\s<>@]+)/im
    .exec(raw.subarray(0, 65_536).toString('latin1'))?.[1]
    ?.toLowerCase()
  return {
    messageId: fallbackMessageId(raw),
    from: address ? { address, name: address } : undefined,
    subject: '(a mail that could not be read)',
    references: [],
    fullText: text,
    text,
    html: undefined,
    attachments: [{ fileName: 'mail.eml', contentType: 'message/rfc822', bytes: raw, isDamaged: true }],
    attachmentsLeftOut: 0,
    headers: new Map(),
    contentType: 'text/plain',
  }
}

async function readMail(raw: Buffer): Promise<ParsedMail> {
  const email = await PostalMime.parse(joinEncodedWords(raw), {
    attachmentEncoding: 'arraybuffer',
    maxNestingDepth: 100,
  })
  const headers = new Map<string, string>()
  for (const { key, value } of email.headers) if (!headers.has(key)) headers.set(key, clean(value))
  const html = email.html ? cleanHtml(clean(email.html)) : undefined
  const isTruncated = lacksClosingBoundary(raw, headers.get('content-type') ?? '')
  const fullText = (textOf(email, html) || leftOver(raw, email)).slice(0, textCharacters)
  return {
    messageId: clean(email.messageId ?? '').trim() || fallbackMessageId(raw),
    from: senderOf(email),
    subject:
      clean(email.subject ?? '')
        .replaceAll(/\s+/g, ' ')
        .trim()
        .slice(0, subjectCharacters) || '(no subject)',
    references: referencesOf(email),
    fullText,
    text: visibleText(fullText),
    html,
    attachments: email.attachments.slice(0, attachmentsMax).map((one, position) => ({
      fileName: clean(one.filename ?? '').slice(0, 200) || `part-${position + 1}`,
      contentType: clean(one.mimeType),
      bytes: asBytes(one.content),
      isDamaged: isTruncated && position === email.attachments.length - 1,
    })),
    attachmentsLeftOut: Math.max(0, email.attachments.length - attachmentsMax),
    headers,
    contentType: (headers.get('content-type') ?? 'text/plain').toLowerCase(),
  }
}

function lacksClosingBoundary(raw: Buffer, contentType: string): boolean {
  const boundary = /^multipart\/.*boundary="?([^";]+)"?/is.exec(contentType)?.[1]
  return boundary !== undefined && !raw.includes(`--${boundary}--`)
}

const clean = (text: string): string => text.replaceAll('\0', '').toWellFormed()

const asBytes = (content: ArrayBuffer | Uint8Array | string): Uint8Array =>
  typeof content === 'string' ? Buffer.from(content) : new Uint8Array(content)

const fallbackMessageId = (raw: Buffer): string => `<${createHash('sha256').update(raw).digest('hex')}@no-message-id>`

function senderOf(email: Email): ParsedMail['from'] {
  const first = email.from && 'address' in email.from ? email.from : undefined
  const address = clean(first?.address ?? '')
    .trim()
    .toLowerCase()
  if (!/^[^\s@<>]+@[^\s@<>]+$/.test(address)) return undefined
  return { address, name: clean(first?.name ?? '').trim() || address }
}

function referencesOf(email: Email): string[] {
  const all = `${email.references ?? ''} ${email.inReplyTo ?? ''}`.match(/<[^<>\s]+>/g) ?? []
  return [...new Set(all.map(clean))].slice(-referencesMax)
}

function textOf(email: Email, html: string | undefined): string {
  const plain = clean(email.text ?? '')
    .replaceAll('\r\n', '\n')
    .trim()
  if (plain !== '' || html === undefined) return plain
  return convert(html, { wordwrap: false, selectors: [{ selector: 'a', options: { ignoreHref: true } }] }).trim()
}

/** The body as it came, where the parser found no part in it: a wrong boundary must not swallow what was written. */
function leftOver(raw: Buffer, email: Email): string {
  if (email.html !== undefined || email.attachments.length > 0) return ''
  const lines = clean(raw.toString('utf8')).split(/\r?\n/)
  const body = lines.findIndex(
    (line, position) => !/^(?:[!-9;-~]+:|[ \t]+\S)/.test(line) && !isMailboxLine(line, position),
  )
  return body < 0 ? '' : lines.slice(body).join('\n').trim()
}

/** `From sender date`, with which mailbox files begin a mail. */
const isMailboxLine = (line: string, position: number): boolean => position === 0 && line.startsWith('From ')

/** The parser drops questions between inline answers, so a mail whose answers stand inside the quote is shown whole. */
function visibleText(fullText: string): string {
  if (hasInlineAnswers(fullText)) return fullText
  const visible = new EmailReplyParser().read(fullText).getVisibleText().trim()
  return visible === '' ? fullText : visible
}

function hasInlineAnswers(text: string): boolean {
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  const firstQuote = lines.findIndex((line) => line.startsWith('>'))
  const lastQuote = lines.findLastIndex((line) => line.startsWith('>'))
  if (firstQuote < 0) return false
  return lines.slice(firstQuote, lastQuote).some((line) => !line.startsWith('>'))
}
