import { expect, test } from 'vitest'
import { parseMail } from './parse-mail.ts'

const ourAddresses = ['support@desk.example', 'emergency@desk.example']
const sender = (headers: string[], envelopeFrom = '') =>
  parseMail(Buffer.from([...headers, '', 'x'].join('\r\n')), { envelopeFrom, ourAddresses }).sender

test.each([
  [
    'a form in our own name',
    ['From: support@desk.example', 'Reply-To: Clara <clara@c.example>'],
    'clara@c.example',
    'reply-to',
  ],
  [
    'our own plus-address',
    ['From: support+x@desk.example', 'Reply-To: clara@c.example'],
    'clara@c.example',
    'reply-to',
  ],
  [
    'a form that nobody reads',
    ['From: donotreply@f.example', 'Reply-To: clara@c.example'],
    'clara@c.example',
    'reply-to',
  ],
  [
    'a form with a name of its own',
    ['From: Shop <shop@f.example>', 'Reply-To: clara@c.example'],
    'clara@c.example',
    'reply-to',
  ],
  [
    'a person with a second address',
    ['From: Jo Ek <jo@a.example>', 'Reply-To: jo.ek@b.example'],
    'jo@a.example',
    'from',
  ],
  [
    'a member of a list',
    ['From: Jo <jo@a.example>', 'Reply-To: all@l.example', 'List-Id: <all.l.example>'],
    'jo@a.example',
    'from',
  ],
  ['Reply-To that is us', ['From: noreply@a.example', 'Reply-To: support@desk.example'], 'noreply@a.example', 'from'],
  ['brackets that never end', ['From: Jo <jo@a.example'], 'jo@a.example', 'from'],
  ['a quote that never ends', ['From: "Jo <jo@a.example>'], 'jo@a.example', 'from'],
  ['an address in the name', ['From: "jo@a.example" <jo>'], 'jo@a.example', 'from'],
  ['encoded as a whole', ['From: =?utf-8?Q?Jo_=3Cjo=40a.example=3E?='], 'jo@a.example', 'from'],
  ['a group', ['From: Team: jo@a.example, al@a.example;'], 'jo@a.example', 'from'],
  ['Return-Path alone', ['From: Jo', 'Return-Path: <jo@a.example>'], 'jo@a.example', 'return-path'],
])('%s', (_, headers, address, reason) => expect(sender(headers)).toMatchObject({ address, reason }))

test('the envelope is the last that is asked, and our own address never counts', () => {
  expect(sender(['From: Jo'], 'Jo@A.example')).toMatchObject({ address: 'jo@a.example', reason: 'envelope' })
  expect(sender(['From: support@desk.example'], 'support@desk.example')).toBeUndefined()
})
