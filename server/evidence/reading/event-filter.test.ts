import { expect, test } from 'vitest'
import { filterSql, readCondition, timeOf } from './event-filter.ts'

const now = new Date('2026-11-20T16:00:00Z')

test.each([
  ['customer.id=acme', { attribute: 'customer.id', operator: '=', value: 'acme' }],
  [' pop != pop3 ', { attribute: 'pop', operator: '!=', value: 'pop3' }],
  ['url.query~a=b&c!=d', { attribute: 'url.query', operator: '~', value: 'a=b&c!=d' }],
  ['note=', { attribute: 'note', operator: '=', value: '' }],
  ['=x', undefined],
  ['customer.id', undefined],
])('%s', (text, expected) => expect(readCondition(text)).toEqual(expected))

test('values are parameters, never text of the query', () => {
  const { sql, parameters } = filterSql({ where: ["cdn=x' or 1=1", "odd'name=y"] }, now)
  expect(sql).not.toContain('1=1')
  expect(sql).not.toContain('odd')
  expect(parameters).toMatchObject({ value0: "x' or 1=1", name1: "odd'name", value1: 'y' })
})

test('every bad filter is named with what to write', () => {
  expect(() => filterSql({ where: ['a=b', 'nothing', '=c'] }, now)).toThrow(
    expect.objectContaining({
      errors: [
        { pointer: '/query/where/1', detail: expect.stringContaining('customer.id=acme') },
        { pointer: '/query/where/2', detail: expect.stringContaining('attribute~text') },
      ],
    }),
  )
})

test('without a time it is the last hour; the end must come after the beginning', () => {
  expect(timeOf({}, now)).toEqual({ from: new Date('2026-11-20T15:00:00Z'), to: now })
  expect(() => timeOf({ from: now, to: now }, now)).toThrow(
    expect.objectContaining({ kind: expect.objectContaining({ slug: 'bad-input' }) }),
  )
})

test('a class is looked up in the small table of errors', () => {
  expect(filterSql({ where: ['class=00000000000000aa'] }, now).isWithinErrors).toBe(true)
  expect(filterSql({ where: ['class!=00000000000000aa'] }, now).isWithinErrors).toBe(false)
})
