/** One line of a mail: from `start` to `end` without its line end; the next begins at `next`. */
export interface Line {
  readonly start: number
  readonly end: number
  readonly next: number
}

const lf = 10
const cr = 13

/** The lines of a piece of a mail, whatever ends them: CRLF, LF or a bare CR. */
export function* splitLines(bytes: Uint8Array, from: number, to: number): Generator<Line> {
  let start = from
  while (start < to) {
    let end = start
    while (end < to && bytes[end] !== lf && bytes[end] !== cr) end += 1
    const next = Math.min(to, bytes[end] === cr && bytes[end + 1] === lf ? end + 2 : end + 1)
    yield { start, end, next }
    start = next
  }
}
