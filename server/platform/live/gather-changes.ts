import type { LiveChange } from '@bellwether/contract/live.ts'

const frameMilliseconds = 1000
/** More than so many at once are not named one by one. */
const namedMax = 300

/**
 * Gathers what is announced into frames: the first after a calm goes at once, the rest at most once a second,
 * each change once however often it was announced.
 */
export function gatherChanges(send: (changes: readonly LiveChange[]) => void): {
  add(change: LiveChange): void
  stop(): void
} {
  const gathered = new Map<string, LiveChange>()
  let timer: NodeJS.Timeout | undefined
  const flush = (): void => {
    timer = undefined
    if (gathered.size === 0) return
    const changes = named([...gathered.values()])
    gathered.clear()
    timer = setTimeout(flush, frameMilliseconds)
    send(changes)
  }
  return {
    add: (change) => {
      gathered.set(JSON.stringify(change), change)
      if (timer === undefined) flush()
    },
    stop: () => clearTimeout(timer),
  }
}

const named = (changes: readonly LiveChange[]): readonly LiveChange[] =>
  changes.length <= namedMax
    ? changes
    : [...new Set(changes.map(({ topic }) => topic))].map((topic) => ({ topic, ids: {} }))
