import type { Page } from '@bellwether/contract/pager-pages.ts'
import { expect, test } from 'vitest'
import { ringsOf, stagesOf } from './rings.ts'

const at = (seconds: number): string => new Date(Date.UTC(2026, 0, 16) + seconds * 1000).toISOString()
type Entry = Page['entries'][number]
type Notification = Page['notifications'][number]

const entry = (kind: Entry['kind'], seconds: number, step: number | null = null): Entry => ({
  at: at(seconds),
  kind,
  step,
  person: null,
  to: null,
  page: null,
  text: '',
})
const sent = (id: string, created: number, over: Partial<Notification> = {}): Notification => ({
  id,
  person: { id: 'p', name: 'Bo' },
  method: { kind: 'mail', address: 'bo@staff.test' },
  state: 'sent',
  createdAt: at(created),
  waitsUntil: null,
  attempts: 1,
  lastError: null,
  firstTriedAt: null,
  sentAt: null,
  deliveredAt: null,
  seenAt: null,
  ...over,
})

test('notifications stand with the step that rang, and who acknowledged before the next did', () => {
  const rings = ringsOf({
    createdAt: at(0),
    entries: [
      entry('opened', 0),
      entry('step', 0, 1),
      entry('nobody', 600),
      entry('step', 600, 3),
      entry('acknowledged', 660),
      entry('reassigned', 700),
    ],
    notifications: [sent('a', 0), sent('b', 0), sent('c', 600), sent('d', 700)],
  })
  expect(
    rings.map(({ by, notifications, acknowledged }) => [by?.step, notifications.map(({ id }) => id), acknowledged?.at]),
  ).toEqual([
    [1, ['a', 'b'], undefined],
    [3, ['c'], at(660)],
    [null, ['d'], undefined],
  ])
})

test('of a test, which no step rang for, they stand together', () => {
  expect(ringsOf({ createdAt: at(0), entries: [], notifications: [sent('a', 0)] })).toMatchObject([
    { by: null, at: at(0), notifications: [{ id: 'a' }] },
  ])
})

test('each stage took as long as since the one before; what was not reached is none', () => {
  const one = sent('a', 0, { firstTriedAt: at(1), sentAt: at(5), seenAt: at(65) })
  expect(stagesOf(one).map(({ stage, tookMs }) => [stage, tookMs])).toEqual([
    ['tried', 1000],
    ['sent', 4000],
    ['seen', 60_000],
  ])
  expect(stagesOf(sent('b', 0, { firstTriedAt: at(2), sentAt: at(2) }))).toMatchObject([
    { stage: 'sent', tookMs: 2000 },
  ])
})
