/** A text in a field, and what of it is selected. */
export interface Selected {
  readonly text: string
  readonly from: number
  readonly to: number
}

/** What takes the place of a part of a text, and what is selected of it then. */
export interface Change {
  readonly from: number
  readonly to: number
  readonly words: string
  readonly selects: readonly [from: number, to: number]
}

export type Format = 'bold' | 'italic' | 'code' | 'list' | 'quote' | 'link'

const marks = { bold: '**', italic: '*' } as const

/** What a format makes of what is selected; done twice it is gone again. */
export function changeOf(format: Format, selected: Selected): Change {
  if (format === 'bold' || format === 'italic') return between(selected, marks[format], marks[format])
  if (format === 'list') return before(selected, '- ')
  if (format === 'quote') return before(selected, '> ')
  if (format === 'link') return link(selected)
  const isBlock = selected.text.slice(selected.from, selected.to).includes('\n')
  return isBlock ? fenced(selected) : between(selected, '`', '`')
}

function between({ text, from, to }: Selected, open: string, close: string): Change {
  const words = text.slice(from, to)
  // At the end of what has the format already: out of it.
  if (from === to && isInside(text, from, open) && text.startsWith(close, to))
    return { from, to, words: '', selects: caretAt(to + close.length) }
  if (text.slice(from - open.length, from) === open && text.slice(to, to + close.length) === close) {
    const start = from - open.length
    return { from: start, to: to + close.length, words, selects: [start, start + words.length] }
  }
  return { from, to, words: open + words + close, selects: [from + open.length, from + open.length + words.length] }
}

/** Whether a format was opened in this line and has words up to here. */
function isInside(text: string, at: number, open: string): boolean {
  const line = text.slice(lineStart(text, at), at)
  return line.split(open).length % 2 === 0 && !line.endsWith(open)
}

/** Whole lines, each with the same before it. */
function before({ text, from, to }: Selected, mark: string): Change {
  const [start, end] = linesAt({ text, from, to })
  const lines = text.slice(start, end).split('\n')
  const isMarked = lines.every((line) => line.startsWith(mark))
  const words = lines.map((line) => (isMarked ? line.slice(mark.length) : mark + line)).join('\n')
  const selects = lines.length > 1 ? ([start, start + words.length] as const) : caretAt(start + words.length)
  return { from: start, to: end, words, selects }
}

const fence = '```'

function fenced(selected: Selected): Change {
  const [start, end] = linesAt(selected)
  const lines = selected.text.slice(start, end)
  const words = `${fence}\n${lines}\n${fence}`
  return { from: start, to: end, words, selects: [start + fence.length + 1, start + fence.length + 1 + lines.length] }
}

/** What is selected is its name, or its address. */
function link({ text, from, to }: Selected): Change {
  const words = text.slice(from, to)
  if (/^https?:\/\/\S+$/.test(words)) return { from, to, words: `[](${words})`, selects: caretAt(from + 1) }
  const address = 'https://'
  const start = from + words.length + 3
  return { from, to, words: `[${words}](${address})`, selects: [start, start + address.length] }
}

const caretAt = (at: number) => [at, at] as const

const lineStart = (text: string, at: number): number => (at === 0 ? 0 : text.lastIndexOf('\n', at - 1) + 1)

function linesAt({ text, from, to }: Selected): [start: number, end: number] {
  const end = text.indexOf('\n', to)
  return [lineStart(text, from), end < 0 ? text.length : end]
}

const item = /^(\s*)([-*+]|\d+[.)]|>) /

/** What Enter makes at the end of a line of a list or a quote: the next one; of an empty one the end of it. */
export function nextLine({ text, from, to }: Selected): Change | undefined {
  const start = lineStart(text, from)
  const [mark, indent = '', sign = ''] = item.exec(text.slice(start, from)) ?? []
  if (mark === undefined || from !== to) return undefined
  if (start + mark.length === from) return { from: start, to: from, words: '', selects: caretAt(start) }
  const number = /^(\d+)([.)])$/.exec(sign)
  const words = `\n${indent}${number ? `${Number(number[1]) + 1}${number[2]}` : sign} `
  return { from, to, words, selects: caretAt(from + words.length) }
}
