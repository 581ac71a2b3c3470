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

export class TooDeep extends Error {
  constructor() {
    super(`Objects lie in each other more than ${nestedMax} deep.`)
  }
}

/** Parses JSON; numbers keep the digits in which they were written. Throws `SyntaxError` and `TooDeep`. */
export function parseKeepingDigits(text: string): unknown {
  if (isTooDeep(text)) throw new TooDeep()
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
