import { expect, test } from 'vitest'
import { endOfQuiet, plannedFor } from './notification.rules.ts'

const at = new Date('2026-01-16T23:30:00Z')
const mail = { name: 'mail', afterMinutes: 0, urgency: 'any' as const }
const phone = { name: 'phone', afterMinutes: 5, urgency: 'high' as const }
const quietHours = { timeZone: 'Europe/London', from: '22:00', until: '07:00' }

const planned = (...of: Parameters<typeof plannedFor<typeof mail | typeof phone>>) =>
  plannedFor(...of).map((one) => [one.method.name, one.at.toISOString()])

test('what is urgent rings at any hour, by each method after its minutes', () => {
  expect(planned([mail, phone], { urgency: 'high', quietHours, at })).toEqual([
    ['mail', '2026-01-16T23:30:00.000Z'],
    ['phone', '2026-01-16T23:35:00.000Z'],
  ])
})

test('what can wait goes to the methods that are for it, when the night is over', () => {
  expect(planned([mail, phone], { urgency: 'low', quietHours, at })).toEqual([['mail', '2026-01-17T07:00:00.000Z']])
  expect(planned([mail, phone], { urgency: 'low', quietHours: undefined, at })).toEqual([
    ['mail', '2026-01-16T23:30:00.000Z'],
  ])
})

test('where no method is for it, it goes by the first all the same', () => {
  expect(planned([phone], { urgency: 'low', quietHours: undefined, at })).toEqual([
    ['phone', '2026-01-16T23:35:00.000Z'],
  ])
})

test.each([
  ['within, in the evening', '2026-01-16T22:00:00Z', '2026-01-17T07:00:00Z'],
  ['within, in the morning', '2026-01-17T06:59:59Z', '2026-01-17T07:00:00Z'],
  ['as they end', '2026-01-17T07:00:00Z', '2026-01-17T07:00:00Z'],
  ['by day', '2026-01-17T12:00:00Z', '2026-01-17T12:00:00Z'],
  // The night of 28 to 29 March has an hour less in London, and that of October one more.
  ['the night in which clocks go forward', '2026-03-28T23:00:00Z', '2026-03-29T06:00:00Z'],
  ['the night in which they go back', '2026-10-24T22:00:00Z', '2026-10-25T07:00:00Z'],
])('quiet hours: %s', (_, asked, ends) => {
  expect(endOfQuiet(quietHours, new Date(asked)).toISOString()).toBe(new Date(ends).toISOString())
})

test('quiet hours of one day end on it', () => {
  const noon = { timeZone: 'Asia/Kolkata', from: '12:00', until: '13:30' }
  expect(endOfQuiet(noon, new Date('2026-01-16T07:00:00Z')).toISOString()).toBe('2026-01-16T08:00:00.000Z')
})
