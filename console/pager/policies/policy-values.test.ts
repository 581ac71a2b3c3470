import { expect, test } from 'vitest'
import { fieldAt, policyOf, valuesOf } from './policy-values.ts'

test('a policy goes through the form as it is', () => {
  const policy = {
    steps: [
      {
        targets: [
          { kind: 'on-call' as const, team: null },
          { kind: 'person' as const, person: 'bo' },
        ],
        minutes: 5,
      },
      { targets: [{ kind: 'team' as const, team: 'ops' }, { kind: 'administrators' as const }], minutes: 10 },
    ],
    repeats: 2,
    againMinutes: 15,
    acknowledgementMinutes: null,
  }
  expect(policyOf(valuesOf(policy))).toEqual(policy)
  expect(policyOf({ ...valuesOf(policy), acknowledgementMinutes: '30' }).acknowledgementMinutes).toBe(30)
})

test.each([
  ['/policy/steps/0/targets/1/person', 'steps.0.groups'],
  ['/body/policy/steps/2/minutes', 'steps.2.minutes'],
  ['/policy/repeats', 'repeats'],
  ['/policy/steps', undefined],
])('a refusal of %s lands on %s', (pointer, field) => {
  expect(fieldAt(pointer)).toBe(field)
})
