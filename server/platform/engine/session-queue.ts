/** Hands out a fixed number of things one at a time; who waits is served in order. */
export interface SessionQueue<Session> {
  take(): Promise<Session>
  giveBack(session: Session): void
  waiting(): number
}

export class QueueFull extends Error {}

/** A queue that refuses, rather than grows, when `waitingMax` already wait. */
export function sessionQueue<Session>(sessions: readonly Session[], waitingMax: number): SessionQueue<Session> {
  const free = [...sessions]
  const waiters: ((session: Session) => void)[] = []
  return {
    take: async () => {
      const session = free.pop()
      if (session !== undefined) return session
      if (waiters.length >= waitingMax) throw new QueueFull('Too many simultaneous queries')
      return new Promise((resolve) => waiters.push(resolve))
    },
    giveBack: (session) => {
      const next = waiters.shift()
      if (next === undefined) free.push(session)
      else next(session)
    },
    waiting: () => waiters.length,
  }
}
