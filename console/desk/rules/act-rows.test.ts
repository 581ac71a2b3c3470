import { expect, test } from 'vitest'
import type { RuleAct } from '@bellwether/contract/desk.ts'
import { actOfRow, newActRow, rowOfAct } from './act-rows.ts'

test.each<RuleAct>([
  { kind: 'tag', add: ['billing'] },
  { kind: 'prioritize', priority: 'low' },
  { kind: 'give', to: '6fd7e3b6-9d2e-4b6a-8f4a-6e7a8c9d0e1f' },
  { kind: 'assign', among: ['6fd7e3b6-9d2e-4b6a-8f4a-6e7a8c9d0e1f'], by: 'load' },
  { kind: 'set-fields', values: { product: 'dns', isLive: true } },
  { kind: 'remove', into: 'trash' },
])('%j is edited as a row and stays what it is', (act) => {
  expect(actOfRow(rowOfAct(act))).toEqual(act)
})

test('what is not whole says nothing', () => {
  expect(actOfRow(newActRow)).toBeNull()
  expect(actOfRow({ ...newActRow, kind: 'give' })).toBeNull()
  expect(actOfRow({ ...newActRow, kind: 'set-fields', values: { product: '' } })).toBeNull()
})
