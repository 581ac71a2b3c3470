import { describe, expect, test } from 'vitest'
import type { Condition } from '@bellwether/contract/condition.ts'
import { readComparison } from './event-condition.ts'
import { filterSql, timeOf } from './event-filter.ts'

const now = new Date('2026-11-20T16:00:00Z')

test.each([
  ['customer.id=acme', { field: 'customer.id', op: '=', value: 'acme' }],
  [' pop != pop3 ', { field: 'pop', op: '!=', value: 'pop3' }],
  ['url.query~a=b&c!=d', { field: 'url.query', op: '~', value: 'a=b&c!=d' }],
  ['note=', { field: 'note', op: '=', value: '' }],
  ['http.response.status_code>=500', { field: 'http.response.status_code', op: '>=', value: '500' }],
  ['duration_ms < 3', { field: 'duration_ms', op: '<', value: '3' }],
  ['=x', undefined],
  ['customer.id', undefined],
])('%s', (text, expected) => expect(readComparison(text)).toEqual(expected))

test('values are parameters, never text of the query', () => {
  const { sql, parameters } = filterSql({ where: ["cdn=x' or 1=1", "odd'name=y"] }, now)
  expect(sql).not.toContain('1=1')
  expect(sql).not.toContain('odd')
  expect(Object.values(parameters)).toEqual(expect.arrayContaining(["x' or 1=1", "odd'name", 'y']))
})

test('every bad filter is named with what to write', () => {
  expect(() => filterSql({ where: ['a=b', 'nothing', '=c', 'site>5', 'duration_ms>fast'] }, now)).toThrow(
    expect.objectContaining({
      errors: [
        { pointer: '/query/where/1', detail: expect.stringContaining('customer.id=acme') },
        { pointer: '/query/where/2', detail: expect.stringContaining('attribute~text') },
        { pointer: '/query/where/3', detail: expect.stringContaining('has no order') },
        { pointer: '/query/where/4', detail: expect.stringContaining('takes a number') },
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

describe('a tree of comparisons', () => {
  test('is SQL with every value and name as a parameter', () => {
    const filter: Condition = {
      or: [
        { field: "odd'name", op: '!=', value: "it's" },
        {
          not: {
            and: [
              { field: 'http.response.status_code', op: '>=', value: 500 },
              { field: 'cdn', op: 'in', value: ['a', 'b'] },
            ],
          },
        },
        { and: [] },
      ],
    }
    const { sql, parameters } = filterSql({ filter }, now)
    expect(sql).toContain(
      '(attributes[{value0:String}] != {value1:String} or (not (`http.response.status_code` >= {value2:Float64} and has({value3:Array(String)}, `cdn`))) or 1)',
    )
    expect(parameters).toMatchObject({ value0: "odd'name", value1: "it's", value2: 500, value3: ['a', 'b'] })
  })

  test('says which comparison cannot be asked', () => {
    expect(() => filterSql({ filter: { not: { field: 'cdn', op: '<', value: 3 } } }, now)).toThrow(
      expect.objectContaining({ errors: [{ pointer: '/query/filter', detail: '"cdn" has no order: use = or !=.' }] }),
    )
  })
})
