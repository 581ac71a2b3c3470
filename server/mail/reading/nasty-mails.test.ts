import fc from 'fast-check'
import { expect, test } from 'vitest'
import { growsByItsSquare } from '../../testing/processor-time.ts'
import { parseMail } from './parse-mail.ts'

const envelope = { envelopeFrom: '', ourAddresses: ['support@desk.example'] }
const parse = (raw: string) => parseMail(Buffer.from(raw, 'latin1'), envelope)
const head = 'From: a@b.example\r\nSubject: Re: x\r\nReferences: <a@b>\r\n'
const html = `${head}Content-Type: text/html\r\n\r\n`
const mixed = `${head}Content-Type: multipart/mixed; boundary=b\r\n\r\n`

/** Each grows with n; the numbers make a mail of a size at which a square shows. */
const shapes: Record<string, [number, (n: number) => string]> = {
  'blank lines': [200_000, (n) => `${head}\r\nHello\r\n${'\r\n'.repeat(n)}Bye`],
  blanks: [400_000, (n) => `${head}\r\nHello${' '.repeat(n)}Bye`],
  'quoted lines': [100_000, (n) => `${head}\r\nHi\r\n${'> a\r\n'.repeat(n)}`],
  'quote marks': [400_000, (n) => `${head}\r\nHi\r\n${'>'.repeat(n)}`],
  'lines that may announce a quote': [60_000, (n) => `${head}\r\n${'On 24.11.2026 a@b.example:\r\nx\r\n'.repeat(n)}`],
  'header lines in the text': [60_000, (n) => `${head}\r\nHi\r\n${'Word: value\r\n'.repeat(n)}`],
  'signature marks': [100_000, (n) => `${head}\r\nHi\r\n${'--\r\n'.repeat(n)}`],
  'folds of a header': [100_000, (n) => `X-A: a\r\n${' b\r\n'.repeat(n)}${head}\r\nHi`],
  headers: [60_000, (n) => `${head}${'X-A: b\r\n'.repeat(n)}\r\nHi`],
  'brackets in From': [400_000, (n) => `From: ${'<'.repeat(n)}@\r\nSubject: x\r\n\r\nHi`],
  'commas in From': [400_000, (n) => `From: ${','.repeat(n)}\r\n\r\nHi`],
  'colons and quotes in To': [200_000, (n) => `To: ${':"('.repeat(n)}\r\n\r\nHi`],
  addresses: [30_000, (n) => `To: ${'a@b.example, '.repeat(n)}\r\n\r\nHi`],
  'encoded words': [30_000, (n) => `Subject: ${'=?utf-8?B?w6Q=?= '.repeat(n)}\r\n\r\nHi`],
  'halves of encoded words': [100_000, (n) => `X-A: ${'=?a?b?'.repeat(n)}\r\n\r\nHi`],
  references: [60_000, (n) => `References: ${'<a@b> '.repeat(n)}\r\n\r\nHi`],
  parameters: [60_000, (n) => `Content-Type: text/plain${'; a=b'.repeat(n)}\r\n\r\nHi`],
  parts: [2_000, (n) => `${mixed}${'--b\r\n\r\nx\r\n'.repeat(n)}--b--`],
  'parts in parts': [
    4_000,
    (n) =>
      head +
      Array.from({ length: n }, (_, at) => `Content-Type: multipart/mixed; boundary=b${at}\r\n\r\n--b${at}\r\n`).join(
        '',
      ),
  ],
  'boundaries of nothing': [60_000, (n) => `${mixed}${Array.from({ length: n }, (_, at) => `--x${at}\r\n`).join('')}`],
  'elements in elements': [60_000, (n) => `${html}${'<b>'.repeat(n)}x${'</i>'.repeat(n)}`],
  'elements that stay open': [60_000, (n) => `${html}${'<p><a '.repeat(n)}`],
  'quotes in quotes': [30_000, (n) => `${html}${'<blockquote>a'.repeat(n)}`],
  'open brackets': [400_000, (n) => `${html}${'<'.repeat(n)}`],
  'open comments': [60_000, (n) => `${html}${'<!--'.repeat(n)}`],
  entities: [200_000, (n) => `${html}${'&amp'.repeat(n)}`],
  'data images': [10_000, (n) => `${html}${'<img src="data:image/png;base64,AA">'.repeat(n)}`],
  'remote images': [
    4_000,
    (n) => `${html}${Array.from({ length: n }, (_, at) => `<img src="https://h${at}.example/">`).join('')}`,
  ],
  'marks of secrets': [200_000, (n) => `${head}\r\n${'token<'.repeat(n)}`],
  'beginnings of files': [60_000, (n) => `${head}\r\n${'begin 644 a\r\n'.repeat(n)}`],
  'strange bytes': [40_000, (n) => `${head}\r\n${'\xe9\xfc\n'.repeat(n)}`],
}

