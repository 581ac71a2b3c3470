import type { FieldValue } from './field-shapes.ts'

/** Where another field has this value. */
export interface ShownWhen {
  readonly field: string
  readonly is: FieldValue
}

interface Shown {
  readonly key: string
  readonly shownWhen: ShownWhen | null
}

/** The fields that are asked for beside these values, in their order; what a field says counts where it is shown itself. */
export function shownFields<F extends Shown>(
  fields: readonly F[],
  values: Readonly<Record<string, FieldValue | null | undefined>>,
): F[] {
  const byKey = new Map(fields.map((field) => [field.key, field]))
  const isShown = ({ shownWhen }: Shown, depth = 0): boolean => {
    if (shownWhen === null) return true
    const other = byKey.get(shownWhen.field)
    return (
      depth < fields.length &&
      values[shownWhen.field] === shownWhen.is &&
      other !== undefined &&
      isShown(other, depth + 1)
    )
  }
  return fields.filter((field) => isShown(field))
}

/** Whether a field would be shown for what it is itself asked for, over however many others. */
export function goesInCircle(field: Shown, others: readonly Shown[]): boolean {
  const byKey = new Map(others.map((one) => [one.key, one]))
  let asked = field.shownWhen?.field
  for (let steps = 0; asked !== undefined && steps <= others.length; steps += 1) {
    if (asked === field.key) return true
    asked = byKey.get(asked)?.shownWhen?.field
  }
  return false
}
