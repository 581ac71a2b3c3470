import { expect, test } from 'vitest'
import { cronTrouble, nextByCron } from './cron.rules.ts'

const next = (cron: string, timeZone: string, after: string, count = 3): string[] =>
  nextByCron(cron, timeZone, { after: new Date(after), count }).map((at) => at.toISOString().slice(0, 16))

test.each([
  [
    'skip 02:30: it comes as the gap ends',
    '30 2 * * *',
    'Europe/Berlin',
    '2026-03-28T12:00Z',
    ['03-29T01:00', '03-30T00:30'],
  ],
  ['skip 02:30 in New York', '30 2 * * *', 'America/New_York', '2026-03-07T12:00Z', ['03-08T07:00', '03-09T06:30']],
  [
    'repeat 02:30: the first counts',
    '30 2 * * *',
    'Europe/Berlin',
    '2026-10-24T12:00Z',
    ['10-25T00:30', '10-26T01:30'],
  ],
  [
    'repeat 01:30: the first counts',
    '30 1 * * *',
    'America/New_York',
    '2026-10-31T12:00Z',
    ['11-01T05:30', '11-02T06:30'],
  ],
  [
    'repeat 01:30, heard of between the two',
    '30 1 * * *',
    'Europe/London',
    '2026-10-25T00:40Z',
    ['10-26T01:30', '10-27T01:30'],
  ],
  [
    'change, every hour',
    '30 * * * *',
    'Europe/London',
    '2026-10-24T23:40Z',
    ['10-25T00:30', '10-25T01:30', '10-25T02:30'],
  ],
  ['skip midnight', '0 0 * * *', 'Asia/Beirut', '2026-03-28T12:00Z', ['03-28T22:00', '03-29T21:00']],
  ['change by half an hour', '15 2 * * *', 'Australia/Lord_Howe', '2026-10-03T00:00Z', ['10-03T15:30', '10-04T15:15']],
])('on the night when clocks %s', (_, cron, timeZone, after, times) => {
  expect(next(cron, timeZone, after, times.length)).toEqual(times.map((time) => `2026-${time}`))
})

test.each([
  ['0 9 * * MON-FRI', ['2026-01-02T09:00', '2026-01-05T09:00', '2026-01-06T09:00']],
  ['0 0 * * 7', ['2026-01-04T00:00', '2026-01-11T00:00', '2026-01-18T00:00']],
  ['0 0 1 * MON', ['2026-01-05T00:00', '2026-01-12T00:00', '2026-01-19T00:00']],
  ['0 0 29 2 *', ['2028-02-29T00:00', '2032-02-29T00:00', '2036-02-29T00:00']],
  ['*/20 1-2 31 jan *', ['2026-01-31T01:00', '2026-01-31T01:20', '2026-01-31T01:40']],
])('%s comes as crontab(5) has it', (cron, times) => {
  expect(cronTrouble(cron)).toBeUndefined()
  expect(next(cron, 'UTC', '2026-01-01T12:00Z')).toEqual(times)
})

test.each([
  ['* * * *', { kind: 'fields' }],
  ['* * * * * *', { kind: 'fields' }],
  ['@daily', { kind: 'fields' }],
  ['2026-12-01T00:00:00', { kind: 'fields' }],
  ['', { kind: 'fields' }],
  ['60 * * * *', { kind: 'field', field: 'minute', value: '60' }],
  ['? * * * *', { kind: 'field', field: 'minute', value: '?' }],
  ['* 24 * * *', { kind: 'field', field: 'hour', value: '24' }],
  ['* * 0 * *', { kind: 'field', field: 'day', value: '0' }],
  ['* * * 13 *', { kind: 'field', field: 'month', value: '13' }],
  ['* * * * funday', { kind: 'field', field: 'weekday', value: 'funday' }],
  ['5-1 * * * *', { kind: 'field', field: 'minute', value: '5-1' }],
  ['*/0 * * * *', { kind: 'field', field: 'minute', value: '*/0' }],
  ['0 0 30 2 *', { kind: 'never' }],
  ['0 0 31 4,6,9,11 *', { kind: 'never' }],
])('%s is refused: %o', (cron, trouble) => {
  expect(cronTrouble(cron)).toEqual(trouble)
})

test('whatever is written in a hundred characters is judged at once', () => {
  const fields = [
    '0,'.repeat(40) + '0',
    '9'.repeat(90),
    '-'.repeat(90),
    '*/'.repeat(40),
    `1-${'9'.repeat(80)}`,
    'L#W'.repeat(25),
  ]
  const expressions = fields.flatMap((field) => [`${field} * * * *`, `* * ${field} 2 *`, `0 0 30 2 ${field}`, field])
  const began = performance.now()
  for (const cron of expressions) expect(() => cronTrouble(cron.slice(0, 100))).not.toThrow()
  expect(performance.now() - began).toBeLessThan(2000)
})
