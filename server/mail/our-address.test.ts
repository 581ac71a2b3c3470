import { expect, test } from 'vitest'
import type { MailboxRow } from './mailbox.store.ts'
import { builtInAddresses } from '../platform/config/built-in-addresses.ts'
import { isOurAddress, isPostmaster, mailboxOf, sendingMailbox, welcomeOf } from './our-address.ts'

const mailbox = (address: string, over: Partial<MailboxRow> = {}): MailboxRow => ({
  id: address,
  address,
  name: address,
  teamId: null,
  isEmergency: false,
  receives: true,
  sends: true,
  isDefault: false,
  createdAt: new Date(0),
  removedAt: null,
  ...over,
})
const ours = (...all: MailboxRow[]) => ({ mailboxes: { all: () => all } })
const two = ours(
  mailbox('support@desk.test', { isDefault: true }),
  mailbox('emergency@911.test', { isEmergency: true }),
)

test.each([
  ['support@desk.test', 'support@desk.test'],
  ['SUPPORT@DESK.TEST', 'support@desk.test'],
  ['support+x@desk.test', 'support@desk.test'],
  ['support+a+b@desk.test', 'support@desk.test'],
  ['Emergency+Eu@911.test', 'emergency@911.test'],
  ['emergency@desk.test', undefined],
  ['support@desk.test.evil.test', undefined],
  ['xsupport@desk.test', undefined],
  ['', undefined],
])('%s is the mailbox %s', (address, found) => {
  expect(mailboxOf(two, address)?.address).toBe(found)
  expect(isOurAddress(two, address)).toBe(found !== undefined)
})

test.each([
  ['postmaster@desk.test', true],
  ['Postmaster@911.test', true],
  ['postmaster', true],
  ['postmaster@elsewhere.test', false],
])('%s is a postmaster of ours: %s', (address, is) => {
  expect([isPostmaster(two, address), isOurAddress(two, address)]).toEqual([is, is])
})

test('an address that has a plus itself is ours, and so is each of its own', () => {
  const plus = ours(mailbox('team+desk@mail.test'))
  expect(mailboxOf(plus, 'Team+Desk@mail.test')).toBeDefined()
  expect(mailboxOf(plus, 'team@mail.test')).toBeUndefined()
})

test('a mailbox that is named by its plus is not the one without it, whichever stands first', () => {
  const both = [mailbox('support@desk.test', { isDefault: true }), mailbox('support+911@desk.test')]
  for (const all of [both, both.toReversed()])
    for (const [address, found] of [
      ['Support+911@desk.test', 'support+911@desk.test'],
      ['support+912@desk.test', 'support@desk.test'],
      ['support@desk.test', 'support@desk.test'],
    ])
      expect(mailboxOf(ours(...all), address ?? '')?.address).toBe(found)
})

test('mail leaves by the mailbox that it belongs to, and by the default one where that may not send or is gone', () => {
  const all = ours(
    mailbox('support@desk.test', { isDefault: true }),
    mailbox('billing@desk.test'),
    mailbox('intake@desk.test', { sends: false }),
  )
  const by = (id: string | null) => sendingMailbox(all, id).address
  expect([by('billing@desk.test'), by('intake@desk.test'), by('gone@desk.test'), by(null)]).toEqual([
    'billing@desk.test',
    'support@desk.test',
    'support@desk.test',
    'support@desk.test',
  ])
})

const known = (former: string[], ...all: MailboxRow[]) => ({ mailboxes: { all: () => all, former: () => former } })

test.each([
  ['support@desk.test', 'ours'],
  ['Support+x@Desk.test', 'ours'],
  ['postmaster@desk.test', 'ours'],
  ['help@desk.test', 'stray'],
  ['Help+x@DESK.test', 'stray'],
  ['news@desk.test', 'unwanted'],
  ['old@desk.test', 'unwanted'],
  ['Old+x@desk.test', 'unwanted'],
  ['help@elsewhere.test', 'unwanted'],
  ['help@sub.desk.test', 'unwanted'],
  ['help', 'unwanted'],
])('once an address is named, mail to %s is %s', (address, welcome) => {
  const mailboxes = [mailbox('support@desk.test', { isDefault: true }), mailbox('news@desk.test', { receives: false })]
  expect(welcomeOf(known(['old@desk.test'], ...mailboxes), address)).toBe(welcome)
})

test.each([
  [builtInAddresses.support, 'ours'],
  ['help@acme.test', 'stray'],
  ['anybody@elsewhere.test', 'stray'],
  ['help', 'unwanted'],
])('before that, mail to %s is %s', (address, welcome) => {
  const mailboxes = Object.values(builtInAddresses).map((one) => mailbox(one))
  expect(welcomeOf(known([], ...mailboxes), address)).toBe(welcome)
})
