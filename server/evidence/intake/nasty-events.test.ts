import { expect, test } from 'vitest'
import { growsByItsSquare } from '../../testing/processor-time.ts'
import { readComparison } from '../reading/event-condition.ts'
import { readEvents } from './read-events.ts'

const line = (fields: string): string => `{"service.name":"a",${fields}}\n`
const nested = (n: number): string => `${'{"a":'.repeat(n)}1${'}'.repeat(n)}`

/** Each grows with n; the numbers make a request of a size at which a square shows. */
const shapes: Record<string, [number, (n: number) => string]> = {
  lines: [4_000, (n) => line('"error.message":"at 10.0.0.1:80"').repeat(n)],
  'lines that are no JSON': [4_000, (n) => '{"a":\n'.repeat(n)],
  'empty lines': [40_000, (n) => '\n'.repeat(n)],
  'letters of one name': [200_000, (n) => line(`"${'a.'.repeat(n)}":1`)],
  'parts of known families': [100_000, (n) => line(`"http${'.response'.repeat(n / 10)}":1`)],
  names: [10_000, (n) => line(Array.from({ length: n }, (_, at) => `"x${at}":1`).join())],
  'equal names': [40_000, (n) => line('"x":1,'.repeat(n).slice(0, -1))],
  'objects in objects': [40_000, (n) => line(`"x":${nested(n)}`)],
  'lines of objects in objects': [500, (n) => line(`"x":${nested(2000)}`).repeat(n)],
  lists: [100_000, (n) => line(`"x":[${'[],'.repeat(n).slice(0, -1)}]`)],
  'attributes in lists': [
    10_000,
    (n) => line(`"attributes":[${'{"key":"a","value":{"intValue":1}},'.repeat(n).slice(0, -1)}]`),
  ],
  'JSON in a message': [20_000, (n) => line(`"message":"${String.raw`{\"a\":`.repeat(n)}"`)],
  'letters of an instant': [200_000, (n) => line(`"timestamp":"2026-11-25T${'0'.repeat(n)}"`)],
  'digits of a number': [200_000, (n) => line(`"x":${'9'.repeat(n)}`)],
  'letters of a request line': [200_000, (n) => line(`"request":"GET /${'a?'.repeat(n / 2)} HTTP/1.1"`)],
  'letters of a level': [200_000, (n) => line(`"level":"${'warn '.repeat(n / 5)}"`)],
  'blanks in an address': [200_000, (n) => line(`"url":"https://a.test/${' '.repeat(n)}x"`)],
}

const read = (body: string) => (): void => void readEvents(Buffer.from(body), 1_764_000_000_000)

test.each(Object.entries(shapes))('twice as many %s take at most three times as long', (_, [n, shape]) => {
  const [some, more] = [read(shape(n)), read(shape(2 * n))]
  expect(growsByItsSquare(some, more)).toBe(false)
})

test.each([' ', '=', '!', '~', 'a ', ' a', 'a.', '\n', '!=', 'é', '\u{1F600}', 'a= '])(
  'a filter of twice as many %j takes at most three times as long',
  (unit) => {
    const of = (n: number) => {
      const texts = [unit.repeat(n), `a${unit.repeat(n)}`, `a=${unit.repeat(n)}b`]
      return (): void => void texts.map((text) => readComparison(text))
    }
    expect(growsByItsSquare(of(100_000), of(200_000))).toBe(false)
  },
)
