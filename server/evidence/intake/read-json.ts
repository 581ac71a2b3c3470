import { said } from '@bellwether/contract/said.ts'
/** A number whose digits a double cannot hold; `JSON.stringify` writes it as it came. */
export interface RawNumber {
  readonly rawJSON: string
}

const json = JSON as unknown as {
  parse(text: string, reviver: (name: string, value: unknown, context: { source?: string }) => unknown): unknown
  rawJSON(text: string): RawNumber
  isRawJSON(value: unknown): value is RawNumber
}

const nestedMax = 64
const [quote, backslash, openBrace, closeBrace, openBracket, closeBracket] = [0x22, 0x5c, 0x7b, 0x7d, 0x5b, 0x5d]

/** Whether objects and lists lie deeper in each other than anything sensible; looks at each letter once. */
function isTooDeep(text: string): boolean {
  let [depth, isText] = [0, false]
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (isText) {
      if (code === backslash) at += 1
      else if (code === quote) isText = false
    } else if (code === quote) isText = true
    else if (code === openBrace || code === openBracket) {
      depth += 1
      if (depth > nestedMax) return true
    } else if (code === closeBrace || code === closeBracket) depth -= 1
  }
  return false
}

/** The same of what was parsed already. */
function isDeeperThan(levels: number, value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  if (levels === 0) return true
  for (const name in value) if (isDeeperThan(levels - 1, (value as Record<string, unknown>)[name])) return true
  return false
}

export class TooDeep extends Error {
  constructor() {
    super(said`Objects lie in each other more than ${nestedMax} deep.`)
  }
}

/**
 * Whether a number in it may read differently from how it is written: one with 16 digits or more, an
 * exponent, a last 0 behind its point, one that is very small, -0. May be mistaken about what stands in a text.
 */
const mayLoseDigits = (text: string): boolean =>
  /[:,[\s](?:-0|-?(?:[\d.]{16}|\d{1,15}(?:\.\d{1,15})?[eE][-+\d]|\d{1,15}\.\d{0,14}0[,}\]\s]|0\.0{6}))/.test(text)

/**
 * Parses JSON; numbers keep the digits in which they were written. Throws `SyntaxError` and `TooDeep`.
 * `parsed` is what `JSON.parse` makes of it, where that is known already: most lines are not read twice.
 */
export function parseKeepingDigits(text: string, parsed?: unknown): unknown {
  if (parsed === undefined ? isTooDeep(text) : isDeeperThan(nestedMax, parsed)) throw new TooDeep()
  if (parsed !== undefined && !mayLoseDigits(text)) return parsed
  return json.parse(text, (_, value, { source }) =>
    typeof value === 'number' && source !== undefined && String(value) !== source ? json.rawJSON(source) : value,
  )
}

/** A text, a number or a truth value as it was written; undefined for what has parts. */
export function writtenText(value: unknown): string | undefined {
  if (typeof value === 'string') return value
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  return json.isRawJSON(value) ? value.rawJSON : undefined
}

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !json.isRawJSON(value)
