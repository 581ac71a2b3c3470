import { type Cell, csvLine, utf8Mark } from '@bellwether/contract/csv.ts'

/** Gives the browser a file of rows to save; the first is the heads. */
export function saveCsv(fileName: string, rows: readonly (readonly Cell[])[]): void {
  const url = URL.createObjectURL(new Blob([utf8Mark, ...rows.map(csvLine)], { type: 'text/csv;charset=utf-8' }))
  const link = document.createElement('a')
  link.href = url
  link.download = fileName
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}
