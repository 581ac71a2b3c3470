import { Button } from '@mantine/core'
import { DataTable } from '../../ui/data-table.tsx'
import { plural } from '../../ui/figures.ts'
import { Sheet } from '../../ui/sheet.tsx'
import { t } from '../../ui/words.ts'
import { saveCsv } from './csv.ts'
import { type FigureColumn, savedRows } from './figure-column.ts'
import styles from './figures.module.css'

interface FigureSheetProps<Row> {
  title: string
  about: string
  columns: readonly FigureColumn<Row>[]
  rows: readonly Row[]
  keyOf: (row: Row) => string
  /** How many rows there are beside these. */
  more: number
  fileName: string
}

/** The table of figures, and a button that saves it. */
export function FigureSheet<Row>({ title, about, columns, rows, keyOf, more, fileName }: FigureSheetProps<Row>) {
  return (
    <Sheet
      title={title}
      about={about}
      side={
        <Button size="xs" variant="default" onClick={() => saveCsv(fileName, savedRows(columns, rows))}>
          {t`Save as CSV`}
        </Button>
      }
    >
      <DataTable label={title} isStackedWhenNarrow columns={columns} rows={rows} keyOf={keyOf} />
      {more > 0 && (
        <p className={styles.dim}>
          {t`These have most; there ${more === 1 ? t`is` : t`are`} ${plural(more, 'more row')}, which stand in the totals.`}
        </p>
      )}
    </Sheet>
  )
}
