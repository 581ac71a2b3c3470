import { badInput } from '@bellwether/contract/problem.ts'
import { Problem } from '../problem.ts'

/** Refuses what is not a time zone. */
export function requireTimeZone(timeZone: string): void {
  try {
    new Intl.DateTimeFormat('en', { timeZone })
  } catch {
    const errors = [{ pointer: '/timeZone', detail: `"${timeZone}" is not an IANA time zone such as Europe/London.` }]
    throw new Problem(badInput, undefined, { errors })
  }
}
