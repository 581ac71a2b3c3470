import { z } from 'zod'
import { said } from './said.ts'
import { Tag } from './tag-shape.ts'

/** Compares one field. `~` is "contains", without regard to case; null stands for "nothing there". */
export interface Comparison {
  readonly field: string
  readonly op: Operator
  readonly value: Value | readonly Value[]
}

/** One tree for every question about rows: the views of tickets, filters of evidence, rules. */
export type Condition =
  | Comparison
  | { readonly and: readonly Condition[] }
  | { readonly or: readonly Condition[] }
  | { readonly not: Condition }

type Value = string | number | boolean | null

export const operators = ['=', '!=', '<', '<=', '>', '>=', '~', 'in'] as const
export type Operator = (typeof operators)[number]

/** What a field holds; a `tag` is one of several that a thing may have, an `entry` one of several that are written key=value, a `person` is an id, `me`, `off-call`: those of support who have no turn on call now, or `shift`: whoever looks, and while they have the turn also those who have none and nobody. */
export interface Field {
  readonly kind: 'text' | 'number' | 'integer' | 'instant' | 'yes-no' | 'choice' | 'id' | 'person' | 'tag' | 'entry'
  /** Of a choice. */
  readonly values?: readonly string[]
  /** It may hold nothing, and be asked for that with null. */
  readonly isNullable?: boolean
}
export type Fields = Readonly<Record<string, Field>>

const comparisonsMax = 100
/** A tree that is deeper is longer than this. */
const lettersMax = 4000

const Text = z
  .string()
  .max(1000)
  .overwrite((text) => text.replaceAll('\0', '').toWellFormed())
const Scalar = z.union([Text, z.number(), z.boolean(), z.null()])

const shapes = said`A condition is {field, op, value}, {and: [...]}, {or: [...]} or {not: ...}.`

/** A tree of comparisons, whatever its fields. */
export const Condition: z.ZodType<Condition> = z
  .lazy(() =>
    z.union(
      [
        z.strictObject({
          field: z.string().max(200),
          op: z.enum(operators),
          value: z.union([Scalar, z.array(Scalar).max(200)]),
        }),
        z.strictObject({ and: z.array(Condition) }),
        z.strictObject({ or: z.array(Condition) }),
        z.strictObject({ not: Condition }),
      ],
      { error: shapes },
    ),
  )
  .describe(shapes)
  .meta({ id: 'Condition' })

/** The comparisons of a tree, in its order. */
export function comparisonsOf(condition: Condition): Comparison[] {
  if ('field' in condition) return [condition]
  if ('not' in condition) return comparisonsOf(condition.not)
  return ('and' in condition ? condition.and : condition.or).flatMap(comparisonsOf)
}

/** A tree over these fields, or any: every field, operator and value that does not fit is named. */
export const conditionOver = (fields?: Fields): z.ZodType<Condition> =>
  Condition.superRefine((condition, ctx) => {
    const comparisons = comparisonsOf(condition)
    if (comparisons.length > comparisonsMax)
      ctx.addIssue({ code: 'custom', message: said`A condition has at most ${comparisonsMax} comparisons.` })
    for (const comparison of fields ? comparisons : []) {
      const message = misfit(fields ?? {}, comparison)
      if (message !== undefined) ctx.addIssue({ code: 'custom', message })
    }
  })

/** The same as the text of a query: JSON. */
export const conditionText = (fields?: Fields) =>
  z
    .string()
    .max(lettersMax)
    .transform((text, ctx) => {
      try {
        return JSON.parse(text) as unknown
      } catch {
        ctx.addIssue({ code: 'custom', message: 'Write it as JSON, e.g. {"field":"state","op":"=","value":"open"}.' })
        return z.NEVER
      }
    })
    .pipe(conditionOver(fields))

const ordered: readonly Field['kind'][] = ['number', 'integer', 'instant']

/** Why a comparison does not fit its field, in words; undefined where it does. */
function misfit(fields: Fields, { field: name, op, value }: Comparison): string | undefined {
  const field = Object.hasOwn(fields, name) ? fields[name] : undefined
  if (field === undefined) return said`There is no field "${name}". There are: ${Object.keys(fields).join(', ')}.`
  if (['<', '<=', '>', '>='].includes(op) && !ordered.includes(field.kind))
    return said`"${name}" has no order: use = or !=.`
  if (op === '~' && field.kind !== 'text') return said`"${name}" is no text: use = or !=.`
  if ((op === 'in') !== Array.isArray(value)) return said`"in" takes a list of values, every other operator takes one.`
  const values = Array.isArray(value) ? value : [value]
  const strange = values.find((one) => !fits(field, op, one))
  return strange === undefined
    ? undefined
    : said`"${name}" cannot be ${JSON.stringify(strange)}: ${expectation(field)}.`
}

const relative = /^now(?:([+-])(\d{1,4})([mhdw]))?$/
const unitMilliseconds: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 }

/** What `now`, `now-7d` or `now+30m` means at an instant; undefined for what is no such word. */
export function relativeInstant(text: string, at: Date): Date | undefined {
  const [matched, sign, count, unit] = relative.exec(text) ?? []
  if (matched === undefined) return undefined
  const distance = Number(count ?? 0) * (unitMilliseconds[unit ?? ''] ?? 0)
  return new Date(at.getTime() + (sign === '-' ? -distance : distance))
}

/** As databases know them: there is no year 0, and no zone is a day away. */
const isInstant = (value: unknown): boolean =>
  z.iso.datetime({ offset: true }).safeParse(value).success && !/^0000|[+-](?:1[5-9]|2)\d:\d\d$/.test(String(value))
const isId = (value: unknown): boolean => z.uuid().safeParse(value).success

function fits({ kind, values, isNullable }: Field, op: Operator, value: unknown): boolean {
  if (value === null) return isNullable === true && (op === '=' || op === '!=')
  const fitting: Readonly<Record<Field['kind'], () => boolean>> = {
    text: () => typeof value === 'string',
    number: () => typeof value === 'number',
    integer: () => Number.isSafeInteger(value),
    instant: () => isInstant(value) || relative.test(String(value)),
    'yes-no': () => typeof value === 'boolean',
    choice: () => values?.some((one) => one === value) ?? false,
    id: () => isId(value),
    tag: () => Tag.safeParse(value).data === value,
    entry: () => typeof value === 'string' && /^[a-z][a-z0-9-]{0,40}=./su.test(value),
    person: () => isId(value) || value === 'me' || value === 'off-call' || value === 'shift',
  }
  return fitting[kind]()
}

function expectation({ kind, values, isNullable }: Field): string {
  const words = {
    text: said`write a text`,
    number: said`write a number`,
    integer: said`write a whole number`,
    instant: said`write an instant such as 2026-01-16T16:00:00Z, or one from now such as now-7d`,
    'yes-no': said`write true or false`,
    choice: said`write one of ${values?.join(', ') ?? ''}`,
    id: said`write an id`,
    tag: said`write a tag such as slow-fonts`,
    entry: said`write the key of a field and its value, such as region=eu`,
    person: said`write the id of a person, "me", "off-call" or "shift"`,
  }
  return isNullable ? said`${words[kind]}, or null for nothing` : words[kind]
}
