import type { Recurrence } from '@bellwether/contract/recurrence.ts'
import { expect, test } from 'vitest'
import { recurrenceWords } from './recurrence-words.ts'

const at = { at: '09:00', timeZone: 'Europe/London', startsOn: '2026-01-05' }

test.each<[Recurrence, string]>([
  [{ ...at, unit: 'day', every: 1 }, 'every day at 09:00 (Europe/London)'],
  [{ ...at, unit: 'day', every: 10 }, 'every 10 days at 09:00 (Europe/London)'],
  [
    { ...at, unit: 'week', every: 1, on: ['friday', 'monday', 'tuesday', 'wednesday', 'thursday'] },
    'every working day at 09:00 (Europe/London)',
  ],
  [
    { ...at, unit: 'week', every: 2, on: ['friday', 'monday'] },
    'every 2 weeks on Monday and Friday at 09:00 (Europe/London)',
  ],
  [{ ...at, unit: 'month', every: 1, on: 31 }, 'every month on the last day at 09:00 (Europe/London)'],
  [{ ...at, unit: 'month', every: 3, on: 1 }, 'every 3 months on day 1 at 09:00 (Europe/London)'],
])('%j', (recurrence, words) => expect(recurrenceWords(recurrence)).toBe(words))
