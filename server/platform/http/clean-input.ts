import { badInput } from '@bellwether/contract/problem.ts'
import { said } from '@bellwether/contract/said.ts'
import { Problem } from '../problem.ts'

/** No body of the contract is deeper; what is could only be made to exhaust the stack. */
const depthMax = 32

/**
 * Cleans every text that comes in, keys too: PostgreSQL keeps no NUL, and half a surrogate pair is no
 * character in any encoding. Both come from broken programs, never from what somebody meant.
 */
export function cleanInput(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return cleanText(value)
  if (typeof value !== 'object' || value === null) return value
  if (depth === depthMax) throw new Problem(badInput, said`The body is nested more than ${depthMax} levels deep.`)
  if (Array.isArray(value)) return value.map((one) => cleanInput(one, depth + 1))
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [cleanText(key), cleanInput(one, depth + 1)]))
}

export const cleanText = (text: string): string => text.replaceAll('\0', '').toWellFormed()
