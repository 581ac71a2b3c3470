import { expect, test } from 'vitest'
import { unsureSteps } from './unsure-steps.ts'

test.each([
  ['12:00:00', '12:03:00', []],
  ['12:00:01', '12:03:00', ['12:00']],
  ['12:00:00', '12:02:59', ['12:02']],
  ['12:01:30', '12:02:30', ['12:00', '12:01', '12:02']],
])('of three minutes asked for from %s to %s are not whole: %s', (from, to, expected) => {
  const instant = (time: string): string => `2026-11-20T${time}.000Z`
  const times = ['12:00:00', '12:01:00', '12:02:00'].map((time) => Date.parse(instant(time)) / 1000)
  const found = unsureSteps(times, 60, { from: instant(from), to: instant(to) })
  expect(found.map(({ fromSeconds }) => new Date(fromSeconds * 1000).toISOString().slice(11, 16))).toEqual(expected)
  for (const { fromSeconds, toSeconds } of found) expect(toSeconds - fromSeconds).toBe(60)
})
