import { said } from '@bellwether/contract/said.ts'
import { linesOnlyIn, wordsOf } from './choose-text.ts'
import { decodeText } from './decode-text.ts'
import { clean, type Leaves } from './read-leaves.ts'
import type { Part, SplitMail } from './split-mail.ts'

/**
 * Checks the reading against the bytes: everything that no part claims - a piece between parts, behind the
 * end, in a multipart that has none - is read by itself. What has words that stand nowhere is attached as
 * it came and named.
 */
export function nameUnread(raw: Buffer, { root }: SplitMail, read: { text: string; leaves: Leaves }): void {
  const known = new Set(wordsOf(read.text))
  const unread = gapsOf(raw, root)
    .map(({ start, end }) => linesOnlyIn(clean(decodeText(raw.subarray(start, end))), known))
    .filter((text) => text !== '' && !/\bMIME\b/i.test(text.slice(0, 400)))
  if (unread.length === 0) return
  const { attachments, leftOut } = read.leaves
  const bytes = new Uint8Array(Buffer.from(unread.join('\n')))
  const fileName = 'text-between-parts.txt'
  attachments.push({ fileName, contentType: 'text/plain', bytes, isDamaged: true, contentId: undefined })
  leftOut.push(said`text between the parts, which is attached`)
}

/** The pieces of the body that belong to no part. Their boundary lines are not among them. */
function gapsOf(raw: Buffer, root: Part): { start: number; end: number }[] {
  const claimed: { start: number; end: number }[] = []
  const pending = [root]
  for (let part = pending.pop(); part; part = pending.pop()) {
    if (part.children.length === 0) claimed.push({ start: part.bodyStart, end: part.bodyEnd })
    claimed.push(...part.besides)
    for (const child of part.children) pending.push(child)
  }
  const gaps: { start: number; end: number }[] = []
  let at = root.bodyStart
  for (const { start, end } of claimed.toSorted((a, b) => a.start - b.start)) {
    if (start > at) gaps.push({ start: at, end: start })
    at = Math.max(at, end)
  }
  if (at < raw.length) gaps.push({ start: at, end: raw.length })
  return gaps.filter((gap) => !isFraming(raw, gap))
}

/** A boundary with the headers behind it, as nearly every gap is. */
const isFraming = (raw: Buffer, { start, end }: { start: number; end: number }): boolean =>
  end - start < 100_000 && /^\s*--/.test(raw.toString('latin1', start, Math.min(end, start + 400)))
