import { expect, test } from 'vitest'
import { conditionOf, whereOf } from './event-conditions.ts'

test('filters that are typed are a condition, and come back from it', () => {
  const where = ['service.name=checkout', 'http.response.status_code>=500', 'url.path~/cart']
  expect(conditionOf(where)).toEqual({
    and: [
      { field: 'service.name', op: '=', value: 'checkout' },
      { field: 'http.response.status_code', op: '>=', value: '500' },
      { field: 'url.path', op: '~', value: '/cart' },
    ],
  })
  expect(whereOf(conditionOf(where))).toEqual(where)
  expect(whereOf({ field: 'status', op: '=', value: 404 })).toEqual(['status=404'])
})

test.each([
  [{ or: [{ field: 'cdn', op: '=' as const, value: 'north' }] }],
  [{ not: { field: 'cdn', op: '=' as const, value: 'north' } }],
  [{ field: 'cdn', op: 'in' as const, value: ['north', 'south'] }],
  [{ field: 'cdn', op: '=' as const, value: null }],
])('%j says more than filters can', (condition) => expect(whereOf(condition)).toBeUndefined())
