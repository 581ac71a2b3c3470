import { withoutMarks } from './without-marks.ts'

/** So much of a text, in one line and without its marks, as tells it from others. */
export function beginningOf(text: string, lettersMax: number): string {
  const line = withoutMarks(text).replaceAll(/\s+/g, ' ').trim()
  return line.length > lettersMax ? `${line.slice(0, lettersMax)}…` : line
}
