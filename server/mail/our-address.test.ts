import { expect, test } from 'vitest'
import { ourAddress } from './our-address.ts'

const ours = { supportAddress: 'Support@desk.test', emergencyAddress: 'emergency@911.test' }

test.each([
  ['support@desk.test', 'support'],
  ['SUPPORT@DESK.TEST', 'support'],
  ['support+x@desk.test', 'support'],
  ['support+a+b@desk.test', 'support'],
  ['emergency@911.test', 'emergency'],
  ['Emergency+Eu@911.test', 'emergency'],
  ['postmaster@desk.test', 'postmaster'],
  ['Postmaster@911.test', 'postmaster'],
  ['postmaster', 'postmaster'],
  ['emergency@desk.test', undefined],
  ['postmaster@elsewhere.test', undefined],
  ['support@desk.test.evil.test', undefined],
  ['xsupport@desk.test', undefined],
  ['', undefined],
])('%s is %s', (address, which) => {
  expect(ourAddress(ours, address)).toBe(which)
})

test('an address of ours that has a plus itself is ours, and so is each of its own', () => {
  const plus = { ...ours, supportAddress: 'team+desk@mail.test' }
  expect(ourAddress(plus, 'Team+Desk@mail.test')).toBe('support')
  expect(ourAddress(plus, 'team@mail.test')).toBeUndefined()
})
