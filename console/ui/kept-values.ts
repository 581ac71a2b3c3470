import { getMe } from '@bellwether/contract/people.ts'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ask } from '../call.query.ts'

/** Until the page is left: what stands in a form that was put away by a key, a click beside it, or by mistake. */
const kept = new Map<string, unknown>()

/** What a form begins with: what its reader wrote in it before and neither saved nor cancelled, or else `initial`. */
export function useKeptValues<Values>(form: string, initial: Values) {
  // Somebody else may sign in on the same page.
  const key = `${useQuery(ask(getMe)).data?.person.id ?? ''} ${form}`
  const [first] = useState(() => (kept.get(key) as Values | undefined) ?? initial)
  return {
    first,
    keep: (values: Values): void => void kept.set(key, values),
    forget: (): void => void kept.delete(key),
  }
}
