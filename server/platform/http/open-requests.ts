import { setTimeout as sleep } from 'node:timers/promises'

/** So long nobody must have asked for anything: who asks often asks again at once. In milliseconds, as is the next. */
const calm = 5
/** How long work that can wait lets requests go first: it is never kept from going on. */
const patience = 50

/** The requests that somebody waits for in this process. */
export interface OpenRequests {
  /** Counts one more until what it returns is called. */
  begin(): () => void
  /** Resolves once nobody has waited for anything for 5 ms, and after 50 ms at the latest. For work that nobody watches. */
  goFirst(): Promise<void>
}

/** Counts them for one process. */
export function countRequests(): OpenRequests {
  let open = 0
  let lastEndedAt = -Infinity
  return {
    begin: () => {
      open += 1
      return () => {
        open -= 1
        lastEndedAt = performance.now()
      }
    },
    async goFirst() {
      const until = performance.now() + patience
      for (let at = performance.now(); at < until; at = performance.now()) {
        const wait = open > 0 ? calm : lastEndedAt + calm - at
        if (wait <= 0) return
        await sleep(Math.min(wait, until - at))
      }
    },
  }
}
