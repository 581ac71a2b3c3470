import { expect, test } from 'vitest'
import { isQuiet } from './notice-time.rules.ts'

const night = { from: '22:00', until: '07:00' }
const noon = { from: '12:00', until: '13:00' }

test.each([
  ['2026-01-16T21:59:00Z', night, 'UTC', false],
  ['2026-01-16T22:00:00Z', night, 'UTC', true],
  ['2026-01-16T06:59:00Z', night, 'UTC', true],
  ['2026-01-16T07:00:00Z', night, 'UTC', false],
  ['2026-01-16T12:30:00Z', noon, 'UTC', true],
  ['2026-01-16T13:00:00Z', noon, 'UTC', false],
  ['2026-01-16T00:00:00Z', { from: '00:00', until: '06:00' }, 'UTC', true],
  ['2026-01-16T06:30:00Z', night, 'America/Los_Angeles', true],
  ['2026-01-16T16:30:00Z', night, 'America/Los_Angeles', false],
  // The clocks go forward over the end: it is 07:00 an hour sooner.
  ['2026-03-29T05:59:00Z', night, 'Europe/Berlin', false],
  ['2026-03-28T05:59:00Z', night, 'Europe/Berlin', true],
  ['2026-01-16T23:00:00Z', null, 'UTC', false],
])('at %s with %o in %s: %s', (at, quiet, zone, expected) => {
  expect(isQuiet(new Date(at), quiet, zone)).toBe(expected)
})
