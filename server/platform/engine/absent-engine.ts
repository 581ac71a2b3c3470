import { evidenceUnavailable } from '@bellwether/contract/evidence.ts'
import { Problem } from '../problem.ts'
import type { Engine } from './engine.ts'

/** Stands where no engine is wanted: the desk works, and everything about evidence says why it does not. */
export function absentEngine(reason: string): Engine {
  const refuse = (): Promise<never> => Promise.reject(new Problem(evidenceUnavailable, reason))
  return {
    state: () => ({ state: 'off', reason }),
    query: refuse,
    command: refuse,
    insert: refuse,
    stop: () => Promise.resolve(),
  }
}
