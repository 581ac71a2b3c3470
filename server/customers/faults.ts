import { badInput } from '@bellwether/contract/problem.ts'
import { Problem } from '../platform/problem.ts'

/** What is wrong with one of several customers, by its place among them. */
export interface Fault {
  readonly at: number
  readonly pointer: string
  readonly detail: string
}

export function refuse(faults: readonly Fault[]): void {
  if (faults.length === 0) return
  throw new Problem(badInput, undefined, { errors: faults.map(({ pointer, detail }) => ({ pointer, detail })) })
}
