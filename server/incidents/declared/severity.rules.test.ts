import { expect, test } from 'vitest'
import { graver, impactSeen, severityOf } from './severity.rules.ts'

test.each([
  [0, 0, 'sev3'],
  [9, 0, 'sev3'],
  [10, 0, 'sev2'],
  [1, 1, 'sev2'],
  [99, 2, 'sev2'],
  [100, 0, 'sev1'],
  [3, 3, 'sev1'],
] as const)('%i customers, %i of them VIP: %s', (customers, vips, severity) => {
  expect(severityOf({ customers, vips })).toBe(severity)
})

test('of two the graver one holds', () => {
  expect([graver('sev1', 'sev3'), graver('sev3', 'sev2'), graver('sev2', 'sev2')]).toEqual(['sev1', 'sev2', 'sev2'])
})

test('what a signal saw counts before a report names anybody, and nobody twice', () => {
  expect(impactSeen({ customers: 0, vips: 0 }, [36, 12])).toEqual({ customers: 36, vips: 0 })
  expect(impactSeen({ customers: 37, vips: 1 }, [36])).toEqual({ customers: 37, vips: 1 })
  expect(impactSeen({ customers: 2, vips: 0 }, [])).toEqual({ customers: 2, vips: 0 })
})
