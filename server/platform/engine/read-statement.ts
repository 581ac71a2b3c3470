/** One SQL statement, split so that parts can be exchanged without touching strings and comments. */
export interface Statement {
  /** First word, in lower case: select, insert, create ... */
  readonly verb: string
  /** The text without its FORMAT and SETTINGS clauses and without a final semicolon. */
  readonly text: string
  /** Content of the SETTINGS clause, or an empty string. */
  readonly settings: string
  /** Name in the FORMAT clause, or undefined. */
  readonly format: string | undefined
}

type TokenKind = 'gap' | 'string' | 'name' | 'placeholder' | 'word' | 'number' | 'sign'
interface Token {
  readonly kind: TokenKind
  readonly text: string
}

const tokenPattern =
  /(?<gap>\s+|--[^\n]*|#[ !][^\n]*|\/\*[\s\S]*?\*\/)|(?<string>'(?:[^'\\]|\\[\s\S]|'')*')|(?<name>"(?:[^"\\]|\\[\s\S]|"")*"|`(?:[^`\\]|\\[\s\S]|``)*`)|(?<placeholder>\{\s*[A-Za-z_]\w*\s*:[^{}']*\})|(?<word>[A-Za-z_]\w*)|(?<number>\d[\w.]*)|(?<sign>[\s\S])/gy

const tokenKinds: readonly TokenKind[] = ['gap', 'string', 'name', 'placeholder', 'word', 'number', 'sign']

function tokensOf(sql: string): Token[] {
  return [...sql.matchAll(tokenPattern)].map((match) => ({
    kind: tokenKinds.find((kind) => match.groups?.[kind] !== undefined) ?? 'sign',
    text: match[0],
  }))
}

const isWord = (token: Token | undefined, word: string): boolean =>
  token?.kind === 'word' && token.text.toLowerCase() === word
const isSign = (token: Token | undefined, sign: string): boolean => token?.kind === 'sign' && token.text === sign

interface Clauses {
  format?: number
  settings?: number
  semicolon?: number
}

const depthChange = (token: Token): number => {
  if (isSign(token, '(') || isSign(token, '[')) return 1
  return isSign(token, ')') || isSign(token, ']') ? -1 : 0
}

/** Where the closing clauses begin. `settings` and `format` can also be names of columns or aliases. */
function findClauses(tokens: readonly Token[]): Clauses {
  const solid = tokens.flatMap((token, at) => (token.kind === 'gap' ? [] : [{ token, at }]))
  const clauses: Clauses = {}
  let depth = 0
  for (const [order, { token, at }] of solid.entries()) {
    depth += depthChange(token)
    if (depth > 0) continue
    const clause = clauseAt(token, solid[order + 1]?.token, solid[order + 2]?.token)
    if (clause === 'semicolon') clauses.semicolon ??= at
    else if (clause !== undefined) clauses[clause] = at
  }
  return clauses
}

function clauseAt(token: Token, next: Token | undefined, afterNext: Token | undefined): keyof Clauses | undefined {
  if (isSign(token, ';')) return 'semicolon'
  if (next?.kind !== 'word') return undefined
  if (isWord(token, 'settings') && isSign(afterNext, '=')) return 'settings'
  return isWord(token, 'format') && endsAfterFormat(afterNext) ? 'format' : undefined
}

const endsAfterFormat = (token: Token | undefined): boolean =>
  token === undefined || isSign(token, ';') || isWord(token, 'settings')

/** Reads one statement. Throws when there is more than one: a second one would run unseen. */
export function readStatement(sql: string): Statement {
  const tokens = tokensOf(sql)
  const { format, settings, semicolon = tokens.length } = findClauses(tokens)
  if (tokens.slice(semicolon + 1).some((token) => token.kind !== 'gap' && !isSign(token, ';'))) {
    throw new Error('Only one statement at a time is understood')
  }
  const textOf = (from: number, to: number) =>
    tokens
      .slice(from, to)
      .map((token) => (token.kind === 'gap' ? ' ' : token.text))
      .join('')
      .trim()
  const endOf = (start: number, other: number | undefined) => (other !== undefined && other > start ? other : semicolon)

  return {
    verb: tokens.find((token) => token.kind === 'word')?.text.toLowerCase() ?? '',
    text: textOf(0, Math.min(format ?? semicolon, settings ?? semicolon)),
    settings: settings === undefined ? '' : textOf(settings + 1, endOf(settings, format)),
    format: format === undefined ? undefined : textOf(format + 1, endOf(format, settings)),
  }
}

const placeholderPattern = /^\{\s*(\w+)\s*:\s*([^{}']*?)\s*\}$/

/** The text with every `{name:Type}` outside strings and comments exchanged for what `literalOf` says. */
export function replacePlaceholders(sql: string, literalOf: (name: string, type: string) => string): string {
  return tokensOf(sql)
    .map((token) => {
      const [, name, type] = (token.kind === 'placeholder' && placeholderPattern.exec(token.text)) || []
      return name === undefined || type === undefined ? token.text : literalOf(name, type)
    })
    .join('')
}
