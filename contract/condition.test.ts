import { describe, expect, test } from 'vitest'
import { comparisonsOf, conditionOver, conditionText, type Fields } from './condition.ts'
import { builtInViews, ticketFields } from './desk-views.ts'

const fields: Fields = {
  state: { kind: 'choice', values: ['open', 'resolved'] },
  owner: { kind: 'person', isNullable: true },
  customer: { kind: 'id' },
  number: { kind: 'number' },
  createdAt: { kind: 'instant' },
  subject: { kind: 'text' },
  isUrgent: { kind: 'yes-no' },
}
const schema = conditionOver(fields)
const id = '0e5f4a38-6f6e-4d2b-9d5c-0d8d8f6a7b1c'

const saidOf = (condition: unknown): string | undefined => schema.safeParse(condition).error?.issues[0]?.message

describe('a condition', () => {
  test.each([
    { field: 'state', op: '=', value: 'open' },
    { field: 'state', op: 'in', value: ['open', 'resolved'] },
    { field: 'owner', op: '=', value: null },
    { field: 'owner', op: '!=', value: 'me' },
    { field: 'customer', op: '=', value: id },
    { field: 'number', op: '>=', value: 12 },
    { field: 'createdAt', op: '<', value: '2026-01-16T16:00:00Z' },
    { field: 'subject', op: '~', value: '100%' },
    { and: [] },
    { not: { or: [{ field: 'isUrgent', op: '=', value: true }, { and: [] }] } },
  ])('%j is understood', (condition) => expect(saidOf(condition)).toBeUndefined())

  test.each([
    [{ field: 'toString', op: '=', value: 'x' }, 'There is no field "toString"'],
    [{ field: 'state', op: '=', value: 'closed' }, 'write one of open, resolved'],
    [{ field: 'state', op: '<', value: 'open' }, 'has no order'],
    [{ field: 'number', op: '~', value: '1' }, 'is no text'],
    [{ field: 'number', op: '=', value: '1' }, 'write a number'],
    [{ field: 'customer', op: '=', value: 'me' }, 'write an id'],
    [{ field: 'customer', op: '=', value: null }, 'write an id'],
    [{ field: 'owner', op: 'in', value: [null] }, 'or null for nothing'],
    [{ field: 'owner', op: 'in', value: id }, 'takes a list'],
    [{ field: 'owner', op: '=', value: [id] }, 'takes a list'],
    [{ field: 'createdAt', op: '<', value: 'yesterday' }, 'write an instant'],
    [{ field: 'createdAt', op: '<', value: '0000-01-01T00:00:00Z' }, 'write an instant'],
    [{ field: 'createdAt', op: '<', value: '2026-01-16T16:00:00+23:00' }, 'write an instant'],
    [{ field: 'isUrgent', op: '=', value: 'yes' }, 'write true or false'],
    [{ field: 'number', op: 'is', value: 1 }, 'A condition is {field, op, value}'],
    [{ not: [] }, 'A condition is {field, op, value}'],
  ])('%j is refused in words', (condition, words) => expect(saidOf(condition)).toContain(words))

  test('keeps no letter that a database would refuse', () => {
    expect(schema.parse({ field: 'subject', op: '~', value: 'a\0b\uD800' })).toMatchObject({ value: 'ab\uFFFD' })
  })

  test('compares a hundred times and no more', () => {
    const or = (length: number) => ({ or: Array.from({ length }, () => ({ field: 'number', op: '=', value: 1 })) })
    expect(saidOf(or(100))).toBeUndefined()
    expect(saidOf(or(101))).toContain('at most 100 comparisons')
  })

  test('is read from the text of a query, whatever a stranger writes there', () => {
    const text = conditionText(fields)
    expect(text.parse('{"field":"number","op":"=","value":1}')).toEqual({ field: 'number', op: '=', value: 1 })
    const deep = `${'{"not":'.repeat(560)}{"and":[]}${'}'.repeat(560)}`
    expect(text.safeParse(deep).error?.issues[0]?.message).toContain('4000')
    const deepest = `${'{"not":'.repeat(490)}{"and":[]}${'}'.repeat(490)}`
    expect(text.safeParse(deepest).success).toBe(true)
    for (const wrong of ['', 'open', '[]', '{}', '{"field":"number"}', '{"and":[{"field":"x","op":"=","value":1}]}'])
      expect(text.safeParse(wrong).success).toBe(false)
  })
})

test('each built-in view asks what can be asked of a ticket, once by its id', () => {
  for (const view of builtInViews) expect(conditionOver(ticketFields).safeParse(view.where).success).toBe(true)
  expect(new Set(builtInViews.map(({ id }) => id)).size).toBe(builtInViews.length)
})

test('the comparisons of a tree come in its order', () => {
  const one = (value: number) => ({ field: 'number', op: '=' as const, value })
  expect(comparisonsOf({ and: [one(1), { not: { or: [one(2), one(3)] } }, one(4)] }).map(({ value }) => value)).toEqual(
    [1, 2, 3, 4],
  )
})
