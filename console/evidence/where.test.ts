import { describe, expect, test } from 'vitest'
import { readWhere, turned, withFilter } from './where.ts'

describe('filters', () => {
  test.each([
    ['cdn=northstar', { attribute: 'cdn', operator: '=', value: 'northstar' }],
    ['http.response.status_code != 200', { attribute: 'http.response.status_code', operator: '!=', value: '200' }],
    ['http.response.status_code>=500', { attribute: 'http.response.status_code', operator: '>=', value: '500' }],
    ['duration < 3', { attribute: 'duration', operator: '<', value: '3' }],
    ['error.message=a>b', { attribute: 'error.message', operator: '=', value: 'a>b' }],
    ['error.message~a=b', { attribute: 'error.message', operator: '~', value: 'a=b' }],
  ])('%s is read', (text, part) => {
    expect(readWhere(text)).toEqual(part)
  })

  test.each(['', 'northstar', 'cdn=', '=x'])('"%s" is no filter', (text) => {
    expect(readWhere(text)).toBeNull()
  })

  test('a filter is there once, and its opposite goes', () => {
    const where = withFilter(['cdn!=northstar', 'feature=lambda'], {
      attribute: 'cdn',
      operator: '=',
      value: 'northstar',
    })
    expect(where).toEqual(['feature=lambda', 'cdn=northstar'])
    expect(withFilter(where, { attribute: 'feature', operator: '=', value: 'lambda' })).toHaveLength(2)
  })

  test('turning keeps the place', () => {
    expect(turned(['a=1', 'b=2'], 'a=1')).toEqual(['a!=1', 'b=2'])
    expect(turned(['a>=1', 'b=2'], 'a>=1')).toEqual(['a<1', 'b=2'])
    expect(turned(['a~1'], 'a~1')).toEqual(['a~1'])
  })
})
