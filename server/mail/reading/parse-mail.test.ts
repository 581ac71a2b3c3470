import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parseMail } from './parse-mail.ts'
import type { ParsedMail } from './parsed-mail.ts'

const envelope = { envelopeFrom: '', ourAddresses: ['support@bellwether.example'] }
const found = join(import.meta.dirname, '..', 'eml-samples', 'found')
const sample = (name: string): ParsedMail => parseMail(readFileSync(join(found, `${name}.eml`)), envelope)

const read = (...lines: (string | Buffer)[]): ParsedMail =>
  parseMail(Buffer.concat(lines.flatMap((line) => [Buffer.from(line), Buffer.from('\r\n')])), envelope)
const from = 'From: Vera <vera@customer.example>'
const multipart = (kind: string, ...parts: string[][]): string[] => [
  `Content-Type: multipart/${kind}; boundary=b`,
  '',
  ...parts.flatMap((part) => ['--b', ...part]),
  '--b--',
]
const plain = (text: string): string[] => ['Content-Type: text/plain; charset=utf-8', '', text]
const formatted = (html: string): string[] => ['Content-Type: text/html; charset=utf-8', '', html]
const names = (mail: ParsedMail): string[] => mail.attachments.map((one) => one.fileName)

describe('what was found wrong elsewhere is read right:', () => {
  test.each([
    ['02-reply-to-form', { sender: { name: 'Clara Kunde', address: 'clara@customer.example', reason: 'reply-to' } }],
    ['04b-gb2312-really-utf8', { text: '价格 – 一百' }],
    ['06-two-content-types', { text: 'The body under the second boundary.', attachments: [] }],
    [
      '10-plain-stub',
      { text: 'Our shop answers 502 since 09:00.', fullText: expect.stringContaining('does not show') },
    ],
    [
      '15b-first-mail-with-signature-in-middle',
      { text: expect.stringContaining('Why does the second block not load?') },
    ],
    ['17b-gmail-cz-quote', { text: 'To je nova odpoved.', fullText: expect.stringContaining('druhy radek') }],
    ['18b-data-uri-image', { attachments: [{ contentType: 'image/png', contentId: 'image-in-text-1' }] }],
    ['19-tnef', { text: 'text', attachments: [{ fileName: 'winmail.dat' }] }],
    ['21-from-comma-unquoted', { sender: { name: 'Miller, Ann', address: 'ann@c.example', reason: 'from' } }],
    ['22c-from-name-comma-address', { sender: { name: 'some name', address: 'fay2@c.example', reason: 'from' } }],
    ['22d-sender-only', { sender: { name: 'Fay', address: 'fay@c.example', reason: 'sender' } }],
  ])('%s', (name, expected) => expect(sample(name)).toMatchObject(expected))

  test('20-cc', () => {
    expect(sample('20-cc').recipients).toEqual([
      { name: '', address: 'support@bellwether.example', kind: 'to' },
      { name: 'Boss', address: 'boss@c.example', kind: 'cc' },
      { name: '', address: 'dev@agency.example', kind: 'cc' },
    ])
  })
})

describe('the bytes decide what charset it is:', () => {
  const in8bit = (charset: string, bytes: number[]): ParsedMail =>
    read(from, ...(charset ? [`Content-Type: text/plain; charset=${charset}`] : []), '', Buffer.from(bytes))
  const utf8 = [...Buffer.from('Grüße aus Köln')]
  test.each([
    ['UTF-8 that says Latin 1', 'iso-8859-1', utf8, 'Grüße aus Köln'],
    ['UTF-8 that says nothing', '', utf8, 'Grüße aus Köln'],
    ['UTF-8 in a charset that does not exist', 'x-unknown-8', utf8, 'Grüße aus Köln'],
    ['Windows bytes that say UTF-8', 'utf-8', [0x47, 0x72, 0xfc, 0xdf, 0x65, 0x20, 0x93, 0x78, 0x94], 'Grüße “x”'],
    ['Windows bytes that say ASCII', 'us-ascii', [0x63, 0x61, 0x66, 0xe9, 0x20, 0x80, 0x35], 'café €5'],
    ['KOI8-R', 'koi8-r', [0xf0, 0xd2, 0xc9, 0xd7, 0xc5, 0xd4], 'Привет'],
    ['a charset under an old name', 'cp932', [0x83, 0x65, 0x83, 0x58, 0x83, 0x67], 'テスト'],
    ['Japanese by its escapes', '', [0x1b, 0x24, 0x42, 0x24, 0x22, 0x1b, 0x28, 0x42], 'あ'],
  ])('%s', (_, charset, bytes, text) => expect(in8bit(charset, bytes).text).toBe(text))

  test('piece by piece where lines differ', () => {
    const mail = read(
      from,
      'Content-Type: text/plain; charset=utf-8',
      '',
      'Grüße',
      Buffer.from('Stra\xdfe', 'latin1'),
      'Köln',
    )
    expect(mail.text).toBe('Grüße\nStraße\nKöln')
  })
  test('in headers too', () => {
    const subject = Buffer.concat([Buffer.from('Subject: '), Buffer.from('Stra\xdfe', 'latin1')])
    expect(read(from, subject, 'Content-Type: text/plain; charset=iso-8859-1', '', 'x').subject).toBe('Straße')
    expect(read(from, 'Subject: =?gb2312?Q?=E4=BB=B7=E6=A0=BC?=', '', 'x').subject).toBe('价格')
  })
})

