export type WhereOperator = '=' | '!=' | '~'

export interface WherePart {
  attribute: string
  operator: WhereOperator
  value: string
}

/** Reads `attribute=value`, `attribute!=value` or `attribute~text`; null when it is none of them. */
export function readWhere(text: string): WherePart | null {
  const match = /^\s*([^=!~\s]+)\s*(!=|=|~)\s*(.*?)\s*$/s.exec(text)
  const [, attribute, operator, value] = match ?? []
  if (attribute === undefined || operator === undefined || value === undefined || value === '') return null
  return { attribute, operator: operator as WhereOperator, value }
}

export const writeWhere = ({ attribute, operator, value }: WherePart): string => `${attribute}${operator}${value}`

/** Adds a filter once; its opposite goes. */
export function withFilter(where: readonly string[], part: WherePart): string[] {
  const opposite = part.operator === '=' ? '!=' : '='
  const gone = new Set([writeWhere(part), writeWhere({ ...part, operator: opposite })])
  return [...where.filter((one) => !gone.has(one)), writeWhere(part)]
}

export const withoutFilter = (where: readonly string[], text: string): string[] => where.filter((one) => one !== text)

/** Turns "is" into "is not" and back. */
export function turned(where: readonly string[], text: string): string[] {
  const part = readWhere(text)
  if (part === null || part.operator === '~') return [...where]
  const operator = part.operator === '=' ? '!=' : '='
  return where.map((one) => (one === text ? writeWhere({ ...part, operator }) : one))
}

const operatorWords: Readonly<Record<WhereOperator, string>> = { '=': 'is', '!=': 'is not', '~': 'contains' }

export const wordsOf = ({ operator }: WherePart): string => operatorWords[operator]

/** A slice in words: "cdn northstar with feature lambda". */
export function sliceWords(where: Readonly<Record<string, string>>): string {
  const [first, ...others] = Object.entries(where).map(([attribute, value]) => `${attribute} ${value}`)
  return others.length === 0 ? (first ?? '') : `${first} with ${others.join(' and ')}`
}

export const sliceFilters = (where: Readonly<Record<string, string>>): string[] =>
  Object.entries(where).map(([attribute, value]) => writeWhere({ attribute, operator: '=', value }))
