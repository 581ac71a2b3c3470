import { type Line, splitLines } from './split-lines.ts'

/** A file that stands inside a text, as programs of old send it. */
export interface TextFile {
  readonly name: string
  readonly bytes: Buffer
  readonly isDamaged: boolean
}

export interface OpenedText {
  /** The text around the files; each has a line with its name in its place. */
  readonly rest: Buffer
  readonly files: readonly TextFile[]
}

const filesMax = 100

/** Takes files in uuencode and yEnc out of a text, in one pass. */
export function openTextFiles(bytes: Buffer): OpenedText {
  if (!bytes.includes('begin')) return { rest: bytes, files: [] }
  const out: Out = { bytes, pieces: [], files: [], open: undefined }
  for (const line of splitLines(bytes, 0, bytes.length)) takeLine(out, line)
  if (out.open) close(out, out.open, '', bytes.length)
  return { rest: Buffer.concat(out.pieces), files: out.files }
}

function takeLine(out: Out, { start, end, next }: Line): void {
  const head = out.bytes.toString('latin1', start, Math.min(end, start + 300))
  const { open } = out
  if (open?.take(out.bytes.subarray(start, end), head)) return
  out.open = undefined
  if (open?.endsWith(head)) return close(out, open, head, next)
  if (open) close(out, open, head, start)
  out.open = out.files.length < filesMax ? beginning(head, start) : undefined
  if (!out.open) out.pieces.push(out.bytes.subarray(start, next))
}

interface Out {
  readonly bytes: Buffer
  readonly pieces: Buffer[]
  readonly files: TextFile[]
  open: OpenFile | undefined
}

/** Keeps the file, or its lines as text where it is none. */
function close(out: Out, open: OpenFile, head: string, next: number): void {
  const file = open.finish(head)
  if (file) out.files.push(file)
  out.pieces.push(file ? Buffer.from(`[attachment: ${file.name}]\n`, 'latin1') : out.bytes.subarray(open.start, next))
}

interface OpenFile {
  readonly start: number
  /** False where the line is no part of the file. */
  take(line: Buffer, head: string): boolean
  endsWith(head: string): boolean
  finish(head: string): TextFile | undefined
}

function beginning(head: string, start: number): OpenFile | undefined {
  const uuencoded = /^begin (?:0?[0-7]{3}) (\S.*)$/.exec(head)
  if (uuencoded?.[1]) return uuencodedFile(uuencoded[1].trim(), start)
  const yenc = /^=ybegin .*\bname=(.+)$/.exec(head)
  return yenc?.[1] ? yencFile(yenc[1].trim(), start) : undefined
}

function uuencodedFile(name: string, start: number): OpenFile {
  const lines: Buffer[] = []
  return {
    start,
    take: (line, head) => {
      if (head === 'end') return false
      if (line.length === 0) return true
      const size = ((line[0] ?? 32) - 32) & 63
      const isLine = line.length <= 90 && line.length >= 1 + Math.floor((size * 4) / 3)
      if (isLine) lines.push(uudecodeLine(line, size))
      return isLine
    },
    endsWith: (head) => head === 'end',
    finish: (head) => (lines.length > 0 ? { name, bytes: Buffer.concat(lines), isDamaged: head !== 'end' } : undefined),
  }
}

function uudecodeLine(line: Buffer, size: number): Buffer {
  const out = Buffer.alloc(size)
  const digit = (at: number): number => ((line[at] ?? 32) - 32) & 63
  for (let at = 0; at < size; at += 1) {
    const group = 1 + Math.floor(at / 3) * 4
    const [a, b, c, d] = [digit(group), digit(group + 1), digit(group + 2), digit(group + 3)]
    out[at] = [(a << 2) | (b >> 4), (b << 4) | (c >> 2), (c << 6) | d][at % 3] ?? 0
  }
  return out
}

function yencFile(name: string, start: number): OpenFile {
  const lines: Buffer[] = []
  return {
    start,
    take: (line, head) => {
      if (head.startsWith('=yend')) return false
      if (!head.startsWith('=ypart ')) lines.push(yencDecodeLine(line))
      return true
    },
    endsWith: (head) => head.startsWith('=yend'),
    finish: (head) =>
      lines.length > 0 ? { name, bytes: Buffer.concat(lines), isDamaged: !head.startsWith('=yend') } : undefined,
  }
}

function yencDecodeLine(line: Buffer): Buffer {
  const out = Buffer.alloc(line.length)
  let size = 0
  for (let at = 0; at < line.length; at += 1) {
    const isEscape = line[at] === 61
    if (isEscape) at += 1
    out[size] = ((line[at] ?? 0) - (isEscape ? 106 : 42)) & 255
    size += 1
  }
  return out.subarray(0, size)
}
