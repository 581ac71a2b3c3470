import { expect, test } from 'vitest'
import { z } from 'zod'
import { allRoutes } from './all-routes.ts'
import { Email, Id, Instant, WebUrl } from './paging.ts'

const said = (schema: z.ZodType, value: unknown): string | undefined =>
  schema.safeParse(value).error?.issues[0]?.message

test.each([
  ['an empty text', z.string().min(1), '', 'Write something here.'],
  ['a short text', z.string().min(10), 'short', 'Write at least 10 characters.'],
  ['a long text', z.string().max(3), 'long', 'Write at most 3 characters.'],
  ['nothing chosen', z.array(z.string()).min(1), [], 'Choose at least one.'],
  ['nothing at all', z.string(), undefined, 'This is needed.'],
  ['a text for a number', z.number(), 'one', 'Write a number.'],
  ['half of a whole', z.number().int(), 0.5, 'Write a whole number.'],
  ['a number below', z.number().min(1), 0, 'Write 1 or more.'],
  ['no address', Email, 'vera', 'Write an address such as vera@example.com.'],
  ['an empty address', Email, '', 'Write something here.'],
  ['no id', Id, 'x', 'Give an id, as lists show it.'],
  ['no instant', Instant, 'noon', 'Write an instant such as 2026-01-16T16:00:00Z.'],
  ['a sentence of its own', WebUrl, 'ftp://x', 'Use an address that begins with https:// or http://.'],
  ['none of these', z.enum(['daily', 'weekly']), 'hourly', 'Choose one of daily, weekly.'],
])('%s is answered by what to do', (_, schema, value, sentence) => {
  expect(said(schema, value)).toBe(sentence)
})

test('no route answers an empty body or a wrong type in the words of a validator', () => {
  const bodies = [{}, { unknown: 1 }, ...[null, '', 0, [], true].map((value) => valuesOf(value))]
  const raw = /expected|received|Invalid|Too (small|big)/
  const rawOnes = allRoutes.flatMap(({ route }) =>
    bodies.flatMap(
      (body) =>
        route.body
          ?.safeParse(body)
          .error?.issues.filter(({ message }) => raw.test(message))
          .map(({ message }) => `${route.path}: ${message}`) ?? [],
    ),
  )
  expect([...new Set(rawOnes)]).toEqual([])
})

/** A body in which whatever field is asked for has this value. */
function valuesOf(value: unknown): object {
  const names = allRoutes.flatMap(({ route: { body } }) => (body instanceof z.ZodObject ? Object.keys(body.shape) : []))
  return Object.fromEntries(names.map((name) => [name, value]))
}
