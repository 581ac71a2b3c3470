import type { Watch } from '@bellwether/contract/incidents.ts'
import { expect, test } from 'vitest'
import { watchWords } from './watch-words.ts'

const zeroSince = '2026-11-20T19:00:00.000Z'
const watch: Watch = {
  id: '00000000-0000-4000-8000-000000000000',
  state: 'at-zero',
  startedAt: '2026-11-20T18:45:00.000Z',
  zeroMinutes: 15,
  errorsLastMinute: 0,
  eventsLastMinute: 9000,
  lastErrorAt: null,
  zeroSince,
  recoveredAt: null,
  points: [],
  from: '2026-11-20T18:00:00.000Z',
  to: '2026-11-20T19:12:00.000Z',
  stepSeconds: 60,
}

test.each([
  ['at zero', {}, 12, 'At zero for 12 of 15 minutes'],
  ['at zero longer than needed', {}, 99, 'At zero for 15 of 15 minutes'],
  ['before its start', {}, -1, 'At zero for 0 of 15 minutes'],
  [
    'not looked at yet',
    { state: 'watching' as const, eventsLastMinute: null },
    0,
    'Watching: the first look comes within a minute',
  ],
  ['falling', { state: 'falling' as const, errorsLastMinute: 7 }, 0, 'Falling: 7 in the last minute'],
  ['recovered', { state: 'recovered' as const }, 0, 'Recovered: at zero for 15 minutes while traffic flowed on'],
])('%s', (_, over, minutes, words) => {
  expect(watchWords({ ...watch, ...over }, Date.parse(zeroSince) + minutes * 60_000)).toBe(words)
})
