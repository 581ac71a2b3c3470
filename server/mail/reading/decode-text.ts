import { analyse } from 'chardet'

/** Bytes that are shown to the detector. */
const sampleBytes = 32_768

/** Only ASCII: every charset but the wide and the switching ones reads it alike. */
export function isText(bytes: Uint8Array): boolean {
  for (const byte of bytes) if (byte >= 128 || byte === 27) return false
  return true
}

/**
 * Text of bytes in the charset that they are in. A declaration counts only as far as the bytes can be
 * that: valid UTF-8 is UTF-8, and where neither fits each line is read by itself.
 */
export function decodeText(bytes: Uint8Array, declared?: string): string {
  const label = labelOf(declared)
  const certain = byMark(bytes) ?? byWidth(bytes, label) ?? bySwitches(bytes, label)
  if (certain !== undefined) return certain
  if (isText(bytes)) return latin1(bytes)
  const utf8 = read(bytes, 'utf-8')
  const own = label && label !== 'utf-8' ? read(bytes, label) : undefined
  if (utf8 !== undefined && (own === undefined || isPlainlyUtf8(bytes, label ?? ''))) return utf8
  return own ?? byLines(bytes, label)
}

const byWidth = (bytes: Uint8Array, label: string | undefined): string | undefined =>
  label?.startsWith('utf-16') ? new TextDecoder(label).decode(bytes) : undefined

function byMark(bytes: Uint8Array): string | undefined {
  const [a, b, c] = bytes
  if (a === 0xef && b === 0xbb && c === 0xbf) return decodeText(bytes.subarray(3), 'utf-8')
  if (a === 0xff && b === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (a === 0xfe && b === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  return undefined
}

/** ISO-2022-JP and HZ write in seven bits and switch by escapes, which tell them without a declaration. */
function bySwitches(bytes: Uint8Array, label: string | undefined): string | undefined {
  if (label === 'iso-2022-jp') return read(bytes, label)
  const head = latin1(bytes.subarray(0, sampleBytes))
  // oxlint-disable-next-line no-control-regex -- The escape is what is looked for.
  return /\u001B\$[B@]|\u001B\([IJ]/.test(head) ? read(bytes, 'iso-2022-jp') : undefined
}

/** Two bytes of UTF-8 may be a character of an Asian charset; three or more, or many pairs, hardly ever are. */
function isPlainlyUtf8(bytes: Uint8Array, label: string): boolean {
  if (!/^(?:gb|big5|euc|shift|iso-2022|windows-949)/.test(label)) return true
  let pairs = 0
  for (const byte of bytes) {
    if (byte >= 0xe0) return true
    if (byte >= 0xc2) pairs += 1
  }
  return pairs >= 4
}

/** The lines that are UTF-8 (or as declared) are read so; the others together by what they look like. */
function byLines(bytes: Uint8Array, label: string | undefined): string {
  const pieces = splitKeepingEnds(bytes)
  const readings = pieces.map((piece) => read(piece, 'utf-8') ?? (label ? read(piece, label) : undefined))
  const unread = pieces.filter((_, index) => readings[index] === undefined)
  const sample = Buffer.concat(unread.slice(0, 2_000)).subarray(0, sampleBytes)
  const likely = likelyCharset(sample)
  return readings
    .map((text, index) => text ?? (read(pieces[index] ?? bytes, likely) || cp1252(pieces[index] ?? bytes)))
    .join('')
}

function splitKeepingEnds(bytes: Uint8Array): Uint8Array[] {
  const pieces: Uint8Array[] = []
  let from = 0
  while (from < bytes.length) {
    const end = bytes.indexOf(10, from)
    const next = end < 0 ? bytes.length : end + 1
    pieces.push(bytes.subarray(from, next))
    from = next
  }
  return pieces
}

/** The likeliest charset in which all these bytes are characters. */
function likelyCharset(sample: Uint8Array): string {
  // A short text in Latin letters looks like anything to a detector.
  if (isLatin(sample)) return 'windows-1252'
  const guesses = analyse(Buffer.from(sample)).map((one) => labelOf(one.name))
  return guesses.find((label) => label !== undefined && read(sample, label) !== undefined) ?? 'windows-1252'
}

/** Most bytes above ASCII stand alone or in pairs beside an ASCII letter. */
function isLatin(sample: Uint8Array): boolean {
  const text = latin1(sample)
  const runs = text.match(/[\x80-\xFF]+/g) ?? []
  const lone = text.match(/[a-z][\x80-\xFF]{1,2}(?![\x80-\xFF])|(?<![\x80-\xFF])[\x80-\xFF]{1,2}[a-z]/gi) ?? []
  return lone.length * 2 >= runs.length
}

/** Every byte is a character in it, so this reading always exists. */
const cp1252 = (bytes: Uint8Array): string => new TextDecoder('windows-1252').decode(bytes)

const latin1 = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1')

const aliases: Readonly<Record<string, string>> = {
  utf8mb4: 'utf-8',
  'utf-7': 'us-ascii',
  cp932: 'shift_jis',
  ms932: 'shift_jis',
  cp936: 'gbk',
  cp949: 'euc-kr',
  cp950: 'big5',
  'hz-gb-2312': 'us-ascii',
  'iso-8859-8-i': 'iso-8859-8',
}

/** The name under which the platform knows it; undefined where it says nothing about bytes above ASCII. */
function labelOf(declared: string | undefined): string | undefined {
  const name = (declared ?? '')
    .trim()
    .toLowerCase()
    .replace(/^cp-?(125\d)$/, 'windows-$1')
  const alias = aliases[name] ?? name
  if (alias === '' || /ascii|^ansi_x3|^binary$|^unknown|^default$|^none$|^646$/.test(alias)) return undefined
  try {
    const { encoding } = new TextDecoder(alias)
    return encoding === 'replacement' ? undefined : encoding
  } catch {
    return undefined
  }
}

/** Undefined where the bytes cannot be in that charset. */
function read(bytes: Uint8Array, label: string): string | undefined {
  try {
    return new TextDecoder(label, { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return undefined
  }
}
