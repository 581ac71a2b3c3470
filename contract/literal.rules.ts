/**
 * Signs that a writer means as they stand, where Markdown would read a format: each is kept through the reading as a
 * character that no text has.
 */
const keptAs: Readonly<Record<string, string>> = { '*': '\uFDD0', _: '\uFDD1', '[': '\uFDD2', '+': '\uFDD3' }
const meant = new Map(Object.entries(keptAs).map(([sign, kept]) => [kept, sign]))

/** What was kept is itself again. */
export const unkept = (text: string): string => text.replaceAll(/[\uFDD0-\uFDD3]/g, (kept) => meant.get(kept) ?? kept)

const opensAfter = /^$|[\s([{"'“‘>~*]/
const closesBefore = /^$|[\s)\]}"'”’.,;:!?~*…-]/

/** `2*3*4`, `/var/log/*.gz`, `snake_case` and `a[0](b)` are what they are: stars give a format at the edges of words alone. */
function keptInLine(line: string): string {
  let open = 0
  return line
    .replace(/^(\s*)([*+])(?=\s)/, (_, space: string, sign: string) => space + keptAs[sign]!)
    .replaceAll('_', keptAs['_']!)
    .replaceAll(/(?<=[\p{L}\p{N}\])])\[/gu, keptAs['[']!)
    .replaceAll(/\*+/g, (stars, at: number, whole: string) => {
      const [before, after] = [whole[at - 1] ?? '', whole[at + stars.length] ?? '']
      const canClose = open > 0 && !/^$|\s/.test(before) && closesBefore.test(after)
      const canOpen = opensAfter.test(before) && !/^$|\s/.test(after)
      if (canClose) open -= 1
      else if (canOpen) open += 1
      else return stars.replaceAll('*', keptAs['*']!)
      return stars
    })
}

const fence = /^ {0,3}(```|~~~)/
const quote = /^ {0,3}>/
const item = /^ {0,3}(?:-|\d{1,9}[.)])(?: |$)/

type Block = 'quote' | 'list' | undefined

/** Of which block a line is, after one of this block. */
function blockOf(line: string, before: Block): Block {
  if (quote.test(line)) return 'quote'
  if (item.test(line)) return 'list'
  // What is further in belongs to its item, also after an empty line.
  return before === 'list' && /^(?:\s*$|\s{2,}\S)/.test(line) ? 'list' : undefined
}

/**
 * The text as it is to be read: signs that mean themselves are kept, and what stands under a quote or a list without
 * belonging to it is no part of it, as whoever wrote it sees it.
 */
export function asTyped(text: string): string {
  const lines: string[] = []
  let fenced: string | undefined
  let block: Block
  for (const line of text.split('\n')) {
    const mark = fence.exec(line)?.[1]
    if (fenced !== undefined) {
      lines.push(line)
      if (mark === fenced) fenced = undefined
      continue
    }
    const next = blockOf(line, block)
    if (block !== undefined && next !== block) lines.push('')
    block = next
    fenced = mark
    lines.push(mark === undefined ? keptInLine(line) : line)
  }
  return lines.join('\n')
}
