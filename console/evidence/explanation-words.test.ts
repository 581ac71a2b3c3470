import type { Explanation } from '@bellwether/contract/evidence.ts'
import { expect, test } from 'vitest'
import { explanationWords } from './explanation-words.ts'

const explanation: Explanation = {
  class: { id: 'a1b2c3d4e5f60718', template: 'reset after <*> ms', example: 'reset after 12 ms' },
  from: '2026-11-20T15:00:00Z',
  to: '2026-11-20T19:00:00Z',
  firstSeenAt: '2026-11-20T16:00:12Z',
  lastSeenAt: '2026-11-20T18:59:00Z',
  isNew: true,
  isOlderThanHistory: false,
  historySince: '2026-11-06T00:00:00Z',
  errors: 412,
  ratePerMinute: 2.3,
  trafficShare: 0.0004,
  sites: 40,
  slices: [
    { where: { cdn: 'northstar', feature: 'lambda' }, errors: 405, share: 0.98, eventShare: 0.004, score: 2000 },
  ],
  partialSlices: [],
  series: { stepSeconds: 60, points: [] },
  deploy: {
    id: '00000000-0000-4000-8000-000000000000',
    service: 'revproxy',
    version: '2026.47.2',
    title: 'Fix',
    by: 'sam',
    startedAt: '2026-11-20T15:59:40Z',
    hosts: { updated: 48, total: 48 },
    evidence: { hosts: [], errorsOnUpdatedHosts: 412, errorsElsewhere: 0, chance: 0.001, sentence: '' },
  },
  othersConsidered: [],
  customers: { seen: 37, exposed: 212, estimated: 58 },
  customerList: [],
}

test('the finding says who, where, since when and how much', () => {
  expect(explanationWords(explanation, 'UTC').finding).toBe(
    '37 customers on cdn northstar with feature lambda see this since Fri 20 Nov, 16:00:12. ' +
      'It is new: never seen before in evidence since Fri 6 Nov, 00:00. It is 0.04 % of all events.',
  )
})

test('the cause names the deploy and how sure that is', () => {
  expect(explanationWords(explanation, 'UTC').cause).toBe(
    'It follows deploy revproxy 2026.47.2: every one of 412 errors came from a host that had it; by chance fewer than 1 in 1,000.',
  )
})

test('without a deploy it says so', () => {
  expect(explanationWords({ ...explanation, deploy: null }, 'UTC').cause).toBe('No deploy happened near its start.')
})

test('what no slice explains is said to be so, though some slice stands out', () => {
  const partialSlices = [{ where: { 'host.name': 'pop8-h2' }, errors: 10, share: 0.024, eventShare: 0.001, score: 9 }]
  expect(explanationWords({ ...explanation, slices: [], partialSlices }, 'UTC').finding).toMatch(
    /^37 customers see this since Fri 20 Nov, 16:00:12, and no slice explains it\./,
  )
})

test('what is as old as the history is not called new, and no deploy is judged by it', () => {
  const old = { ...explanation, isNew: false, isOlderThanHistory: true, deploy: null }
  expect(explanationWords(old, 'UTC').finding).toContain('It is as old as our history, or older.')
  expect(explanationWords(old, 'UTC').cause).toBe(
    'No deploy can be judged: our history begins Fri 6 Nov, 00:00, and it was there by then.',
  )
})
