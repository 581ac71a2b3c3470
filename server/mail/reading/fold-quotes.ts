/** What a mail answers decides whether it can quote at all. */
export interface Answering {
  readonly hasReferences: boolean
  readonly subject: string
  readonly ourAddresses: readonly string[]
}

const signatureLinesMax = 8

/**
 * What the sender wrote, without the quote at the end and the signature before it. A first mail quotes
 * nothing; answers between quoted lines keep the whole mail. Never empty where the mail is not.
 */
export function foldQuotes(fullText: string, answering: Answering): string {
  const lines = fullText.split('\n')
  const certainty = certaintyOf(answering, fullText)
  if (certainty === 'none') return fullText
  const cut = quoteStart(lines, certainty, answering.ourAddresses)
  const kept = withoutSignature(cut < 0 ? lines : lines.slice(0, cut))
  const text = kept.join('\n').trim()
  return hasWords(text) ? text : fullText
}

type Certainty = 'none' | 'likely' | 'sure'

const replyPrefix =
  /^\s*(?:\[[^\]]{1,60}\]\s*)?(?:re|r|aw|antw|antwort|sv|vs|ynt|res|odp|ref|rif|rép|rep|fwd?|wg|tr|rv|enc|doorst|vb|vl|ha|atb|απ|отв|回复|回覆|答复|答覆|返信|回信|转发|tl|bls|ad|pd|yml|i|re\[\d+\]|aw\[\d+\]|re\(\d+\)|re\^\d+)\s?[:：]/iu

function certaintyOf({ hasReferences, subject, ourAddresses }: Answering, text: string): Certainty {
  if (hasReferences || replyPrefix.test(subject)) return 'sure'
  const lower = text.toLowerCase()
  const isShortPrefix = /^\s*\p{L}{1,5}(?:[[(]\d+[\])])?\s?[:：]/u.test(subject)
  return isShortPrefix || ourAddresses.some((address) => lower.includes(address)) ? 'likely' : 'none'
}

/** The line with which the quote at the end begins, or -1. */
function quoteStart(lines: readonly string[], certainty: Certainty, ourAddresses: readonly string[]): number {
  const marked = markedQuoteStart(lines, certainty)
  const block = headerBlockStart(lines, certainty, ourAddresses)
  const bare = certainty === 'sure' ? bareQuoteStart(lines) : -1
  const found = [marked, block, bare].filter((at) => at >= 0)
  // Answers between marked lines: what stands above another quote stays, but nothing of them goes.
  if (hasInlineAnswers(lines) && marked < 0) return -1
  return found.length > 0 ? Math.min(...found) : -1
}

const isQuoted = (line: string): boolean => /^[>|›»＞]/.test(line)

/** The last run of `>` lines, if only a signature follows, with the line that announces it. */
function markedQuoteStart(lines: readonly string[], certainty: Certainty): number {
  const last = lines.findLastIndex((line) => isQuoted(line))
  if (last < 0 || hasInlineAnswers(lines) || !isSignature(lines.slice(last + 1))) return -1
  const first = lines.findIndex((line) => isQuoted(line))
  const announced = announcementStart(lines, first)
  return announced >= 0 ? announced : certainty === 'sure' ? first : -1
}

function hasInlineAnswers(lines: readonly string[]): boolean {
  const first = lines.findIndex((line) => isQuoted(line))
  if (first < 0) return false
  const last = lines.findLastIndex((line) => isQuoted(line))
  return lines.slice(first, last).some((line) => hasWords(line) && !isQuoted(line))
}

/** Nothing, or a few short lines behind `--`. */
function isSignature(lines: readonly string[]): boolean {
  const words = lines.filter((line) => line.trim() !== '')
  if (words.length === 0) return true
  if (words.some((line) => line.trim().endsWith('?'))) return false
  return words.length <= signatureLinesMax && /^--\s?$/.test(words[0] ?? '')
}

/** Where the one to three lines before a quote begin that say who wrote it when. */
function announcementStart(lines: readonly string[], quote: number): number {
  let end = quote - 1
  while (end >= 0 && quote - end <= 3 && lines[end]?.trim() === '') end -= 1
  for (let at = end; at > end - 3 && at >= 0 && lines[at]?.trim() !== ''; at -= 1) {
    if (!announces(textOf(lines, at, end))) continue
    // Its date may stand on the line before.
    return isWrapped(lines, at, end) ? at - 1 : at
  }
  return -1
}

