import { said } from '@bellwether/contract/said.ts'
/** An instant that somebody gave, and where it stands in what they sent. */
export interface GivenInstant {
  readonly pointer: string
  readonly at: string
}

/** What is wrong with instants that are said to be past and in this order, each fault where it stands. */
export function pastFaults(instants: readonly GivenInstant[], now: Date): { pointer: string; detail: string }[] {
  return instants.flatMap(({ pointer, at }, position) => {
    const time = Date.parse(at)
    const before = Date.parse(instants[position - 1]?.at ?? at)
    if (time > now.getTime()) return { pointer, detail: said`This is still to come: only what is past is imported.` }
    if (time < 0) return { pointer, detail: said`Give an instant since 1970.` }
    return time < before ? { pointer, detail: said`This is earlier than what comes before it.` } : []
  })
}
