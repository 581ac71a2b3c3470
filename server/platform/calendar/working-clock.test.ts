import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { calendarOf, everyDay, workdays } from './calendar.builders.ts'
import { addWorkingTime, aroundTheClock } from './calendar.ts'
import { dueAt, type Pause, workedMinutes, type WorkingClock } from './working-clock.ts'

const office = calendarOf('Europe/London', workdays('09:00-17:00'), ['2027-01-11'])
const at = (text: string): Date => new Date(text)

/** Written as 'day time' of January 2027, where London shows UTC; the eighth is a Friday and the eleventh a holiday. */
const january = (text: string): Date => at(`2027-01-${text.replace(' ', 'T')}Z`)
const pause = (from: string, until: string | null): Pause => ({
  from: january(from),
  until: until === null ? null : january(until),
})
const clock = (over: Partial<WorkingClock> = {}): WorkingClock => ({
  calendar: office,
  startedAt: january('08 10:00'),
  targetMinutes: 240,
  pauses: [],
  ...over,
})

describe('a clock is due when its target is worked outside of its pauses', () => {
  test.each([
    ['without pauses', [], '08 14:00'],
    ['a pause puts it off by what would have been worked', [pause('08 11:00', '08 12:00')], '08 15:00'],
    ['two pauses', [pause('08 11:00', '08 12:00'), pause('08 13:00', '08 13:30')], '08 15:30'],
    ['in another order', [pause('08 13:00', '08 13:30'), pause('08 11:00', '08 12:00')], '08 15:30'],
    ['pauses that overlap count once', [pause('08 11:00', '08 12:30'), pause('08 12:00', '08 13:00')], '08 16:00'],
    ['one within another counts once', [pause('08 11:00', '08 13:00'), pause('08 11:30', '08 12:00')], '08 16:00'],
    ['pauses that meet', [pause('08 11:00', '08 12:00'), pause('08 12:00', '08 13:00')], '08 16:00'],
    ['over the closing and two days', [pause('08 13:00', '12 10:00')], '12 11:00'],
    ['outside the hours it costs nothing', [pause('08 17:30', '12 08:00')], '08 14:00'],
    ['one that began before the clock', [pause('07 11:00', '08 10:30')], '08 14:30'],
    ['one that was over before it', [pause('07 11:00', '07 12:00')], '08 14:00'],
    ['one that begins when the target is reached', [pause('08 14:00', '08 15:00')], '08 14:00'],
    ['one that lasts but began only then', [pause('08 14:00', null)], '08 14:00'],
    ['one that lasts', [pause('08 13:59', null)], null],
    ['one that lasts since before the clock', [pause('07 13:00', null)], null],
    ['one that lasts, whatever is written after it', [pause('08 12:00', null), pause('08 13:00', '08 14:00')], null],
    ['one that ends before it begins is none', [pause('08 12:00', '08 11:00')], '08 14:00'],
    ['an empty one is none', [pause('08 12:00', '08 12:00')], '08 14:00'],
  ])('%s', (_, pauses, expected) => {
    const due = dueAt(clock({ pauses }))
    expect(due).toEqual(expected === null ? null : january(expected))
    if (due !== null) expect(workedMinutes(clock({ pauses }), due)).toBe(240)
  })

  test('a target that is reached in thirds, but for less than a millisecond, is due before the next pause', () => {
    const pauses = [1, 2, 3].map((third) => ({
      from: new Date(january('08 10:00').getTime() + third * 30_000 - 10_000),
      until: new Date(january('08 10:00').getTime() + third * 30_000),
    }))
    expect(dueAt(clock({ targetMinutes: 60_000.1 / 60_000, pauses }))).toEqual(january('08 10:01:20'))
  })

  test('nothing to do is done when the clock starts, paused or not', () => {
    for (const pauses of [[], [pause('08 09:00', '08 11:00')], [pause('08 09:00', null)]])
      expect(dueAt(clock({ targetMinutes: 0, pauses }))).toEqual(january('08 10:00'))
  })

  test('a target that runs back is refused', () => {
    expect(() => dueAt(clock({ targetMinutes: -1 }))).toThrow('cannot be worked')
    expect(() => dueAt(clock({ targetMinutes: NaN }))).toThrow('cannot be worked')
  })
})

test.each([
  ['before it starts', '08 09:30', 0],
  ['before the pause', '08 10:45', 45],
  ['in the pause', '08 11:30', 60],
  ['after the pause', '08 12:30', 90],
  ['over night', '08 23:00', 360],
  ['beyond the target', '12 10:00', 420],
])('what it has counted: %s', (_, when, minutes) => {
  expect(workedMinutes(clock({ pauses: [pause('08 11:00', '08 12:00')] }), january(when))).toBe(minutes)
})

const hour = 3_600_000
/** Minutes around the change of the clocks in London, the twenty-ninth of March 2026. */
const instants = fc
  .integer({ min: Date.UTC(2026, 2, 26) / 60_000, max: Date.UTC(2026, 3, 2) / 60_000 })
  .map((minutes) => new Date(minutes * 60_000))
const pauses = fc
  .tuple(instants, fc.integer({ min: 0, max: 30 * hour }))
  .map(([from, milliseconds]): Pause => ({ from, until: new Date(from.getTime() + milliseconds) }))
const clocks = fc.record({
  calendar: fc.constantFrom(
    office,
    aroundTheClock,
    calendarOf('Europe/London', everyDay('00:00-01:30', '08:00-12:00', '13:00-24:00')),
  ),
  startedAt: instants,
  targetMinutes: fc.integer({ min: 1, max: 3000 }).map((tenths) => tenths / 10),
  pauses: fc.array(pauses, { maxLength: 5 }),
})

test('whatever the pauses, the target is worked when it is due and not a moment sooner', () => {
  fc.assert(
    fc.property(clocks, (one) => {
      const due = dueAt(one)!
      const before = workedMinutes(one, new Date(due.getTime() - 1))
      expect(workedMinutes(one, due)).toBe(one.targetMinutes)
      expect(before).toBeCloseTo(one.targetMinutes - 1 / 60_000, 8)
      expect(due.getTime()).toBeGreaterThanOrEqual(
        addWorkingTime(one.calendar, one.startedAt, one.targetMinutes).getTime(),
      )
    }),
    { numRuns: 200 },
  )
})

test('one more pause never makes it due sooner, and a pause that lasts only puts it off for good', () => {
  fc.assert(
    fc.property(clocks, pauses, (one, more) => {
      const due = dueAt(one)!
      const later = dueAt({ ...one, pauses: [...one.pauses, more] })!
      expect(later.getTime()).toBeGreaterThanOrEqual(due.getTime())
      if (more.from >= due) expect(later).toEqual(due)
      const open = dueAt({ ...one, pauses: [...one.pauses, { from: more.from, until: null }] })
      expect(open).toEqual(more.from >= due ? due : null)
    }),
    { numRuns: 200 },
  )
})

test('whatever the pauses, what is counted never falls and never outruns the time', () => {
  fc.assert(
    fc.property(clocks, instants, instants, (one, a, b) => {
      const [first, last] = a < b ? [a, b] : [b, a]
      const counted = workedMinutes(one, last) - workedMinutes(one, first)
      expect(counted).toBeGreaterThanOrEqual(0)
      expect(counted).toBeLessThanOrEqual((last.getTime() - first.getTime()) / 60_000 + 1e-9)
    }),
    { numRuns: 200 },
  )
})
