import { describe, expect, test } from 'vitest'
import { foldQuotes } from './fold-quotes.ts'

const answering = { hasReferences: true, subject: 'Re: x', ourAddresses: ['support@desk.example'] }
const first = { hasReferences: false, subject: 'x', ourAddresses: ['support@desk.example'] }
const fold = (lines: string[], how = answering): string => foldQuotes(lines.join('\n'), how)

describe('the quote is folded with the line that announces it', () => {
  test.each([
    ['English', ['On Tue, Nov 24, 2026 at 9:12 AM Support <support@desk.example> wrote:']],
    ['German', ['Am 24.11.26 um 09:12 schrieb Support:']],
    ['Spanish', ['El mar, 24 nov 2026 a las 9:12, Support (<support@desk.example>) escribió:']],
    ['Japanese', ['2026年11月24日(火) 9:12 Support <support@desk.example>:']],
    ['Finnish', ['ti 24. marrask. 2026 klo 9.12 Support (support@desk.example) kirjoitti:']],
    ['a language that nobody thought of', ['24/11/2026 09:12 Support <support@desk.example> aŭtoris:']],
    ['over two lines', ['On Tue, Nov 24, 2026 at 9:12 AM Support', '<support@desk.example> wrote:']],
    ['a name alone', ['Support wrote:']],
  ])('%s', (_, announcement) =>
    expect(fold(['It works.', '', ...announcement, '', '> old', '> older'])).toBe('It works.'),
  )
})

test.each([
  [
    'Outlook in German',
    [
      'Von: Support <support@desk.example>',
      'Gesendet: Dienstag, 24. November 2026 09:12',
      'An: Jo',
      'Betreff: x',
      '',
      'old',
    ],
  ],
  [
    'Outlook in Turkish',
    [
      '________________',
      'Kimden: Support <support@desk.example>',
      'Gönderildi: 24 Kasım 2026 09:12',
      'Kime: Jo',
      '',
      'old',
    ],
  ],
  [
    'an original message',
    [
      '-----Original Message-----',
      'From: Support <support@desk.example>',
      'Sent: 24 Nov 2026 09:12',
      'To: Jo',
      '',
      'old',
    ],
  ],
])('a block of headers begins the quote: %s', (_, block) => expect(fold(['It works.', '', ...block])).toBe('It works.'))

test.each([
  ['a first mail with quoted lines', ['I see this:', '', '> error 502', '> retry', ''], first],
  ['a first mail with something like a signature', ['Hello', '--', 'key: a'], first],
  ['answers between the questions', ['> Which version?', '4.2', '> Which browser?', 'Firefox'], answering],
  ['an answer below the quote', ['> Which version?', '', '4.2'], answering],
  ['a question behind what looks like a signature', ['See', '-- ', 'key: a', 'Why?'], answering],
  ['settings, which are no header block', ['Host: a', 'Port: 25', 'Mode: b'], answering],
  ['only a quote', ['> nothing', '> else'], answering],
])('is shown whole: %s', (_, lines, how) => expect(fold(lines, how)).toBe(lines.join('\n')))

test('a short signature is folded', () => expect(fold(['Thanks.', '-- ', 'Jo Ek', 'Acme'])).toBe('Thanks.'))
