import { expect, test } from 'vitest'
import { growsByItsSquare } from '../../testing/processor-time.ts'
import { parseMail } from './parse-mail.ts'

/** A mail in which a text stands wherever a text may stand. */
const everywhere = (text: string): string => {
  const plain = text.replaceAll('\r\n', '')
  return [
    `From: ${plain} <a@b.example>`,
    `To: ${plain}`,
    `Subject: ${plain}`,
    `References: <a@b> ${plain}`,
    'Content-Type: multipart/report; boundary=b',
    `\r\n--b\r\n\r\n${text}\r\nWord: a@b.example\r\nDate: 2026\r\nTo: b\r\n\r\nHello\r\n${text}`,
    `--b\r\nContent-Type: text/html\r\n\r\n<style>${plain}</style><p style="${plain}">${text}<img alt="${plain}" src="${plain}">`,
    `--b\r\nContent-Type: ${plain}\r\nContent-Disposition: attachment; filename="${plain}"\r\nContent-ID: ${plain}\r\n\r\nHi`,
    `--b\r\nContent-Type: message/delivery-status\r\n\r\nAction: failed\r\nDiagnostic-Code: ${plain}\r\n${text}`,
    '--b--',
  ].join('\r\n')
}
const beginnings = [
  '',
  '--',
  '> ',
  'On ',
  'a@',
  '<',
  '[image: ',
  'begin 644 ',
  '=?utf-8?q?',
  'Word: ',
  '"',
  'Re: ',
  'url(',
  '=ybegin ',
]
const units = [
  ' ',
  '\t',
  '-',
  '- ',
  '_=',
  '.',
  ',',
  ';',
  ':',
  '"',
  "'",
  '<',
  '>',
  '(',
  '[image: ',
  '[',
  '\\',
  '@',
  'a@',
  'a.',
  'a ',
  '=?',
  '%',
  '&',
  '*',
  '/',
  '\u00a0',
  '\r\n ',
  '\r\n',
  '\r\n> ',
  'Re: ',
  'cid:',
  'url(',
  'a=b;',
  '2026 ',
  'Word: a\r\n',
  'é',
]

const parse = (raw: string) => {
  const bytes = Buffer.from(raw, 'latin1')
  return (): void => void parseMail(bytes, { envelopeFrom: '', ourAddresses: ['support@desk.example'] })
}

test.each(beginnings)(
  'after %j, whatever is repeated twice as often takes at most three times as long',
  (beginning) => {
    for (const unit of units) {
      const of = (n: number) => {
        const run = `${beginning}${unit.repeat(n / unit.length)}`
        return parse(everywhere([run, `${run}x`, `${run} `, `${run}>`].join('\r\n')))
      }
      const [some, more] = [of(3_000), of(6_000)]
      expect([unit, growsByItsSquare(some, more, 60)]).toEqual([unit, false])
    }
  },
)
