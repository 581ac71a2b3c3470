import { type HeaderValue, readHeaderValue } from './header-value.ts'
import { type RawHeader, splitHeaders } from './split-headers.ts'
import { splitLines } from './split-lines.ts'

const depthMax = 100
const partsMax = 5_000

/** A part of a mail by where it stands in the raw bytes. */
export interface Part {
  readonly headers: readonly RawHeader[]
  readonly type: HeaderValue
  readonly bodyStart: number
  bodyEnd: number
  readonly children: Part[]
  /** `multipart/...` of what this stands in; empty for the mail itself. */
  readonly within: string
  /** Text before the first and after the last boundary. */
  readonly besides: { start: number; end: number }[]
}

export interface SplitMail {
  readonly root: Part
  /** Parts beyond the bounds: they stay inside the part before them. */
  readonly isCut: boolean
  /** The part in which the mail ends though more should come. */
  readonly unfinished: Part | undefined
}

interface Open {
  readonly part: Part
  readonly boundary: string
}

/**
 * Splits a mail into its parts in one pass over its lines. Where the declared boundary does not occur, or
 * none is declared, the boundary is the one that the bytes show.
 */
export function splitMail(raw: Uint8Array): SplitMail {
  return new Splitter(raw).split()
}

class Splitter {
  readonly #raw: Uint8Array
  readonly #delimiters: Delimiters
  readonly #open: Open[] = []
  #parts = 0
  #isCut = false

  constructor(raw: Uint8Array) {
    this.#raw = raw
    this.#delimiters = findDelimiters(raw)
  }

