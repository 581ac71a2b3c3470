import { useState } from 'react'

/** Until the page is left: what stands in a form that was put away by a key, a click beside it, or by mistake. */
const kept = new Map<string, unknown>()

/** What a form begins with: what was written in it before and neither saved nor cancelled, or else `initial`. */
export function useKeptValues<Values>(key: string, initial: Values) {
  const [first] = useState(() => (kept.get(key) as Values | undefined) ?? initial)
  return {
    first,
    keep: (values: Values): void => void kept.set(key, values),
    forget: (): void => void kept.delete(key),
  }
}
