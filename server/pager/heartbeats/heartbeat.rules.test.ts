import { describe, expect, test } from 'vitest'
import { dueAfterPing, dueAfterStart, pingOf, stateAt, timesSetBack } from './heartbeat.rules.ts'

const at = (seconds: number): Date => new Date(Date.UTC(2026, 0, 16) + seconds * 1000)
const every = { periodSeconds: 300, cron: null, timeZone: null, graceSeconds: 60 }
const rhythm = { ...every, state: 'up' as const, lastPingAt: at(0), dueAt: at(360), pausedAt: null, resumedAt: null }

test('it is missed when its period and its grace are over', () => {
  expect(dueAfterPing(rhythm, at(0))).toEqual(at(360))
})

test.each([
  ['has its grace to end', 100, at(360), at(160)],
  ['gets no more time than it had', 330, at(360), at(360)],
  ['is expected to end, though nothing was heard before', 0, null, at(60)],
])('one that began %s', (_, began, dueAt, due) => {
  expect(dueAfterStart({ ...rhythm, dueAt }, at(began))).toEqual(due)
})

describe('after the clock was set back an hour', () => {
  const hourly = { periodSeconds: null, cron: '0 * * * *', timeZone: 'UTC', graceSeconds: 60 }
  const hour = 3600

  test('as much time passes until it is missed as was to pass', () => {
    const heard = { ...rhythm, lastPingAt: at(hour), dueAt: at(hour + 360), startedAt: at(hour + 9) }
    expect(timesSetBack(heard, hour * 1000)).toMatchObject({ lastPingAt: at(0), startedAt: at(9), dueAt: at(360) })
  })

  test('what runs by cron is expected on the clock of now, after it was last heard', () => {
    const heard = {
      ...hourly,
      lastPingAt: at(2 * hour + 5),
      startedAt: null,
      resumedAt: null,
      dueAt: at(3 * hour + 60),
    }
    expect(timesSetBack(heard, hour * 1000).dueAt).toEqual(at(2 * hour + 60))
    const nightly = { ...heard, cron: '30 2 * * *', dueAt: at(2.5 * hour + 60) }
    expect(timesSetBack(nightly, hour * 1000).dueAt).toEqual(at(2.5 * hour + 60))
  })

  test('what was resumed is expected from then on, whenever it was last heard', () => {
    const heard = {
      ...hourly,
      lastPingAt: at(5),
      startedAt: null,
      resumedAt: at(3 * hour + 5),
      dueAt: at(4 * hour + 60),
    }
    expect(timesSetBack(heard, hour * 1000).dueAt).toEqual(at(3 * hour + 60))
  })

  test('what began has as much time to end, whatever it runs by', () => {
    const heard = { ...hourly, lastPingAt: null, startedAt: at(hour), resumedAt: null, dueAt: at(hour + 60) }
    expect(timesSetBack(heard, hour * 1000).dueAt).toEqual(at(60))
  })
})

test.each([
  [299, 'up'],
  [300, 'up'],
  [301, 'late'],
] as const)('after %d seconds it is %s', (seconds, state) => {
  expect(stateAt(rhythm, at(seconds))).toBe(state)
})

test('one of which nothing was heard, and one that is missed, are no more than that', () => {
  expect(stateAt({ ...rhythm, state: 'new', lastPingAt: null, dueAt: null }, at(9999))).toBe('new')
  expect(stateAt({ ...rhythm, state: 'down' }, at(9999))).toBe('down')
})

test.each([
  [undefined, 'success'],
  ['0', 'success'],
  ['00', 'success'],
  ['1', 'fail'],
  ['255', 'fail'],
  ['256', undefined],
  ['start', 'start'],
  ['fail', 'fail'],
  ['log', 'log'],
  ['Fail', undefined],
  ['-1', undefined],
])('%s means %s', (word, ping) => {
  expect(pingOf(word)).toBe(ping)
})