  split(): SplitMail {
    const root = this.#readPart(0, this.#raw.length, undefined)
    const unfinished = this.#open.length > 0 ? this.#readBodies(root.bodyStart) : undefined
    return { root, isCut: this.#isCut, unfinished }
  }

  /** From delimiter to delimiter; returns the part that is still open where the mail ends. */
  #readBodies(from: number): Part | undefined {
    this.#besidesFrom = from
    for (const line of this.#delimiters.lines) {
      if (line.start < this.#besidesFrom) continue
      const level = this.#open.findLastIndex(({ boundary }) => isBoundary(line.text, boundary))
      const at = this.#open[level]
      if (!at) continue
      this.#closeUpTo(level, beforeLineEnd(this.#raw, line.start))
      this.#besidesFrom = line.next
      if (line.text.startsWith(`--${at.boundary}--`)) {
        at.part.bodyEnd = line.next
        this.#open.pop()
      } else if (this.#parts >= partsMax) this.#isCut = true
      else this.#addPart(at, line.next)
    }
    if (!this.#leaf) addBesides(this.#open[0]?.part ?? this.#rootPart, this.#besidesFrom, this.#raw.length)
    return this.#leaf
  }

  #closeUpTo(level: number, end: number): void {
    if (this.#leaf) this.#leaf.bodyEnd = Math.max(this.#leaf.bodyStart, end)
    else addBesides(this.#open.at(-1)?.part, this.#besidesFrom, end)
    for (const closed of this.#open.splice(level + 1)) closed.part.bodyEnd = end
    this.#leaf = undefined
  }

  #addPart(at: Open, from: number): void {
    const part = this.#readPart(from, this.#raw.length, at)
    at.part.children.push(part)
    this.#besidesFrom = part.bodyStart
    if (this.#open.at(-1)?.part !== part) this.#leaf = part
  }

  /** The part without parts that is being read, or where text outside of any began. */
  #leaf: Part | undefined
  #besidesFrom = 0
  #rootPart: Part | undefined

  #readPart(from: number, to: number, parent: Open | undefined): Part {
    const { headers, bodyStart } = splitHeaders(this.#raw, from, to, parent !== undefined)
    const type = this.#typeOf(headers, bodyStart, parent)
    const within = parent?.part.type.value ?? ''
    const part: Part = { headers, type: type.value, bodyStart, bodyEnd: to, children: [], within, besides: [] }
    this.#parts += 1
    this.#rootPart ??= part
    if (type.boundary === undefined) return part
    if (this.#open.length >= depthMax) this.#isCut = true
    else this.#open.push({ part, boundary: type.boundary })
    return part
  }

  /** Of several types the one that the bytes bear out. */
  #typeOf(headers: readonly RawHeader[], bodyStart: number, parent: Open | undefined) {
    const declared = headers.filter((one) => one.name === 'content-type').map((one) => readHeaderValue(one.value))
    const multiparts = declared.filter((one) => one.value.startsWith('multipart/'))
    const known = multiparts.find((one) => this.#delimiters.has(one.parameters.get('boundary') ?? '', bodyStart))
    if (known) return { value: known, boundary: known.parameters.get('boundary') }
    const value = multiparts[0] ?? declared.find((one) => one.value !== '') ?? defaultType(parent)
    const isStrayBody = parent === undefined && !/^(?:message|image|audio|video|application)\//.test(value.value)
    if (multiparts.length === 0 && !isStrayBody) return { value, boundary: undefined }
    const taken = new Set(this.#open.map((one) => one.boundary))
    const found = this.#delimiters.firstAfter(this.#raw, bodyStart, multiparts.length > 0 ? Infinity : 6, taken)
    if (found === undefined) return { value, boundary: undefined }
    return { value: multiparts[0] ?? { value: 'multipart/mixed', parameters: new Map() }, boundary: found }
  }
}

const defaultType = (parent: Open | undefined): HeaderValue => ({
  value: parent?.part.type.value === 'multipart/digest' ? 'message/rfc822' : 'text/plain',
  parameters: new Map(),
})

function addBesides(part: Part | undefined, start: number, end: number): void {
  if (part && end > start) part.besides.push({ start, end })
}

const isBoundary = (text: string, boundary: string): boolean =>
  text.startsWith(`--${boundary}`) && /^(?:--)?[ \t]*$/.test(text.slice(boundary.length + 2))

function beforeLineEnd(raw: Uint8Array, at: number): number {
  if (raw[at - 1] === 10) return raw[at - 2] === 13 ? at - 2 : at - 1
  return raw[at - 1] === 13 ? at - 1 : at
}

interface DelimiterLine {
  readonly start: number
  readonly next: number
  /** One character a byte, without the blanks at its end. */
  readonly text: string
  /** Whether a header of a part follows. */
  readonly beginsPart: boolean
}

/** Every line that may be a boundary. */
interface Delimiters {
  readonly lines: readonly DelimiterLine[]
  has(boundary: string, after: number): boolean
  /** The first boundary that shows itself by a part's header, at most so many lines of text behind `after`. */
  firstAfter(raw: Uint8Array, after: number, linesMax: number, taken: ReadonlySet<string>): string | undefined
}

const dash = 45

function findDelimiters(raw: Uint8Array): Delimiters {
  const lines: DelimiterLine[] = []
  const last = new Map<string, number>()
  for (const { start, end, next } of splitLines(raw, 0, raw.length)) {
    if (raw[start] !== dash || raw[start + 1] !== dash || end - start > 300) continue
    const text = latin1(raw, start, end).trimEnd()
    if (text.length <= 2) continue
    lines.push({ start, next, text, beginsPart: /^content-[a-z-]+[ \t]*:/i.test(latin1(raw, next, next + 60)) })
    last.set(text.slice(2), start)
  }
  const has = (boundary: string, after: number): boolean => boundary !== '' && (last.get(boundary) ?? -1) >= after
  return {
    lines,
    has,
    firstAfter: (bytes, after, linesMax, taken) => {
      let low = 0
      for (let high = lines.length; low < high;) {
        const middle = (low + high) >> 1
        if ((lines[middle]?.start ?? 0) < after) low = middle + 1
        else high = middle
      }
      const found = lines.slice(low, low + 50).find((one) => one.beginsPart && !taken.has(one.text.slice(2)))
      if (!found || (linesMax !== Infinity && textLines(bytes, after, found.start) > linesMax)) return undefined
      return found.text.slice(2)
    },
  }
}

/** How many lines are not empty, up to ten. */
function textLines(raw: Uint8Array, from: number, to: number): number {
  let count = 0
  for (const { start, end } of splitLines(raw, from, Math.min(to, from + 2_000))) if (end > start) count += 1
  return to - from > 2_000 ? Infinity : count
}

const latin1 = (bytes: Uint8Array, start: number, end: number): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset + start, Math.max(0, Math.min(end, bytes.length) - start)).toString(
    'latin1',
  )
