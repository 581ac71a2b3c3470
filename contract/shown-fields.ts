import type { FieldValue } from './field-shapes.ts'

/** Where another field has this value. */
export interface ShownWhen {
  readonly field: string
  readonly is: FieldValue
}

/** The fields that are asked for beside these values, in their order. */
export const shownFields = <F extends { readonly shownWhen: ShownWhen | null }>(
  fields: readonly F[],
  values: Readonly<Record<string, FieldValue | null | undefined>>,
): F[] => fields.filter(({ shownWhen }) => shownWhen === null || values[shownWhen.field] === shownWhen.is)
