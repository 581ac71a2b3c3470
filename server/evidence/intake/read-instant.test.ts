import { expect, test } from 'vitest'
import { readInstant } from './read-instant.ts'

const receivedAt = Date.parse('2026-11-25T12:00:00Z')
const at = Date.parse('2026-11-25T04:00:01.123Z')

test.each([
  '2026-11-25T04:00:01.123Z',
  '2026-11-25T04:00:01,123Z',
  '2026-11-25 04:00:01.123',
  '2026/11/25 04:00:01.123',
  '2026-11-25T04:00:01.123456789Z',
  '2026-11-25T05:00:01.123+01:00',
  '2026-11-25T09:30:01.123+0530',
  '2026-11-24T20:00:01.123 -08',
  '20261125T040001.123Z',
  '1795579201.123',
  '1795579201123',
  '1795579201123456',
  '1795579201123456789',
  '1.795579201123e9',
  'Wed Nov 25 04:00:01.123456 2026',
  '[Wed Nov 25 04:00:01.123456 2026]',
  'Nov 25 04:00:01.123',
])('%s', (text) => expect(readInstant(text, receivedAt)).toBe(at))

const second = Date.parse('2026-11-25T04:00:01Z')
test.each([
  'Wed, 25 Nov 2026 04:00:01 GMT',
  'Wed, 25 Nov 2026 05:00:01 +0100',
  '24 Nov 2026 23:00:01 EST',
  'Wednesday, 25-Nov-26 04:00:01 GMT',
  '25/Nov/2026:04:00:01 +0000',
  '[25/Nov/2026:05:00:01 +0100]',
  'Wed Nov 25 04:00:01 UTC 2026',
  '1795579201',
])('%s', (text) => expect(readInstant(text, receivedAt)).toBe(second))

test('a leap second is the first of the next minute; a December that comes in January was last year', () => {
  expect(readInstant('2026-06-30T23:59:60Z', receivedAt)).toBe(Date.parse('2026-07-01T00:00:00Z'))
  expect(readInstant('Dec 31 23:00:00', Date.parse('2027-01-01T01:00:00Z'))).toBe(Date.parse('2026-12-31T23:00:00Z'))
})

test.each([
  '',
  'yesterday',
  '12',
  '2026-02-31T00:00:00Z',
  '2026-13-01T00:00:00Z',
  '2026-11-25T04:00:01 XYZ',
  '9'.repeat(60),
])('"%s" is no instant', (text) => expect(readInstant(text, receivedAt)).toBeUndefined())
