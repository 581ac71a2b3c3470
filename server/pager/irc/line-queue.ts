/** What goes first: who sleeps is woken before whoever asks is answered, as anybody may ask; a room may read it later. */
export const lineRanks = ['urgent', 'answer', 'page', 'room'] as const
export type LineRank = (typeof lineRanks)[number]

interface Waiting {
  readonly line: string
  readonly rank: number
  readonly done: () => void
  readonly failed: (error: Error) => void
}

/** Lines on their way to a server that takes only so many. */
export interface LineQueue {
  /** Resolves when it is written. */
  add(line: string, rank: LineRank): Promise<void>
  /** Forgets what waits. */
  clear(error: Error): void
}

interface Pace {
  /** So many go at once after a rest. */
  readonly atOnce: number
  readonly everyMilliseconds: number
}

/** Servers of IRC hold back, or throw out, who says more than about a line a second. */
const ofIrc: Pace = { atOnce: 4, everyMilliseconds: 1000 }

/** Writes lines at the pace of a server: what is more urgent first, of equals the one that came first. */
export function openLineQueue(write: (line: string) => void, pace: Pace = ofIrc): LineQueue {
  const { atOnce, everyMilliseconds } = pace
  let waiting: Waiting[] = []
  let timer: NodeJS.Timeout | undefined
  let left = atOnce
  let countedAt = performance.now()

  const count = (): void => {
    const passed = (performance.now() - countedAt) / everyMilliseconds
    left = Math.min(atOnce, left + passed)
    countedAt = performance.now()
  }
  const next = (): Waiting | undefined => {
    const best = Math.min(...waiting.map(({ rank }) => rank))
    const place = waiting.findIndex(({ rank }) => rank === best)
    return waiting.splice(place, 1)[0]
  }
  const drain = (): void => {
    timer = undefined
    count()
    while (waiting.length > 0 && left >= 1) {
      left -= 1
      const one = next()
      if (!one) return
      write(one.line)
      one.done()
    }
    if (waiting.length > 0) timer = setTimeout(drain, Math.ceil((1 - left) * everyMilliseconds))
  }
  return {
    add: (line, rank) =>
      new Promise((done, failed) => {
        waiting.push({ line, rank: lineRanks.indexOf(rank), done, failed })
        if (timer === undefined) drain()
      }),
    clear: (error) => {
      clearTimeout(timer)
      timer = undefined
      const left = waiting
      waiting = []
      for (const { failed } of left) failed(error)
    },
  }
}
