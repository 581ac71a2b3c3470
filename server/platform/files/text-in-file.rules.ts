/** So much of the beginning tells whether it is text. */
const lookedAt = 4096
/** Of the letters there so many may be no letters of a text. */
const strangeShare = 0.02

const strange = /[[\p{Cc}\ufffd]--[\t\n\r]]/gv

/**
 * The text of a file that is one, in UTF-8, UTF-16 with its mark, or else Windows-1252; '' where it is none. Of HTML and
 * XML it is what stands between the marks.
 */
export function textOfBytes(bytes: Uint8Array): string {
  const text = decoded(bytes)
  const head = text.slice(0, lookedAt)
  if (head === '' || (head.match(strange)?.length ?? 0) > head.length * strangeShare) return ''
  const isMarkedUp = /^\s*<(?:!doctype|html|\?xml|svg)/i.test(head)
  return tidied(isMarkedUp ? text.replaceAll(/<[^<>]*>/g, ' ') : text)
}

function decoded(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  try {
    // What is cut within a letter is a text all the same.
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true })
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}

/** As records keep it: without zeros and halves of letters, each blank once. */
export const tidied = (text: string): string =>
  text.replaceAll(strange, ' ').toWellFormed().replaceAll(/\s+/g, ' ').trim()
