export type Cell = string | number | null

/** A cell that a spreadsheet would take for a formula is a text there: it begins with an apostrophe. */
const asText = (text: string): string => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text)

const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

function cellOf(cell: Cell): string {
  if (cell === null) return ''
  return typeof cell === 'number' ? String(cell) : quoted(asText(cell))
}

/** One line of CSV (RFC 4180). What is not there is empty. */
export const csvLine = (cells: readonly Cell[]): string => `${cells.map(cellOf).join(',')}\r\n`

/** Says to spreadsheets, at the beginning of a file, that it is UTF-8. */
export const utf8Mark = '\uFEFF'
