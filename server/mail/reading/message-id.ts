import { createHash } from 'node:crypto'

/** An index row holds it whole. */
const charactersMax = 250

/** A Message-ID as it is kept and compared: one that is too long is its own hash. */
export function keptMessageId(id: string): string {
  const clean = id.replaceAll('\0', '').trim()
  return clean.length <= charactersMax ? clean : `<${sha256(clean)}@long-message-id>`
}

/** Of a mail that has none, by the SHA-256 of its bytes. */
export const madeMessageId = (rawSha256: string): string => `<${rawSha256}@no-message-id>`

export const sha256 = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex')

/** The ids in a header such as References. `value` has one character a byte. */
export function messageIdsIn(value: string): string[] {
  return (value.match(/<[^<>\s]+>/g) ?? []).map(keptMessageId)
}