describe('a mail whose form is wrong loses no word:', () => {
  const parts = [
    '--real',
    ...plain('Something is down.'),
    '--real',
    ...formatted('<p>Something is down.</p>'),
    '--real--',
  ]
  test.each([
    ['a boundary that does not occur', ['Content-Type: multipart/alternative; boundary=other', '', ...parts]],
    ['no boundary named', ['Content-Type: multipart/alternative', '', ...parts]],
    ['no type at all', ['MIME-Version: 1.0', '', ...parts]],
    ['an empty line in the headers', ['', 'Content-Type: multipart/mixed; boundary=real', '', ...parts]],
    ['a comment as the type', ['Content-Type: multipart/mixed', 'Content-Type: text', '', ...parts]],
  ])('%s', (_, lines) => {
    const mail = read(from, ...lines)
    expect(mail.text).toContain('Something is down.')
    expect(mail.text).not.toContain('Content-Type: text')
  })
  test('no empty line before the text', () => {
    expect(read(from, 'Subject: x', 'Since nine: it is down', 'Help: us').text).toContain('Since nine: it is down')
    expect(read(from, ...multipart('mixed', ['Content-Type: text/plain', 'Note: it is down'])).text).toBe(
      'Note: it is down',
    )
  })
  test('words before, between and behind the parts', () => {
    const lines = multipart('mixed', plain('inside'))
    const mail = read(from, lines[0] ?? '', '', 'ahead of them', ...lines.slice(2), 'behind the end')
    for (const word of ['inside', 'ahead of them', 'behind the end']) expect(mail.fullText).toContain(word)
  })
  test('lines that end with a bare CR', () => {
    const raw = Buffer.from([from, 'Subject: Mac', '', 'one', 'two'].join('\r'))
    expect(parseMail(raw, envelope)).toMatchObject({ subject: 'Mac', text: 'one\ntwo' })
  })
  test('base64 that is none', () => {
    const mail = read(from, 'Content-Transfer-Encoding: base64', '', 'Our shop is down, please help us: it says 502!')
    expect(mail.text).toContain('Our shop is down')
  })
})

