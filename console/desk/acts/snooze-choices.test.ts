import { expect, test } from 'vitest'
import { snoozeChoices } from './snooze-choices.ts'

const namesAt = (now: string, zone: string) =>
  snoozeChoices(Date.parse(now), zone).map(({ name, at }) => `${name}: ${new Date(at).toISOString().slice(0, 16)}`)

test('mornings are at nine of the reader, also where clocks are changed that night', () => {
  // Clocks go back in London on Sunday 25 October 2026.
  expect(namesAt('2026-10-24T13:00:00Z', 'Europe/London')).toEqual([
    'In an hour: 2026-10-24T14:00',
    'In four hours: 2026-10-24T17:00',
    'Tomorrow: 2026-10-25T09:00',
    'Monday: 2026-10-26T09:00',
  ])
})

test('on a Sunday tomorrow is Monday, once', () => {
  expect(namesAt('2026-11-29T13:00:00Z', 'Asia/Tokyo')).toEqual([
    'In an hour: 2026-11-29T14:00',
    'In four hours: 2026-11-29T17:00',
    'Tomorrow, Monday: 2026-11-30T00:00',
  ])
})

test('on a Monday it is the next one', () => {
  expect(namesAt('2026-11-30T08:00:00Z', 'UTC').at(-1)).toBe('Monday: 2026-12-07T09:00')
})
