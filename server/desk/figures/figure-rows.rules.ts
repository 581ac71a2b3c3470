import type { WeekSums } from './figure.rules.ts'

/** So many rows are shown at most where they are not weeks. */
export const rowsMax = 50

/** A row of figures, before it has a name; the key is null for those that have none. */
export interface FigureRow<Figures> {
  readonly key: string | null
  readonly figures: Figures
}

type Counting<Sums, Figures> = (weeks: readonly Sums[]) => Figures

/** A row for each week, also for those in which nothing was. */
export function rowsOfWeeks<Sums, Figures>(
  mondays: readonly string[],
  weeks: readonly WeekSums<Sums>[],
  figuresOf: Counting<Sums, Figures>,
): FigureRow<Figures>[] {
  const byWeek = Map.groupBy(weeks, ({ week }) => week)
  return mondays.map((key) => ({ key, figures: figuresOf((byWeek.get(key) ?? []).map(({ sums }) => sums)) }))
}

/** The rows with most, and how many more there are. */
export function rowsWithMost<Sums, Figures>(
  weeks: readonly WeekSums<Sums>[],
  figuresOf: Counting<Sums, Figures>,
  sizeOf: (figures: Figures) => number,
): { rows: FigureRow<Figures>[]; more: number } {
  const rows = [...Map.groupBy(weeks, ({ key }) => key)]
    .map(([key, some]) => ({ key: key === '' ? null : key, figures: figuresOf(some.map(({ sums }) => sums)) }))
    .toSorted((a, b) => sizeOf(b.figures) - sizeOf(a.figures) || ((a.key ?? '') < (b.key ?? '') ? -1 : 1))
  return { rows: rows.slice(0, rowsMax), more: Math.max(0, rows.length - rowsMax) }
}
