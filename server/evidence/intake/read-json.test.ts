import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseKeepingDigits } from './read-json.ts'

const digits = (maxLength: number) => fc.stringMatching(new RegExp(`^[0-9]{1,${maxLength}}$`))
const whole = digits(25).map((text) => text.replace(/^0+(?=\d)/, ''))
/** Numbers in every way in which JSON lets them be written. */
const written = fc
  .tuple(
    fc.constantFrom('', '-'),
    fc.oneof(whole, fc.constantFrom('0', '9007199254740993')),
    fc.option(fc.oneof(digits(22), fc.constantFrom('0', '000', '0000001', '50'))),
    fc.option(fc.tuple(fc.constantFrom('e', 'E', 'e+', 'e-'), digits(2))),
  )
  .map(([sign, integer, fraction, exponent]) =>
    [sign, integer, fraction === null ? '' : `.${fraction}`, exponent === null ? '' : exponent.join('')].join(''),
  )

test('a number keeps its digits, whether or not the line was parsed before', () => {
  const blank = fc.constantFrom('', ' ', '\t', '\n')
  fc.assert(
    fc.property(written, written, blank, fc.string(), (one, other, space, text) => {
      const line = `{"a":${space}${one}${space},"b":[${space}${other}${space},${one}],"text":${JSON.stringify(text)}}`
      const kept = JSON.stringify(parseKeepingDigits(line))
      expect(JSON.stringify(parseKeepingDigits(line, JSON.parse(line)))).toBe(kept)
      expect(kept.startsWith(`{"a":${one},"b":[${other},${one}]`)).toBe(true)
    }),
    { numRuns: 20_000 },
  )
})

test('the ordinary line is not read twice', () => {
  const line = '{"timestamp":"2026-11-26T10:00:00.000Z","client.address":"10.0.0.1","status":502,"duration_ms":27.3}'
  const parsed: unknown = JSON.parse(line)
  expect(parseKeepingDigits(line, parsed)).toBe(parsed)
})
