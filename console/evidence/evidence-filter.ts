import type { Condition } from '@bellwether/contract/condition.ts'

/** The part of a query that every evidence route understands. */
export interface EvidenceFilter {
  from: string
  to: string
  where: string[]
  errors?: boolean
  /** A condition as JSON. */
  filter?: string
}

/** Events of a customer, by any of its keys: those of customers that were merged into it are its own. */
export function eventsOf(keys: readonly string[], where: readonly string[]): Pick<EvidenceFilter, 'where' | 'filter'> {
  const [only, ...others] = keys
  if (only === undefined) return { where: [...where] }
  // One key is compared: the engine finds it by its index.
  if (others.length === 0) return { where: [`customer.id=${only}`, ...where] }
  const condition: Condition = { field: 'customer.id', op: 'in', value: keys }
  return { where: [...where], filter: JSON.stringify(condition) }
}
