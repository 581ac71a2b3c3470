import type { ReactNode } from 'react'
import type { Cell } from '@bellwether/contract/csv.ts'

/** A column of figures: as it is shown, and what a spreadsheet gets for it, by its own heads. */
export interface FigureColumn<Row> {
  readonly head: string
  readonly cell: (row: Row) => ReactNode
  readonly saved: readonly (readonly [head: string, cell: (row: Row) => Cell])[]
}

/** What a table shows, for a spreadsheet: numbers are plain, shares go from 0 to 1, times are in seconds. */
export function savedRows<Row>(columns: readonly FigureColumn<Row>[], rows: readonly Row[]): Cell[][] {
  const saved = columns.flatMap((column) => column.saved)
  return [saved.map(([head]) => head), ...rows.map((row) => saved.map(([, cell]) => cell(row)))]
}
