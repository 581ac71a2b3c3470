import fc from 'fast-check'
import { z } from 'zod'

interface Schema {
  readonly type?: string | readonly string[]
  readonly format?: string
  readonly pattern?: string
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly default?: unknown
  readonly examples?: readonly unknown[]
  readonly minimum?: number
  readonly minLength?: number
  readonly minItems?: number
  readonly items?: Schema
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
}

const formats: Readonly<Record<string, string>> = {
  uuid: '6fd7e3b6-9d2e-4b6a-8f4a-6e7a8c9d0e1f',
  email: 'sample@sample.test',
  uri: 'https://sample.test/',
  date: '2026-01-20',
  'date-time': '2026-01-20T12:00:00.000Z',
}

/** The smallest input that a schema of the contract accepts: only what is required. */
export const sampleOf = (schema: z.ZodType): unknown => valueOf(jsonSchema(schema), false)

/** An input with every field that a schema of the contract knows. */
export const wholeSampleOf = (schema: z.ZodType): unknown => valueOf(jsonSchema(schema), true)

const jsonSchema = (schema: z.ZodType): Schema =>
  z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Schema

function valueOf(schema: Schema, isWhole: boolean): unknown {
  if (schema.examples) return schema.examples[0]
  if (schema.const !== undefined) return schema.const
  if (schema.enum) return schema.enum[0]
  const choice = schema.anyOf ?? schema.oneOf
  if (choice) return valueOf(choice[0] ?? {}, isWhole)
  const type = typeof schema.type === 'string' ? schema.type : schema.type?.[0]
  return samples[type ?? '']?.(schema, isWhole)
}

const samples: Readonly<Record<string, (schema: Schema, isWhole: boolean) => unknown>> = {
  string: textOf,
  boolean: () => false,
  integer: ({ minimum }) => minimum ?? 1,
  number: ({ minimum }) => minimum ?? 1,
  array: ({ items, minItems }, isWhole) =>
    Array.from({ length: isWhole ? Math.max(minItems ?? 0, 1) : (minItems ?? 0) }, () => valueOf(items ?? {}, isWhole)),
  object: ({ properties = {}, required = [] }, isWhole) =>
    Object.fromEntries(
      (isWhole ? Object.keys(properties) : required).map((name) => [name, valueOf(properties[name] ?? {}, isWhole)]),
    ),
}

function textOf({ format, pattern, minLength }: Schema): string {
  const known = formats[format ?? '']
  if (known !== undefined) return known
  if (pattern !== undefined) return fc.sample(fc.stringMatching(new RegExp(pattern)), { numRuns: 1, seed: 1 })[0] ?? ''
  return 'a'.repeat(Math.max(minLength ?? 1, 1))
}