function isWrapped(lines: readonly string[], at: number, end: number): boolean {
  const before = lines[at - 1] ?? ''
  if (before.trim() === '' || hasDate(textOf(lines, at, end))) return false
  return hasDate(before) && announces(textOf(lines, at - 1, end))
}

const textOf = (lines: readonly string[], from: number, to: number): string => {
  const text = lines.slice(from, to + 1).join(' ')
  return text.trim()
}

const charactersMax = 400
const verbs =
  /\b(?:wrote|writes|said|schrieb|geschrieben|écrit|escribió|scritto|scrisse|escreveu|schreef|geschreven|skrev|napsala?|napísala?|pisze|napisała?|kirjoitti|írta|yazdı|scris|rašė|kirjutas)\b|(?:написала?|пишет|пише|написав|έγραψε|写道|寫道|のメール|書きました|작성)/iu

function announces(line: string): boolean {
  if (line.length > charactersMax || isQuoted(line)) return false
  const endsOpen = /[:：]\s*$/.test(line)
  const hasAddress = /[^\s<>@]@[^\s<>@]+\.[^\s<>@]/.test(line)
  if (hasAddress) return endsOpen || hasDate(line) || /<[^<>]*@[^<>]*>\s*$/.test(line)
  return (endsOpen && hasDate(line) && /\d:\d\d|\d\.\d\d\.\d\d|\d{4}/.test(line)) || (endsOpen && verbs.test(line))
}

/** A year with a day, or a day by numbers, or a time with a day's name before it. */
const hasDate = (line: string): boolean =>
  /\b(?:19|20)\d\d\b.{0,40}\d|\d.{0,40}\b(?:19|20)\d\d\b|\b\d{1,2}[./-]\s?\d{1,2}[./-]|\d{1,2}[:.h]\d\d/u.test(
    line.slice(0, charactersMax),
  )

const separator = /^(?:[-_=*]{5,}|[-_=]{2,}[^-_=]{3,60}[-_=]{2,})$/u

/** A line of dashes, with a few words between them or none. */
const isSeparator = (line: string): boolean => line.length <= charactersMax && separator.test(line.trim())

/** Three or more `Word: value` lines in a row with an address and a date, as Outlook puts above a quote. */
function headerBlockStart(lines: readonly string[], certainty: Certainty, ours: readonly string[]): number {
  for (let at = 0; at < lines.length; at += 1) {
    let end = at
    while (end < lines.length && end - at < 12 && isHeaderLine(lines[end] ?? '')) end += 1
    const block = lines.slice(at, end)
    const before = lines.slice(Math.max(0, at - 2), at).findLastIndex(isSeparator)
    const start = before < 0 ? at : Math.max(0, at - 2) + before
    if (block.length >= 3 && isHeaderBlock(block, certainty, ours)) return start
    if (end > at) at = end - 1
  }
  return -1
}

/** A word or two, some in bold, then a colon and a value. */
const isHeaderLine = (line: string): boolean =>
  line.length < 2_000 && /^[*\s]{0,4}\p{L}[\p{L}\p{M}'’. -]{0,24}\*?\s?[:：]\*?\s*\S/u.test(line)

function isHeaderBlock(block: readonly string[], certainty: Certainty, ours: readonly string[]): boolean {
  const text = block.join('\n').toLowerCase()
  const hasAddress = /[^\s<>@]@[^\s<>@]+\.[^\s<>@]/.test(text)
  if (certainty !== 'sure') return ours.some((address) => text.includes(address)) && block.some(hasDate)
  return hasAddress && block.some(hasDate)
}

/** A line, maybe wrapped, that says who wrote and when, above a quote that nothing marks. */
function bareQuoteStart(lines: readonly string[]): number {
  for (const [at, line] of lines.entries()) {
    if (!/[:：]\s*$/.test(line.slice(-20)) || isQuoted(line)) continue
    if (isFullAnnouncement(line)) return at
    const before = lines[at - 1] ?? ''
    if (before.trim() !== '' && !isQuoted(before) && isFullAnnouncement(`${before} ${line}`)) return at - 1
  }
  return -1
}

const isFullAnnouncement = (text: string): boolean => text.includes('@') && hasDate(text) && announces(text.trim())

function withoutSignature(lines: readonly string[]): readonly string[] {
  const marks = lines.flatMap((line, at) => (/^--\s?$/.test(line) ? [at] : []))
  const [mark] = marks
  if (mark === undefined || marks.length > 1 || !isSignature(lines.slice(mark))) return lines
  return lines.slice(0, mark)
}

const hasWords = (text: string): boolean => /[\p{L}\p{N}]/u.test(text)
