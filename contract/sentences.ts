import { z } from 'zod'
import { said } from './said.ts'

/*
 * What a person reads at a field that they filled in wrongly: what to do about it. A schema that knows more of its
 * field says its own sentence; this is what all others say.
 */

interface Issue {
  readonly code?: string
  readonly input?: unknown
  readonly [fact: string]: unknown
}

const kinds: Readonly<Record<string, string>> = {
  string: 'Write a text.',
  number: 'Write a number.',
  int: 'Write a whole number.',
  boolean: 'Write true or false.',
  array: 'Give a list.',
  object: 'Give an object.',
  record: 'Give an object.',
}

const forms: Readonly<Record<string, string>> = {
  email: 'Write an address such as vera@example.com.',
  url: 'Write a whole address of the web, such as https://example.com.',
  uuid: 'Give an id, as lists show it.',
  datetime: 'Write an instant such as 2026-01-16T16:00:00Z.',
  date: 'Write a day such as 2026-01-16.',
}

const sentences: Readonly<Record<string, (issue: Issue) => string | undefined>> = {
  invalid_type: ({ expected, input }) =>
    input === undefined || input === null ? 'This is needed.' : kinds[String(expected)],
  invalid_format: ({ format, input }) => (input === '' ? 'Write something here.' : forms[String(format)]),
  invalid_value: ({ values }) => (Array.isArray(values) ? said`Choose one of ${values.join(', ')}.` : undefined),
  too_small: ({ origin, minimum: least, inclusive }) => {
    const minimum = String(least)
    if (origin === 'string')
      return minimum === '1' ? 'Write something here.' : said`Write at least ${minimum} characters.`
    if (origin === 'array') return minimum === '1' ? 'Choose at least one.' : said`Choose at least ${minimum}.`
    return inclusive === false ? said`Write more than ${minimum}.` : said`Write ${minimum} or more.`
  },
  too_big: ({ origin, maximum: most, inclusive }) => {
    const maximum = String(most)
    if (origin === 'string') return said`Write at most ${maximum} characters.`
    if (origin === 'array') return said`Choose at most ${maximum}.`
    return inclusive === false ? said`Write less than ${maximum}.` : said`Write ${maximum} or less.`
  },
  invalid_union: () => 'This is none of what fits here.',
  unrecognized_keys: ({ keys }) => (Array.isArray(keys) ? said`There is no field ${keys.join(', ')}.` : undefined),
}

z.config({ customError: (issue) => sentences[issue.code ?? '']?.(issue as Issue) })
