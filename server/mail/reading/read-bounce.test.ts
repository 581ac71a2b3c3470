import { expect, test } from 'vitest'
import { parseMail } from './parse-mail.ts'
import type { Bounce } from './parsed-mail.ts'

const [own, earlier] = ['b'.repeat(42), 'c'.repeat(42)]

function read(...lines: string[]): Bounce {
  const raw = Buffer.from(['From: MAILER-DAEMON@mx.test', 'Subject: Undelivered', ...lines].join('\r\n'))
  return parseMail(raw, { envelopeFrom: '', ourAddresses: [] }).bounce
}

const report = (...parts: string[][]): string[] => [
  'Content-Type: multipart/report; report-type=delivery-status; boundary=RP',
  '',
  ...parts.flatMap((part) => ['--RP', ...part]),
  '--RP--',
]

const returned = [
  'Content-Type: message/rfc822',
  '',
  `References: <${earlier}@desk.test>`,
  `Message-ID: <${own}@desk.test>`,
  '',
  'Hello',
]
const status = (...lines: string[]): string[] => [
  'Content-Type: message/delivery-status',
  '',
  'Reporting-MTA: dns; mx.test',
  '',
  ...lines,
]

test('a report is about the mail whose own id it quotes, though earlier ones of ours stand before it', () => {
  const bounce = read(
    ...report(status('Action: failed', 'Diagnostic-Code: smtp; 550 5.1.1', '  user unknown'), returned),
  )
  expect(bounce).toEqual({ tokens: [own, earlier], isFinal: true, reason: '550 5.1.1 user unknown', failed: [] })
})

test('what is only late, relayed or delivered is not over', () => {
  for (const action of ['delayed', 'relayed', 'delivered', 'expanded'])
    expect(read(...report(status(`Action: ${action}`), returned))).toMatchObject({ isFinal: false })
  expect(read(...report(status('Action: delayed', '', 'Action: Failed'), returned))).toMatchObject({
    isFinal: true,
  })
})

test('a status without words gives its number, and one that is encoded is read all the same', () => {
  const encoded = Buffer.from('Action: failed\r\nStatus: 5.2.2\r\n').toString('base64')
  const lines = report(
    ['Content-Type: message/delivery-status', 'Content-Transfer-Encoding: base64', '', encoded],
    returned,
  )
  expect(read(...lines)).toMatchObject({ isFinal: true, reason: '5.2.2' })
})

test('an old program that only quotes the mail has returned it', () => {
  const bounce = read(
    '',
    'Hi. This is the mail program. I gave up.',
    '',
    '--- Below is a copy',
    `Message-ID: <${own}@desk.test>`,
  )
  expect(bounce).toEqual({ tokens: [own], isFinal: true, reason: 'the mail came back', failed: [] })
})

test('of a mail that is nothing but ids only some are looked at', () => {
  const ids = Array.from(
    { length: 500 },
    (_, n) => `<${n.toString(2).padStart(42, 'a').replaceAll('0', 'd').replaceAll('1', 'e')}@desk.test>`,
  )
  expect(read('', ...ids).tokens).toHaveLength(50)
})
