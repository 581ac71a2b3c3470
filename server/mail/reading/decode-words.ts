import { decodeText, isText } from './decode-text.ts'
import { decodeQuoted } from './decode-transfer.ts'

const word = /=\?([\w.:+-]{1,40})(?:\*[\w-]{0,20})?\?([bq])\?([^?\s]*)\?=/gi

interface Piece {
  readonly charset: string
  readonly bytes: Buffer
}

/**
 * Header text for people: encoded words decoded (RFC 2047), raw bytes read by what they are. Words of one
 * charset that stand side by side are joined first: some programs split a character over two of them.
 * `raw` has one character a byte; `hint` is the charset of the mail.
 */
export function decodeWords(raw: string, hint?: string): string {
  const out: string[] = []
  let run: Piece | undefined
  let from = 0
  const endRun = (): void => {
    if (run) out.push(decodeText(run.bytes, run.charset))
    run = undefined
  }
  for (const match of raw.matchAll(word)) {
    const [all, charset = '', encoding = '', text = ''] = match
    const between = raw.slice(from, match.index)
    from = match.index + all.length
    const piece = { charset: charset.toLowerCase(), bytes: wordBytes(encoding, text) }
    if (run && run.charset === piece.charset && between.trim() === '') {
      run = { charset: run.charset, bytes: Buffer.concat([run.bytes, piece.bytes]) }
      continue
    }
    const isSpaceBetweenWords = run !== undefined && between.trim() === ''
    endRun()
    if (!isSpaceBetweenWords) out.push(readRaw(between, hint))
    run = piece
  }
  endRun()
  out.push(readRaw(raw.slice(from), hint))
  return out.join('')
}

const wordBytes = (encoding: string, text: string): Buffer =>
  /b/i.test(encoding) ? Buffer.from(text, 'base64') : decodeQuoted(Buffer.from(text.replaceAll('_', ' '), 'latin1'))

/** Text that was decoded already has characters above a byte and stays as it is. */
function readRaw(raw: string, hint: string | undefined): string {
  const bytes = Buffer.from(raw, 'latin1')
  return isText(bytes) || hasWideCharacters(raw) ? raw : decodeText(bytes, hint)
}

const hasWideCharacters = (text: string): boolean => /[^\0-\u00FF]/.test(text)
