import { setTimeout as sleep } from 'node:timers/promises'

/** Looks that are under way in a process. */
export interface UnderWay<Look> {
  /** How many more may begin. */
  room(): number
  begin(look: Promise<Look>): void
  /** What ended since it was asked last, after a moment for what ends soon. */
  gather(): Promise<Look[]>
  /** Resolves when all have ended. */
  settle(): Promise<void>
}

const atOnceMax = 500
const momentMilliseconds = 500

/** Looks go on beside the loop that begins them: a target that does not answer holds up no other. */
export function keepUnderWay<Look>(): UnderWay<Look> {
  const underWay = new Set<Promise<void>>()
  let ended: Look[] = []
  return {
    room: () => atOnceMax - underWay.size,
    begin: (look) => {
      const one: Promise<void> = look.then((looked) => {
        ended.push(looked)
        underWay.delete(one)
      })
      underWay.add(one)
    },
    gather: async () => {
      const moment = new AbortController()
      const isOver = sleep(momentMilliseconds, undefined, { signal: moment.signal }).catch(() => undefined)
      await Promise.race([Promise.all(underWay), isOver])
      moment.abort()
      const looked = ended
      ended = []
      return looked
    },
    settle: async () => void (await Promise.all(underWay)),
  }
}
