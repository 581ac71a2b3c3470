import { expect, test } from 'vitest'
import type { PageMessage } from '../channels/channel.ts'
import { cleanLine, linesOf, pageLines } from './irc-lines.ts'

test.each([
  ['an end of a line', 'Disk full\r\nQUIT :bye', 'Disk full QUIT :bye'],
  ['a lone line feed', 'a\nPRIVMSG #all :b', 'a PRIVMSG #all :b'],
  ['NUL', 'a\0b', 'a b'],
  ['colours', '\u000304,01red\u0003 and \u0004ff0000red\u0004', 'red and red'],
  ['bold, italics, underlined, reversed', '\u0002b\u001di\u001fu\u0016r\u000f', 'biur'],
  ['a message within a message', '\u0001ACTION waves\u0001', 'ACTION waves'],
  ['other ends of a line', 'a\u2028b\u0085c', 'a b c'],
  ['half a character', 'a\ud800', 'a\ufffd'],
])('%s does not go through', (_, given, left) => expect(cleanLine(given)).toBe(left))

test('a long text is several lines, none of them too long, and nothing is lost', () => {
  const text = `${'Zürich fällt aus. '.repeat(60)}${'ß'.repeat(400)}`.trim()
  const lines = linesOf(text)
  expect(Math.max(...lines.map((line) => Buffer.byteLength(line)))).toBeLessThanOrEqual(350)
  expect(lines.join(' ').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''))
})

test('a page is three lines, however much it says', () => {
  const message = {
    title: `Disk\r\nJOIN #x ${'x'.repeat(900)}`,
    body: `Look.\nNow. ${'y'.repeat(900)}`,
    language: 'en',
    url: 'https://desk.test/p/abc',
  } as PageMessage
  const lines = pageLines(message, { team: 'Ops\r\nQUIT', code: 'abcdefghij' })
  expect(lines).toHaveLength(3)
  expect(lines[0]).toMatch(/^Page for Ops QUIT: Disk JOIN #x x+…$/)
  expect(lines[1]).toMatch(/^Look\. Now\. y+…$/)
  expect(lines[2]).toBe('https://desk.test/p/abc Answer “ack abcdefghij” or “next abcdefghij”.')
  expect(lines.join('')).not.toMatch(/\p{Cc}/u)
})
