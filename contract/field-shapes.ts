import { z } from 'zod'
import { said } from './said.ts'
import { WebUrl } from './paging.ts'

export const FieldKind = z.enum(['text', 'number', 'choice', 'yes-no', 'date', 'link'])
export type FieldKind = z.infer<typeof FieldKind>

export const FieldKey = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,40}$/, said`Use lower case letters, digits and dashes.`)
  .meta({ examples: ['contract-end'] })
/** Of a new field: no word that every object has. */
export const NewFieldKey = FieldKey.refine(
  (key) => !(key in {}),
  said`This word has a meaning of its own to programs: choose another.`,
).meta({ examples: ['contract-end'] })
export const FieldName = z.string().min(1).max(80)
export const Choices = z.array(z.string().min(1).max(100)).max(100)

export const CustomerField = z.object({
  key: z.string().describe('Its name in the API; stays as it is'),
  name: z.string(),
  kind: FieldKind,
  choices: z.array(z.string()).describe('Of the kind "choice"; else empty'),
  customers: z.number().int().describe('How many customers have a value in it'),
})
export type CustomerField = z.infer<typeof CustomerField>

export const FieldValue = z.union([z.string().max(2000), z.number(), z.boolean()])
export type FieldValue = z.infer<typeof FieldValue>

/** Values by the key of their field. */
export const FieldValues = z.record(FieldKey, FieldValue)
/** null takes a value away. */
export const SaidFieldValues = z.record(FieldKey, FieldValue.nullable())

type Shape = Pick<CustomerField, 'kind' | 'choices'>

const sentences: Readonly<Record<FieldKind, (shape: Shape) => string>> = {
  text: () => 'Write a text.',
  number: () => 'Write a number.',
  choice: ({ choices }) => said`Choose one of ${choices.join(', ')}.`,
  'yes-no': () => 'Write true or false.',
  date: () => 'Write a day such as 2026-01-16.',
  link: () => 'Use an address that begins with https:// or http://.',
}

const fits: Readonly<Record<FieldKind, (value: FieldValue, shape: Shape) => boolean>> = {
  text: (value) => typeof value === 'string' && value.trim() !== '',
  number: (value) => typeof value === 'number',
  choice: (value, { choices }) => typeof value === 'string' && choices.includes(value),
  'yes-no': (value) => typeof value === 'boolean',
  date: (value) => z.iso.date().safeParse(value).success,
  link: (value) => WebUrl.safeParse(value).success,
}

/** What is wrong with a value in a field of this kind; null where it fits. */
export const fieldFault = (value: FieldValue, shape: Shape): string | null =>
  fits[shape.kind](value, shape) ? null : sentences[shape.kind](shape)
