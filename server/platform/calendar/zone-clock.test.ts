import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import { instantOf, offsetAt, wallAt } from './zone-clock.ts'

const zones = Intl.supportedValuesOf('timeZone')
const walls = fc
  .integer({ min: Date.UTC(1990, 0, 1) / 60_000, max: Date.UTC(2040, 0, 1) / 60_000 })
  .map((n) => n * 60_000)

const byTemporal = (timeZone: string, wall: number): number =>
  Temporal.PlainDateTime.from(new Date(wall).toISOString().slice(0, 19)).toZonedDateTime(timeZone).epochMilliseconds

test('any time on any wall is the instant that Temporal says', () => {
  fc.assert(
    fc.property(fc.constantFrom(...zones), walls, (timeZone, wall) => {
      expect(instantOf(timeZone, wall)).toBe(byTemporal(timeZone, wall))
    }),
    { numRuns: 3000, seed: 10 },
  )
})

test('so is each quarter of an hour around each change of the clocks of a year', () => {
  for (const timeZone of [
    'America/Los_Angeles',
    'Australia/Lord_Howe',
    'Africa/Casablanca',
    'Europe/London',
    'Asia/Gaza',
  ]) {
    let clock = Temporal.Instant.from('2026-01-01T00:00Z').toZonedDateTimeISO(timeZone).getTimeZoneTransition('next')
    for (; clock !== null && clock.year === 2026; clock = clock.getTimeZoneTransition('next')) {
      const wall = wallAt(timeZone, clock.epochMilliseconds)
      for (let step = -16; step <= 16; step += 1) {
        const asked = wall + step * 900_000
        expect(instantOf(timeZone, asked), `${timeZone} ${new Date(asked).toISOString()}`).toBe(
          byTemporal(timeZone, asked),
        )
      }
    }
  }
})

test('offsets are those of the instant, whatever year was asked before', () => {
  fc.assert(
    fc.property(fc.constantFrom(...zones), walls, (timeZone, at) => {
      const zoned = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone)
      expect(offsetAt(timeZone, at)).toBe(zoned.offsetNanoseconds / 1_000_000)
    }),
    { numRuns: 1000, seed: 11 },
  )
})