test.each(Object.entries(shapes))('twice as many %s take at most three times as long', (_, [n, shape]) => {
  const [some, more] = [shape(n), shape(2 * n)]
  const grows = growsByItsSquare(
    () => parse(some),
    () => parse(more),
  )
  expect(grows).toBe(false)
})

const words = fc.array(fc.stringMatching(/^[a-z]{3,8}$/), { minLength: 1, maxLength: 6 })
let serial = 0
/** A word that stands nowhere else, in a piece of a mail. */
const marked = words.map((some) => {
  serial += 1
  const mark = `mark${serial}end`
  return { mark, text: [...some, mark, ...some].join(' ') }
})
type Marked = { mark: string; text: string }
type Tree = { lines: string[]; marks: string[] }

const leaf = fc.oneof(
  marked.map(({ mark, text }): Tree => ({ lines: ['Content-Type: text/plain', '', text], marks: [mark] })),
  marked.map(({ mark, text }): Tree => ({ lines: ['', text], marks: [mark] })),
  marked.map(({ mark, text }): Tree => ({
    lines: ['Content-Type: text/html', '', `<div><p>${text}</p></div>`],
    marks: [mark],
  })),
  marked.map(({ mark, text }): Tree => ({
    lines: ['Content-Type: text/html', '', `<noscript>${text}</noscript><img alt="${text}">`],
    marks: [mark],
  })),
  marked.map(({ mark, text }): Tree => ({ lines: ['Content-Type: application/x; name=a', '', text], marks: [mark] })),
  marked.map(({ mark, text }): Tree => ({
    lines: ['Content-Type: message/rfc822', '', 'Subject: x', '', text],
    marks: [mark],
  })),
  marked.map(({ mark, text }): Tree => ({
    lines: ['Content-Type: text/plain', 'Content-Transfer-Encoding: base64', '', Buffer.from(text).toString('base64')],
    marks: [mark],
  })),
)
const { tree } = fc.letrec<{ tree: Tree }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 3 },
    leaf,
    fc
      .tuple(
        fc.constantFrom('mixed', 'alternative', 'related', 'report'),
        fc.array(tie('tree'), { minLength: 1, maxLength: 4 }),
        fc.option(marked),
        fc.boolean(),
        fc.constantFrom('same', 'other', 'none'),
      )
      .map(([kind, children, besides, isClosed, named]) => {
        serial += 1
        const boundary = `b${serial}`
        const parameter = { same: `; boundary="${boundary}"`, other: '; boundary=wrong', none: '' }[named]
        const around = besides as Marked | null
        return {
          lines: [
            `Content-Type: multipart/${kind}${parameter}`,
            '',
            ...(around ? [around.text] : []),
            ...children.flatMap((one) => [`--${boundary}`, ...one.lines]),
            ...(isClosed ? [`--${boundary}--`] : []),
          ],
          marks: [...children.flatMap((one) => one.marks), ...(around ? [around.mark] : [])],
        }
      }),
  ),
}))

test('every word of whatever mail is in its text, in a file, or named as left out', () => {
  fc.assert(
    fc.property(tree, ({ lines, marks }) => {
      const mail = parse(['From: a@b.example', ...lines].join('\r\n'))
      const files = mail.attachments.map((one) => Buffer.from(one.bytes).toString('latin1'))
      const everything = [mail.fullText, ...files, ...mail.leftOut].join('\n')
      for (const mark of marks) if (!everything.includes(mark)) expect([mark, lines]).toEqual('found')
      expect(mail.text === '' ? mail.fullText : 'text').not.toBe(' ')
    }),
    { numRuns: 300 },
  )
})
