/** Holds back who does something too often. Of one process: only one at a time is on IRC. */
export interface Brake {
  holds(key: string): boolean
  /** Counts once more; whether that was one too many. */
  note(key: string): boolean
}

/** Names of strangers are not remembered without end. */
const keysMax = 5000

export function openBrake({ max, windowSeconds }: { max: number; windowSeconds: number }): Brake {
  const counts = new Map<string, { count: number; endsAt: number }>()
  const current = (key: string): { count: number; endsAt: number } | undefined => {
    const found = counts.get(key)
    return found && found.endsAt > performance.now() ? found : undefined
  }
  return {
    holds: (key) => (current(key)?.count ?? 0) > max,
    note: (key) => {
      const { count, endsAt } = current(key) ?? { count: 0, endsAt: performance.now() + windowSeconds * 1000 }
      counts.delete(key)
      counts.set(key, { count: count + 1, endsAt })
      const [oldest] = counts.keys()
      if (counts.size > keysMax && oldest !== undefined) counts.delete(oldest)
      return count + 1 > max
    },
  }
}
