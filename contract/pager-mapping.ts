import { z } from 'zod'
import { Id } from './paging.ts'
import { notFound } from './problem.ts'
import { route } from './route.ts'
import { said } from './said.ts'
import { severities } from './pager-routing.ts'

const placesMax = 20

const clean = (text: string): string => text.replaceAll('\0', '').toWellFormed()

/** `alert.labels.name` is what stands there; `{{alert.name}} on {{host}}` is a text with what stands in several places. */
const Template = z
  .string()
  .trim()
  .min(1)
  .max(2000)
  .overwrite(clean)
  .refine((text) => text.split('{{').length <= placesMax + 1, said`It has at most ${placesMax} places.`)
  .describe('A dotted path, or a text with paths in `{{` and `}}`')

const Words = z.array(z.string().trim().min(1).max(100).overwrite(clean)).max(50)

/** Where in the JSON of a sender stands what an alert says. What is left out, or finds nothing, is looked for by itself. */
export const Mapping = z.object({
  title: Template.nullable().default(null),
  key: Template.nullable().default(null).describe('What is the same alert has the same'),
  severity: Template.nullable().default(null),
  words: z
    .object({
      critical: Words.default([]),
      error: Words.default([]),
      warning: Words.default([]),
      info: Words.default([]),
    })
    .default({ critical: [], error: [], warning: [], info: [] })
    .describe('What the sender calls them, besides what is known'),
  resolvedWhen: z
    .object({ at: Template, is: Words.min(1) })
    .nullable()
    .default(null)
    .describe('An alert is over where one of these words stands'),
  body: Template.nullable().default(null),
})
export type Mapping = z.infer<typeof Mapping>

const params = z.object({ id: Id })
const answer = z.object({ mapping: Mapping.nullable().describe('null: everything is looked for by itself') })

export const getMapping = route({
  method: 'GET',
  path: '/api/pager/alert-sources/{id}/mapping',
  summary: 'Where in the JSON of a webhook stands what an alert says',
  params,
  answer,
  problems: [notFound],
})

export const setMapping = route({
  method: 'PUT',
  path: '/api/pager/alert-sources/{id}/mapping',
  summary: 'Say where in the JSON of a webhook stands what an alert says',
  params,
  body: z.object({ mapping: Mapping.nullable() }),
  answer,
  problems: [notFound],
})

export const mappedParts = ['title', 'key', 'severity', 'resolvedWhen', 'body'] as const

export const tryMapping = route({
  method: 'POST',
  path: '/api/pager/alert-sources/{id}/mapping/trial',
  summary: 'What a sample would say by a mapping; nothing is done',
  params,
  body: z.object({
    mapping: Mapping.nullable(),
    sample: z
      .string()
      .max(200_000)
      .describe('JSON as its sender writes it')
      .meta({ examples: ['{"title":"Disk is full"}'] }),
  }),
  answer: z.object({
    action: z.enum(['trigger', 'resolve']),
    title: z.string(),
    key: z.string(),
    severity: z.enum(severities),
    body: z.string(),
    missed: z
      .array(z.enum(mappedParts))
      .describe('Where the mapping found nothing, so that it was looked for by itself'),
  }),
  problems: [notFound],
})
