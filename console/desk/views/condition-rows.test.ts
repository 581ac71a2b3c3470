import { expect, test } from 'vitest'
import { conditionOver, type Condition } from '@bellwether/contract/condition.ts'
import { ticketFields } from '@bellwether/contract/desk-views.ts'
import { comparisonOf, conditionOf, operatorsOf, rowsOf, type Row } from './condition-rows.ts'
import { fieldNames, fieldOf, type TicketField } from './field-words.ts'

const allowed = conditionOver(ticketFields)
const names = Object.keys(fieldNames) as TicketField[]

/** A value that somebody may type or choose for it. */
function valueFor({ field, op }: Pick<Row, 'field' | 'op'>): string | null {
  const { kind, values } = fieldOf(field)
  if (kind === 'instant')
    return op === 'is' ? null : ['before', 'since'].includes(op) ? '2026-11-01T00:00:00.000Z' : '7d'
  const samples: Partial<Record<string, string>> = {
    'yes-no': 'true',
    id: '6fd7e3b6-9d2e-4b6a-8f4a-6e7a8c9d0e1f',
    person: 'me',
    integer: '12',
    tag: 'slow-fonts',
    entry: 'region=eu',
  }
  return values?.[0] ?? samples[kind] ?? 'fonts'
}

test('every field has a name', () => {
  expect(names.toSorted()).toEqual(Object.keys(ticketFields).toSorted())
})

test.each(names)(
  'what can be chosen for %s is a condition that the server takes, and is read back as it was',
  (field) => {
    for (const op of operatorsOf(field)) {
      const row = { field, op, value: valueFor({ field, op }) }
      const comparison = comparisonOf(row)
      expect([row, allowed.safeParse(comparison).success]).toEqual([row, true])
      expect(rowsOf({ and: [comparison as Condition] })?.all).toEqual([row])
    }
  },
)

test('all of some and one of others', () => {
  const all: Row[] = [{ field: 'state', op: 'is', value: 'open' }]
  const any: Row[] = [
    { field: 'tag', op: 'is', value: 'cdn' },
    { field: 'subject', op: 'contains', value: 'cache' },
  ]
  const condition = conditionOf({ all, any })
  expect(rowsOf(condition as Condition)).toEqual({ all, any })
  const tagged = (value: string) => conditionOf({ all: [{ field: 'tag', op: 'is', value }], any: [] })
  expect([tagged(' '), tagged('Slow Fonts ')]).toEqual([
    null,
    { and: [{ field: 'tag', op: '=', value: 'slow-fonts' }] },
  ])
})

test('what rows cannot say is left to whoever wrote it', () => {
  const open: Condition = { field: 'state', op: '=', value: 'open' }
  for (const one of [
    { not: open },
    { and: [{ or: [open] }, { or: [open] }] },
    { or: [{ not: open }] },
    { field: 'state', op: 'in', value: ['open'] },
    { field: 'isUrgent', op: '!=', value: true },
    { field: 'isUrgent', op: '=', value: 'true' },
    { field: 'number', op: '>=', value: 12 },
    { field: 'number', op: '!=', value: 12 },
    { field: 'createdAt', op: '<', value: 'now' },
    { field: 'createdAt', op: '=', value: '2026-11-01T00:00:00.000Z' },
    { field: 'createdAt', op: '<=', value: '2026-11-01T00:00:00.000Z' },
    { field: 'createdAt', op: '<', value: 'now+7d' },
    { field: 'nextDueAt', op: '>', value: 'now-7d' },
    { field: 'resolvedAt', op: '!=', value: null },
  ])
    expect([one, rowsOf(one as Condition)]).toEqual([one, null])
})
