import { type Line, splitLines } from './split-lines.ts'

/** Bytes of one header that are looked at, and how many headers of one part. */
const headerBytesMax = 1_000_000
const headersMax = 2_000

export interface RawHeader {
  /** Lower case. */
  readonly name: string
  /** Unfolded, still encoded: one character a byte. */
  readonly value: string
}

export interface HeaderBlock {
  readonly headers: readonly RawHeader[]
  /** Where the body begins. */
  readonly bodyStart: number
}

const headerLine = /^([!-9;-~]{1,100})[ \t]*:/

/** Words that begin the lines of a real header block; anything else may as well be a sentence. */
const usualNames =
  /^(?:content-|x-|mime-|list-|arc-|dkim-|resent-|received|authentication-|auto-|return-path|date$|from$|to$|cc$|bcc$|subject$|sender$|reply-to$|message-id$|in-reply-to$|references$|organi[sz]ation$|user-agent$|precedence$|importance$|priority$|sensitivity$|thread-|delivered-to$|errors-to$|feedback-|status$|lines$|keywords$|comments$|disposition-|original-|envelope-|domainkey|require-|autocrypt|openpgp$|face$|mailing-list$|apparently-|newsgroups$|path$|xref$|nntp-|followup-|expires$|supersedes$|encoding$|encrypted$|language$|accept-language$|old-|ms-)/

/**
 * Reads the header block of a mail or of a part. It ends at an empty line, or at a line that is no
 * header: what was written must not be taken for one because the empty line is missing.
 */
export function splitHeaders(bytes: Uint8Array, from: number, to: number, isPart: boolean): HeaderBlock {
  const lines: HeaderLine[] = []
  let bodyStart: number | undefined
  for (const line of splitLines(bytes, from, to)) {
    const head = latin1(bytes, line.start, Math.min(line.end, line.start + 101))
    // Stray empty lines and the line with which mailbox files begin a mail come before its headers.
    if (!isPart && lines.length === 0 && /^(?:[ \t]*$|From )/.test(head)) continue
    if (/^[ \t]*$/.test(head) && line.end - line.start < 101) {
      bodyStart = line.next
      break
    }
    if (!takeLine(lines, line, head, isPart)) {
      bodyStart = line.start
      break
    }
  }
  bodyStart ??= sentenceStart(lines) ?? to
  return { headers: lines.slice(0, headersMax).map(({ name, spans }) => readHeader(bytes, name, spans)), bodyStart }
}

interface HeaderLine {
  readonly name: string
  readonly spans: Line[]
}

/** False where the line is no header. */
function takeLine(lines: HeaderLine[], line: Line, head: string, isPart: boolean): boolean {
  const last = lines.at(-1)
  if (last && /^[ \t]/.test(head)) {
    last.spans.push(line)
    return true
  }
  const name = headerLine.exec(head)?.[1]?.toLowerCase()
  if (name === undefined || (isPart && !usualNames.test(name))) return false
  lines.push({ name, spans: [line] })
  return true
}

/** Where no empty line ends the headers, the text begins with the first line that nothing usual begins. */
function sentenceStart(lines: HeaderLine[]): number | undefined {
  const sentence = lines.findIndex(({ name }) => !usualNames.test(name))
  return sentence < 0 ? undefined : lines.splice(sentence)[0]?.spans[0]?.start
}

function readHeader(bytes: Uint8Array, name: string, spans: readonly Line[]): RawHeader {
  let size = 0
  const pieces: string[] = []
  for (const { start, end } of spans) {
    const stop = Math.min(end, start + headerBytesMax - size)
    if (stop <= start && size > 0) break
    pieces.push(latin1(bytes, start, stop))
    size += stop - start
  }
  const text = pieces.join(' ')
  return { name, value: text.slice(text.indexOf(':') + 1).trim() }
}

const latin1 = (bytes: Uint8Array, start: number, end: number): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset + start, Math.max(0, end - start)).toString('latin1')
