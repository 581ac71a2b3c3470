import type { ReactNode } from 'react'
import styles from './table.module.css'

export interface Column<T> {
  head: string
  cell: (row: T) => ReactNode
  isFigure?: boolean
}

interface DataTableProps<T> {
  label: string
  columns: readonly Column<T>[]
  rows: readonly T[]
  keyOf: (row: T) => string
  /** In a narrow window each row becomes a block of named lines. */
  isStackedWhenNarrow?: boolean
}

/** A plain table that scrolls on its own when it is long or wide. */
export function DataTable<T>({ label, columns, rows, keyOf, isStackedWhenNarrow = false }: DataTableProps<T>) {
  return (
    <div
      className={styles.scroll}
      data-stacked={isStackedWhenNarrow || undefined}
      tabIndex={0}
      role="group"
      aria-label={label}
    >
      <table className={styles.table}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.head} scope="col" className={column.isFigure === true ? styles.figure : undefined}>
                {column.head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)}>
              {columns.map((column) => (
                <td
                  key={column.head}
                  data-head={column.head}
                  className={column.isFigure === true ? styles.figure : undefined}
                >
                  {/* One child: beside its head there is one place where the table is stacked. */}
                  <div>{column.cell(row)}</div>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
