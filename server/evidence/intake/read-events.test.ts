import { expect, test } from 'vitest'
import { readEvents, TooLong } from './read-events.ts'

const read = (text: string) => readEvents(Buffer.from(text), 1_764_000_000_000)

test('a body of which hardly a line is an event is given up; one with a few bad lines is not', () => {
  expect(() => read('x\n'.repeat(10_001))).toThrow(TooLong)
  expect(read(`${'{"service.name":"a"}\nx\n'.repeat(10_001)}`)).toMatchObject({
    accepted: 10_001,
    refusedCount: 10_001,
  })
})

test('more lines than anybody sends at once are refused', () => {
  expect(() => read('{}\n'.repeat(1_000_001))).toThrow('1,000,000 lines')
})

test.each([
  'Authorization: Bearer verysecret, a',
  '{"token":"verysecret","a":',
  String.raw`{"log":"{\"password\": \"verysecret\"`,
  'GET /?api_key=verysecret',
  'cookie = verysecret',
])('a refused line is kept without its secrets: %s', (line) => {
  const [refused] = read(line).refused
  expect(refused?.text).toContain('***')
  expect(refused?.text).not.toContain('verysecret')
})
