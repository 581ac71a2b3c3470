import { expect, test } from 'vitest'
import { hasRecovered, isWorthAnotherLook, levelOf } from './signal.rules.ts'

test.each([
  [{ errors: 10, customers: 5, isDeployToBlame: true }, 'page'],
  [{ errors: 49, customers: 40, isDeployToBlame: false }, undefined],
  [{ errors: 5000, customers: 19, isDeployToBlame: false }, undefined],
  [{ errors: 50, customers: 20, isDeployToBlame: false }, 'notice'],
])('%j is %s', (found, level) => expect(levelOf(found)).toBe(level))

const at = (minutes: number): Date => new Date(Date.UTC(2026, 10, 20, 16, minutes))

test.each([
  ['15 quiet minutes with traffic', 15, 15, true],
  ['14 quiet minutes', 14, 15, false],
  ['a silent intake', 30, 2, false],
])('%s', (_, minutes, trafficMinutes, expected) =>
  expect(hasRecovered({ lastErrorAt: at(0), watermark: at(minutes), trafficMinutes })).toBe(expected),
)

test.each([
  ['never looked at', undefined, { errors: 10, watermark: at(0) }, true],
  ['just looked at', { errors: 10, consideredTo: at(0) }, { errors: 12, watermark: at(0) }, false],
  ['grown by half', { errors: 10, consideredTo: at(0) }, { errors: 15, watermark: at(0) }, true],
  ['a minute ago', { errors: 10, consideredTo: at(0) }, { errors: 10, watermark: at(1) }, true],
])('%s', (_, before, found, expected) => expect(isWorthAnotherLook(before, found)).toBe(expected))
