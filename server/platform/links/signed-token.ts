import { createHmac, timingSafeEqual } from 'node:crypto'

const alphabet = 'abcdefghijklmnopqrstuvwxyz234567'
const idBytes = 16
const signatureBytes = 10

/**
 * A token that names one thing (a UUID) and proves that this installation made it for this purpose:
 * base32 of the id and 80 bits of HMAC-SHA256. 42 lower-case characters, so that it survives mail
 * systems that change case and fits the local part of an address.
 */
export function signToken(secret: Buffer, purpose: string, id: string): string {
  const idBuffer = Buffer.from(id.replaceAll('-', ''), 'hex')
  return base32(Buffer.concat([idBuffer, signature(secret, purpose, idBuffer)]))
}

/** The id inside a token of this purpose, or undefined where the token is not ours. */
export function verifyToken(secret: Buffer, purpose: string, token: string): string | undefined {
  const given = token.toLowerCase()
  const bytes = fromBase32(given)
  // Bits that stand for nothing could be any: a token is written in one way.
  if (bytes?.length !== idBytes + signatureBytes || base32(bytes) !== given) return undefined
  const id = bytes.subarray(0, idBytes)
  if (!timingSafeEqual(bytes.subarray(idBytes), signature(secret, purpose, id))) return undefined
  return id.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

const signature = (secret: Buffer, purpose: string, id: Buffer): Buffer =>
  createHmac('sha256', secret).update(purpose).update('\0').update(id).digest().subarray(0, signatureBytes)

/** RFC 4648 base32 without padding, lower case. */
function base32(bytes: Buffer): string {
  let text = ''
  let bits = 0
  let value = 0
  for (const byte of bytes) {
    value = ((value << 8) | byte) & 0xfff
    bits += 8
    while (bits >= 5) {
      bits -= 5
      text += alphabet[(value >> bits) & 31]
    }
  }
  return bits > 0 ? text + alphabet[(value << (5 - bits)) & 31] : text
}

function fromBase32(text: string): Buffer | undefined {
  const bytes: number[] = []
  let bits = 0
  let value = 0
  for (const character of text) {
    const digit = alphabet.indexOf(character)
    if (digit < 0) return undefined
    value = ((value << 5) | digit) & 0xfff
    bits += 5
    if (bits >= 8) {
      bits -= 8
      bytes.push((value >> bits) & 255)
    }
  }
  return Buffer.from(bytes)
}
