import { expect, test } from 'vitest'
import { isUnderWay, type RollOutState } from './open-roll-outs.rules.ts'

const now = new Date('2026-01-16T16:00:00Z')
const ago = (minutes: number): Date => new Date(now.getTime() - minutes * 60_000)
const whole: RollOutState = { startedAt: ago(300), hosts: 40, of: 40, lastHostAt: ago(280) }

test.each([
  ['reached every host long ago', whole, false],
  ['reached all but a host that is gone', { ...whole, hosts: 39 }, false],
  ['is a canary on two hosts', { ...whole, hosts: 2 }, true],
  ['reached none of the hosts that the one before had', { ...whole, hosts: 0, lastHostAt: null }, true],
  ['reached a host just now', { ...whole, lastHostAt: ago(5) }, true],
  ['has begun, and nothing is heard of hosts', { startedAt: ago(10), hosts: 0, of: null, lastHostAt: null }, true],
  ['is the first of its service, and is quiet', { startedAt: ago(90), hosts: 3, of: null, lastHostAt: ago(60) }, false],
  ['reached more than any before', { ...whole, hosts: 60 }, false],
] as const)('one that %s', (_, state, expected) => {
  expect(isUnderWay(state, now)).toBe(expected)
})
