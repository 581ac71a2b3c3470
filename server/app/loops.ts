import type { Clock } from '../platform/clock/clock.ts'
import type { Context } from '../platform/context.ts'

/** A verb that looks again and again. Each is safe with several processes and harmless to repeat. */
export interface Loop {
  readonly name: string
  readonly everySeconds: number
  readonly verb: (ctx: Context) => Promise<unknown>
}

const shortestPauseMilliseconds = 200

/** Runs each loop on its own rhythm, in seconds of the installation's clock, until stopped. */
export function startLoops(
  loops: readonly Loop[],
  clock: Clock,
  contextFor: (job: string) => Context,
): { stop(): Promise<void>; healthy(): boolean; runAll(): Promise<void> } {
  let stopping = false
  const failing = new Set<string>()
  const timers = new Map<string, NodeJS.Timeout>()
  const running = new Map<string, Promise<void>>()

  const turn = async (loop: Loop): Promise<void> => {
    const ctx = contextFor(loop.name)
    try {
      await loop.verb(ctx)
      failing.delete(loop.name)
    } catch (error) {
      if (!failing.has(loop.name))
        ctx.log.error(
          { loop: loop.name, error: (error as Error).message, stack: (error as Error).stack },
          'a loop failed',
        )
      failing.add(loop.name)
    }
  }
  const schedule = (loop: Loop): void => {
    if (stopping) return
    const pause = Math.max((loop.everySeconds * 1000) / Math.max(clock.speed, 1), shortestPauseMilliseconds)
    timers.set(
      loop.name,
      setTimeout(
        () =>
          running.set(
            loop.name,
            turn(loop).then(() => schedule(loop)),
          ),
        pause,
      ),
    )
  }
  for (const loop of loops) schedule(loop)
  return {
    runAll: async () => {
      for (const loop of loops) await turn(loop)
    },
    healthy: () => failing.size === 0,
    stop: async () => {
      stopping = true
      for (const timer of timers.values()) clearTimeout(timer)
      await Promise.all(running.values())
    },
  }
}
