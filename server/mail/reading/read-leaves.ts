import { said } from '@bellwether/contract/said.ts'
import { decodeText } from './decode-text.ts'
import { decodeTransfer, type Decoded } from './decode-transfer.ts'
import { decodeWords } from './decode-words.ts'
import { safeFileName } from './file-name.ts'
import { readHeaderValue } from './header-value.ts'
import { openTextFiles } from './open-text-files.ts'
import { openTnef, type TnefContent } from './open-tnef.ts'
import type { ParsedAttachment } from './parsed-mail.ts'
import type { Part, SplitMail } from './split-mail.ts'

export type Leaf = { kind: 'text'; text: string } | { kind: 'html'; html: string } | { kind: 'other' }

/** The parts that hold something, read; and what was made of them on the way. */
export interface Leaves {
  readonly of: ReadonlyMap<Part, Leaf>
  readonly attachments: ParsedAttachment[]
  readonly leftOut: string[]
}

const textBytesMax = 8_000_000

/** Reads every part: text is decoded, files are kept, containers of common programs are opened. */
export function readLeaves(raw: Buffer, { root, unfinished }: SplitMail): Leaves {
  const leaves = { of: new Map<Part, Leaf>(), attachments: [] as ParsedAttachment[], leftOut: [] as string[] }
  const pending = [root]
  for (let part = pending.pop(); part; part = pending.pop()) {
    if (part.children.length > 0) pending.push(...part.children.toReversed())
    else leaves.of.set(part, readLeaf(raw, part, leaves, part === unfinished))
  }
  return leaves
}

export const headerOf = (part: Part, name: string): string => part.headers.find((one) => one.name === name)?.value ?? ''

interface File {
  readonly name: string
  readonly contentType: string
  readonly contentId: string | undefined
  readonly decoded: Decoded
}

function readLeaf(raw: Buffer, part: Part, leaves: Leaves, isUnfinished: boolean): Leaf {
  const type = typeOf(part)
  if (/^application\/(?:pgp-signature|(?:x-)?pkcs7-signature)$/.test(type)) {
    leaves.leftOut.push(said`a digital signature, which was not checked`)
    return { kind: 'other' }
  }
  const body = raw.subarray(part.bodyStart, part.bodyEnd)
  const decoded = decodeTransfer(body, headerOf(part, 'content-transfer-encoding'), type.startsWith('text/'))
  const disposition = readHeaderValue(headerOf(part, 'content-disposition'))
  const name = disposition.parameters.get('filename') ?? part.type.parameters.get('name') ?? ''
  if (isShown(type) && name === '' && disposition.value !== 'attachment') return readShown(decoded, part, leaves)
  const contentId = headerOf(part, 'content-id').replaceAll(/^<|>$/g, '').slice(0, 250) || undefined
  return keepOrOpen(leaves, {
    name: name || nameInside(type, decoded.bytes),
    contentType: type,
    contentId,
    decoded: { ...decoded, isDamaged: decoded.isDamaged || isUnfinished },
  })
}

const isShown = (type: string): boolean => /^text\/(?:plain|html|enriched|richtext|markdown|x-amp-html)$/.test(type)

function readShown(decoded: Decoded, part: Part, leaves: Leaves): Leaf {
  const type = typeOf(part)
  if (decoded.bytes.length > textBytesMax) {
    leaves.leftOut.push(said`the text beyond its first 8 MB, which is attached whole`)
    keep(leaves, { name: 'text', contentType: type, contentId: undefined, decoded })
  }
  return readText(decoded.bytes.subarray(0, textBytesMax), type, part.type.parameters.get('charset'), leaves)
}

/** A type that is none, or a multipart without parts, is text if it reads as text. */
function typeOf(part: Part): string {
  const { value } = part.type
  if (value === 'text' || value === '' || value.startsWith('multipart/')) return 'text/plain'
  return /^[\w.+-]{1,60}\/[\w.+-]{1,100}$/.test(value) ? value : 'text/plain'
}

function readText(bytes: Buffer, type: string, charset: string | undefined, leaves: Leaves): Leaf {
  if (type === 'text/html') {
    const declared =
      charset ?? /<meta[^>]{1,200}charset=["']?([\w-]{2,30})/i.exec(bytes.toString('latin1', 0, 4_096))?.[1]
    return { kind: 'html', html: clean(decodeText(bytes, declared)) }
  }
  const { rest, files } = openTextFiles(bytes)
  for (const { name, bytes: content, isDamaged } of files)
    keep(leaves, {
      name,
      contentType: 'application/octet-stream',
      contentId: undefined,
      decoded: { bytes: content, isDamaged },
    })
  return { kind: 'text', text: plainLines(clean(decodeText(rest, charset))) }
}

const plainLines = (text: string): string => text.replaceAll(/\r\n?/g, '\n')

export const clean = (text: string): string => text.replaceAll('\0', '').toWellFormed()

/** A forwarded mail is named by its subject. */
function nameInside(type: string, bytes: Buffer): string {
  if (type !== 'message/rfc822') return ''
  const subject = /^subject:[ \t]*(.{1,300})/im.exec(bytes.toString('latin1', 0, 20_000))?.[1]
  return `${
    decodeWords(subject ?? '')
      .trim()
      .replaceAll(/[/\\]/g, '-') || 'mail'
  }.eml`
}

function keepOrOpen(leaves: Leaves, file: File): Leaf {
  const isTnef = /^application\/(?:vnd\.)?ms-tnef$/.test(file.contentType) || /^winmail\.dat$/i.test(file.name)
  const content = isTnef ? openTnef(file.decoded.bytes) : undefined
  if (!content) {
    keep(leaves, isTnef && file.name === '' ? { ...file, name: 'winmail.dat' } : file)
    return { kind: 'other' }
  }
  if (content.isPartial || isEmpty(content)) keep(leaves, { ...file, name: file.name || 'winmail.dat' })
  for (const { name, contentType, bytes } of content.files)
    keep(leaves, { name, contentType, contentId: undefined, decoded: { bytes, isDamaged: false } })
  if (content.html !== '') return { kind: 'html', html: clean(content.html) }
  return content.text === '' ? { kind: 'other' } : { kind: 'text', text: plainLines(clean(content.text)) }
}

const isEmpty = ({ files, text, html }: TnefContent): boolean => files.length === 0 && text === '' && html === ''

/** With bytes of its own, so that the raw mail is not sent along. */
function keep({ attachments }: Leaves, { name, contentType, contentId, decoded }: File): void {
  attachments.push({
    fileName: clean(safeFileName(name, contentType, `part-${attachments.length + 1}`)),
    contentType,
    bytes: new Uint8Array(decoded.bytes),
    isDamaged: decoded.isDamaged,
    contentId,
  })
}
