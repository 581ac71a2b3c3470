import { t } from '../ui/words.ts'

export type WhereOperator = '=' | '!=' | '~' | '<' | '<=' | '>' | '>='

export interface WherePart {
  attribute: string
  operator: WhereOperator
  value: string
}

/** Reads `attribute=value` and its like, as the server does: the first operator counts. Null when there is none. */
export function readWhere(text: string): WherePart | null {
  const match = /^\s*([^=!~<>\s]+)\s*(!=|<=|>=|=|~|<|>)\s*(.*?)\s*$/s.exec(text)
  const [, attribute, operator, value] = match ?? []
  if (attribute === undefined || operator === undefined || value === undefined || value === '') return null
  return { attribute, operator: operator as WhereOperator, value }
}

export const writeWhere = ({ attribute, operator, value }: WherePart): string => `${attribute}${operator}${value}`

/** What "contains" leaves out has no operator of its own. */
const opposites: Readonly<Partial<Record<WhereOperator, WhereOperator>>> = {
  '=': '!=',
  '!=': '=',
  '<': '>=',
  '>=': '<',
  '>': '<=',
  '<=': '>',
}

/** Adds a filter once; its opposite goes. */
export function withFilter(where: readonly string[], part: WherePart): string[] {
  const opposite = opposites[part.operator]
  const gone = new Set([writeWhere(part), ...(opposite ? [writeWhere({ ...part, operator: opposite })] : [])])
  return [...where.filter((one) => !gone.has(one)), writeWhere(part)]
}

export const withoutFilter = (where: readonly string[], text: string): string[] => where.filter((one) => one !== text)

/** Turns "is" into "is not" and back. */
export function turned(where: readonly string[], text: string): string[] {
  const part = readWhere(text)
  const operator = part && opposites[part.operator]
  if (part === null || !operator) return [...where]
  return where.map((one) => (one === text ? writeWhere({ ...part, operator }) : one))
}

const operatorWords: Readonly<Record<WhereOperator, string>> = {
  '=': t`is`,
  '!=': t`is not`,
  '~': t`contains`,
  '<': t`is below`,
  '<=': t`is at most`,
  '>': t`is above`,
  '>=': t`is at least`,
}

export const wordsOf = ({ operator }: WherePart): string => operatorWords[operator]

/** A slice in words: "cdn northstar with feature lambda". */
export function sliceWords(where: Readonly<Record<string, string>>): string {
  const [first = '', ...others] = Object.entries(where).map(([attribute, value]) => `${attribute} ${value}`)
  return others.length === 0 ? first : t`${first} with ${others.join(` ${t`and`} `)}`
}

export const sliceFilters = (where: Readonly<Record<string, string>>): string[] =>
  Object.entries(where).map(([attribute, value]) => writeWhere({ attribute, operator: '=', value }))
