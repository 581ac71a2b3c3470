import { expect, test } from 'vitest'
import type { MailboxRow } from './mailbox.store.ts'
import { isOurAddress, isPostmaster, mailboxOf, sendingMailbox } from './our-address.ts'

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
