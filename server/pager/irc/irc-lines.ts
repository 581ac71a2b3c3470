import { sayTo } from '../../people/people.ts'
import { cutToBytes, type PageMessage } from '../channels/channel.ts'

/**
 * A line of IRC is at most 512 bytes, of which the server that passes it on needs some for whose it is, to whom it goes and
 * its end.
 */
const lineBytesMax = 350
const titleBytesMax = 240

/** Bold, plain, fixed, reversed, italic, struck and underlined. */
const formats = ['\u0002', '\u000f', '\u0011', '\u0016', '\u001d', '\u001e', '\u001f']
/** What begins a colour, and how it goes on. */
const colours = [
  { sign: '\u0003', rest: /^\d{1,2}(?:,\d{1,2})?/ },
  { sign: '\u0004', rest: /^[\da-f]{6}/i },
]

function withoutFormats(text: string): string {
  let plain = text
  for (const { sign, rest } of colours) {
    const [first, ...others] = plain.split(sign)
    plain = [first, ...others.map((part) => part.replace(rest, ''))].join('')
  }
  return formats.reduce((left, sign) => left.replaceAll(sign, ''), plain)
}

/**
 * Text as it may stand in a line: whatever ends one would begin a command of whoever wrote it, and colours may hide or
 * pretend something.
 */
export const cleanLine = (text: string): string =>
  withoutFormats(text)
    .replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .replaceAll(/ {2,}/g, ' ')
    .trim()
    .toWellFormed()

/** A text as so many lines as it needs, broken between words where it can be. */
export function linesOf(text: string, bytesMax: number = lineBytesMax): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of cleanLine(text).split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`
    if (Buffer.byteLength(longer) <= bytesMax) {
      line = longer
      continue
    }
    if (line !== '') lines.push(line)
    const pieces = piecesOf(word, bytesMax)
    line = pieces.pop() ?? ''
    lines.push(...pieces)
  }
  return line === '' ? lines : [...lines, line]
}

/** A word that fits into no line, cut between its characters. */
function piecesOf(word: string, bytesMax: number): string[] {
  const pieces = ['']
  for (const character of word) {
    const longer = `${pieces.at(-1)}${character}`
    if (Buffer.byteLength(longer) <= bytesMax) pieces[pieces.length - 1] = longer
    else pieces.push(character)
  }
  return pieces
}

/** A page for somebody who reads along on IRC: what is wrong and whom it concerns, a line more, and how it is answered. */
export function pageLines(message: PageMessage, { team, code }: { team: string | undefined; code: string }): string[] {
  const say = sayTo(message)
  const title = cutToBytes(cleanLine(message.title), titleBytesMax)
  const body = cutToBytes(cleanLine(message.body), lineBytesMax)
  return [
    team === undefined ? say`Page: ${title}` : say`Page for ${cleanLine(team)}: ${title}`,
    body,
    `${message.url} ${say`Answer “ack ${code}” or “next ${code}”.`}`,
  ].flatMap((line) => linesOf(line))
}
