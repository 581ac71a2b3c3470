import { expect, test } from 'vitest'
import type { RoutingRule } from '@bellwether/contract/pager.ts'
import { fieldAt, rulesOf, valuesOf } from './routing-values.ts'

const team = '6fd7e3b6-9d2e-4b6a-8f4a-6e7a8c9d0e1f'

test.each<RoutingRule>([
  { id: team, name: 'Quiet', where: [], outcome: { kind: 'quiet' } },
  {
    name: 'Another team',
    where: [
      { field: 'title', op: 'contains', value: 'disk' },
      { field: 'severity', op: 'in', value: ['error', 'critical'] },
    ],
    outcome: { kind: 'page', team, urgency: 'low', isGrouped: false },
  },
  { name: 'One page', where: [], outcome: { kind: 'page', team: null, urgency: null, isGrouped: true } },
])('a rule is in the form what it was: $name', (rule) => {
  expect(rulesOf(valuesOf([rule]))).toEqual([rule])
})

test.each([
  ['/rules/0/name', 'rules.0.name'],
  ['#/body/rules/1/where/2/value/0', 'rules.1.where.2.value'],
  ['/rules/3/outcome/team', 'rules.3.team'],
  ['/rules', undefined],
  ['/other', undefined],
])('what %s points at is %s', (pointer, field) => {
  expect(fieldAt(pointer)).toBe(field)
})