describe('every part is shown as a good mail program shows it:', () => {
  const image = [
    'Content-Type: image/png; name=logo.png',
    'Content-ID: <logo@x>',
    'Content-Transfer-Encoding: base64',
    '',
    'iVBORw0KGgo=',
  ]
  test('an image of the text stands in its place', () => {
    const mail = read(from, ...multipart('related', formatted('<p>See <img src="cid:logo@x"> here</p>'), image))
    expect(mail).toMatchObject({ text: 'See [image: logo.png] here', attachments: [{ contentId: 'logo@x' }] })
    expect(mail.html).toContain('<span data-image="logo@x">[image: logo.png]</span>')
  })
  test('an image elsewhere is named, not loaded', () => {
    const mail = read(
      from,
      ...formatted('<img src="https://track.example/x.gif"><p style="background:url(https://bg.example/y)">Hi</p>'),
    )
    expect(mail.leftOut).toEqual(['2 images elsewhere, which were not loaded (track.example, bg.example)'])
    expect(mail.html).not.toContain('track.example')
  })
  test('a forwarded mail is one file', () => {
    const inner = ['Content-Type: message/rfc822', '', 'Subject: Old news', '', 'deep inside']
    const mail = read(from, ...multipart('mixed', plain('see below'), inner))
    expect([mail.text, names(mail)]).toEqual(['see below', ['Old news.eml']])
  })
  test('a signature is no file', () => {
    const signature = [
      'Content-Type: application/pgp-signature; name=signature.asc',
      '',
      '-----BEGIN PGP SIGNATURE-----',
    ]
    const mail = read(from, ...multipart('signed', plain('Hello'), signature))
    expect([mail.text, names(mail), mail.leftOut]).toEqual([
      'Hello',
      [],
      ['a digital signature, which was not checked'],
    ])
  })
  test.each([
    ['filename="../../etc/passwd"', 'passwd'],
    [String.raw`filename="C:\temp\a.pdf"`, 'a.pdf'],
    ["filename*=utf-8''%E2%80%AEgpj.exe", 'gpj.exe'],
    ["filename*0*=utf-8''Gr%C3%B6; filename*1=ße.txt", 'Größe.txt'],
    ['filename="=?utf-8?B?R3LDtsOfZS50eHQ=?="', 'Größe.txt'],
    ['filename="CON.txt"', '_CON.txt'],
    ['filename="..."', 'part-1.pdf'],
  ])('a file name is made safe: %s', (parameter, name) => {
    const file = ['Content-Type: application/pdf', `Content-Disposition: attachment; ${parameter}`, '', 'x']
    expect(names(read(from, ...multipart('mixed', plain('x'), file)))).toEqual([name])
  })
  test('stubs, blanks and invisible characters are no text', () => {
    for (const stub of ['Ihr Programm zeigt kein HTML.', '\u200B\u200B \u00A0', '* * *'])
      expect(
        read(from, ...multipart('alternative', plain(stub), formatted('<p>The shop is down since nine.</p>'))).text,
      ).toBe('The shop is down since nine.')
  })
})

describe('files in the formats of common programs are opened:', () => {
  test('uuencode', () => {
    const mail = read(from, '', 'See this:', 'begin 644 hi.txt', '%:&5L;&\\', '`', 'end', 'Thanks')
    expect(mail.text).toBe('See this:\n[attachment: hi.txt]\nThanks')
    expect(mail.attachments.map((one) => Buffer.from(one.bytes).toString())).toEqual(['hello'])
  })
  test('yEnc', () => {
    const body = Buffer.from(Buffer.from('hello').map((one) => (one + 42) & 255))
    const mail = read(from, '', '=ybegin line=128 size=5 name=hi.txt', body, '=yend size=5')
    expect(mail.attachments).toMatchObject([{ fileName: 'hi.txt', isDamaged: false }])
    expect(Buffer.from(mail.attachments[0]?.bytes ?? []).toString()).toBe('hello')
  })
  test('winmail.dat', () => {
    const one = (id: number, value: Buffer): Buffer => {
      const head = Buffer.alloc(9)
      head.writeUInt8(2, 0)
      head.writeUInt32LE(id, 1)
      head.writeUInt32LE(value.length, 5)
      return Buffer.concat([head, value, Buffer.alloc(2)])
    }
    const tnef = Buffer.concat([
      Buffer.from('789f3e220100', 'hex'),
      one(0x69002, Buffer.alloc(14)),
      one(0x18010, Buffer.from('plan.txt\0')),
      one(0x6800f, Buffer.from('the plan')),
    ])
    const file = ['Content-Type: application/ms-tnef', 'Content-Transfer-Encoding: base64', '', tnef.toString('base64')]
    const mail = read(from, ...multipart('mixed', plain('x'), file))
    expect(names(mail)).toEqual(['plan.txt'])
    expect(Buffer.from(mail.attachments[0]?.bytes ?? []).toString()).toBe('the plan')
  })
})

test('what is too much is cut and named', () => {
  const to = `To: ${Array.from({ length: 10_000 }, (_, n) => `p${n}@many.example`).join(', ')}`
  const mail = read(from, to, `Message-ID: <${'x'.repeat(5_000)}@y>`, '', 'x'.repeat(1_200_000))
  expect(mail.recipients).toHaveLength(500)
  expect(mail.leftOut).toEqual(
    expect.arrayContaining(['9500 more recipients', expect.stringContaining('very long text')]),
  )
  expect(mail.messageId.length).toBeLessThan(250)
  expect(names(mail)).toEqual(['whole-text.txt'])
})
