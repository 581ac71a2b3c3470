import { decodeWords } from './decode-words.ts'

/** A header such as `text/plain; charset=utf-8`, read leniently. */
export interface HeaderValue {
  /** Lower case. */
  readonly value: string
  /** Names in lower case, values decoded (RFC 2231 and encoded words). */
  readonly parameters: ReadonlyMap<string, string>
}

const parametersMax = 100
const charactersMax = 20_000

/** Reads a value and its parameters. */
export function readHeaderValue(raw: string, hint?: string): HeaderValue {
  const [value = '', ...pieces] = splitAtSemicolons(raw.slice(0, charactersMax))
  const plain = new Map<string, string>()
  const pieced = new Map<string, { position: number; text: string; isEncoded: boolean }[]>()
  for (const piece of pieces.slice(0, parametersMax)) {
    const equals = piece.indexOf('=')
    if (equals < 0) continue
    const name = piece.slice(0, equals).trim().toLowerCase()
    const text = unquote(piece.slice(equals + 1).trim())
    const [, base, position, star] = /^([^*]+)\*(\d{1,3})?(\*?)$/.exec(name) ?? []
    if (base === undefined) {
      if (!plain.has(name)) plain.set(name, text)
      continue
    }
    const isEncoded = position === undefined || star === '*'
    const list = pieced.get(base) ?? []
    pieced.set(base, [...list, { position: Number(position ?? 0), text, isEncoded }])
  }
  const parameters = new Map([...plain].map(([name, text]) => [name, decodeWords(text, hint)]))
  for (const [name, list] of pieced) parameters.set(name, joinPieces(list))
  return { value: value.trim().toLowerCase(), parameters }
}

function joinPieces(list: { position: number; text: string; isEncoded: boolean }[]): string {
  const pieces = list.toSorted((a, b) => a.position - b.position)
  const [first] = pieces
  const [, charset = '', rest] = (first?.isEncoded ? /^([\w.:-]*)'[^']*'(.*)$/s.exec(first.text) : undefined) ?? []
  const texts = pieces.map((one, index) => (index === 0 && rest !== undefined ? rest : one.text))
  const joined = texts.map((text, index) => (pieces[index]?.isEncoded ? text : text.replaceAll('%', '%25'))).join('')
  const bytes = joined.replaceAll(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  return decodeWords(bytes, charset || undefined)
}

/** At semicolons outside quotes. A quote that is never closed is an ordinary character. */
function splitAtSemicolons(text: string): string[] {
  const lastQuote = text.lastIndexOf('"')
  const pieces: string[] = []
  let from = 0
  let isQuoted = false
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at]
    if (character === '\\' && isQuoted) at += 1
    else if (character === '"') isQuoted = !isQuoted && at < lastQuote
    else if (character === ';' && !isQuoted) {
      pieces.push(text.slice(from, at))
      from = at + 1
    }
  }
  return [...pieces, text.slice(from)]
}

function unquote(text: string): string {
  if (!text.startsWith('"')) return text
  const end = text.lastIndexOf('"')
  // In a quoted file name of Windows the backslash is a backslash, so only quotes and itself are unescaped.
  return text.slice(1, end > 0 ? end : undefined).replaceAll(/\\(["\\])/g, '$1')
}
