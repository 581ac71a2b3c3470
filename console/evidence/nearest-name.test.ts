import { expect, test } from 'vitest'
import { nearestName } from './nearest-name.ts'

const known = ['http.response.status_code', 'host.name', 'customer.id', 'cdn', 'error.message']

test.each([
  ['status_code>', 'http.response.status_code'],
  ['status_code', 'http.response.status_code'],
  ['http.response.statuscode', 'http.response.status_code'],
  ['Host.Name', 'host.name'],
  ['hostname', 'host.name'],
  ['custmer.id', 'customer.id'],
  ['messag', 'error.message'],
  ['cd', 'cdn'],
  ['x', undefined],
  ['', undefined],
  ['colour', undefined],
])('“%s” may mean %s', (typed, name) => {
  expect(nearestName(typed, known)).toBe(name)
})
