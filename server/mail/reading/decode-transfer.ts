/** What a transfer encoding hides. `isDamaged` where characters stood in it that cannot be. */
export interface Decoded {
  readonly bytes: Buffer
  readonly isDamaged: boolean
}

const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
const table = new Uint8Array(256).fill(255)
for (let digit = 0; digit < 64; digit += 1) table[digits.charCodeAt(digit)] = digit
table['-'.charCodeAt(0)] = 62
table['_'.charCodeAt(0)] = 63

/** Undoes a `Content-Transfer-Encoding`, leniently: a text that is declared base64 and cannot be stays as it is. */
export function decodeTransfer(bytes: Buffer, encoding: string, isText: boolean): Decoded {
  const name = encoding.trim().toLowerCase()
  if (name === 'quoted-printable') return { bytes: decodeQuoted(bytes), isDamaged: false }
  if (name !== 'base64') return { bytes, isDamaged: false }
  return decodeBase64(bytes, isText)
}

function decodeBase64(bytes: Buffer, isText: boolean): Decoded {
  const out = Buffer.alloc(Math.ceil((bytes.length * 3) / 4))
  let size = 0
  let bits = 0
  let value = 0
  let strangers = 0
  for (const byte of bytes) {
    const digit = table[byte] ?? 255
    if (digit === 255) {
      if (byte === 61) bits = 0
      else if (byte > 32) strangers += 1
      else if (byte === 32) strangers += 0.5
      continue
    }
    value = ((value << 6) | digit) & 0xffff
    bits += 6
    if (bits < 8) continue
    bits -= 8
    out[size] = (value >> bits) & 0xff
    size += 1
  }
  // Sentences have a space or a sign in every ten characters; a damaged file has not.
  if (isText && strangers > bytes.length / 8) return { bytes, isDamaged: true }
  return { bytes: out.subarray(0, size), isDamaged: strangers >= 1 }
}

const equals = 61

/** Undoes quoted-printable; an `=` that begins no code stays. */
export function decodeQuoted(bytes: Buffer): Buffer {
  const out = Buffer.alloc(bytes.length)
  let size = 0
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0
    if (byte !== equals) {
      out[size] = byte
      size += 1
      continue
    }
    const softBreak = softBreakLength(bytes, at)
    const code = softBreak > 0 ? Number.NaN : Number.parseInt(hexAt(bytes, at + 1), 16)
    if (softBreak === 0) {
      out[size] = Number.isNaN(code) ? byte : code
      size += 1
    }
    at += softBreak > 0 ? softBreak - 1 : Number.isNaN(code) ? 0 : 2
  }
  return out.subarray(0, size)
}

const hexAt = (bytes: Buffer, at: number): string => {
  const text = bytes.toString('latin1', at, at + 2)
  return /^[0-9a-f]{2}$/i.test(text) ? text : 'none'
}

/** Length of `=`, blanks and a line end, or 0. Blanks after `=` come from programs that pad lines. */
function softBreakLength(bytes: Buffer, at: number): number {
  let end = at + 1
  while (end < at + 80 && (bytes[end] === 32 || bytes[end] === 9)) end += 1
  if (end >= bytes.length) return end - at
  if (bytes[end] === 13 && bytes[end + 1] === 10) return end + 2 - at
  return bytes[end] === 10 || bytes[end] === 13 ? end + 1 - at : 0
}
