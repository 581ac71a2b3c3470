import { said } from '@bellwether/contract/said.ts'
import type { Clock } from '../platform/clock/clock.ts'
import type { Context } from '../platform/context.ts'
import type { Leases } from '../platform/jobs/leases.ts'

/** A verb that looks again and again. Each is safe with several processes and harmless to repeat. */
export interface Loop {
  readonly name: string
  readonly everySeconds: number
  readonly verb: (ctx: Context) => Promise<unknown>
}

export interface Loops {
  /** What does not go round at the moment, and why; in real time. */
  troubles(): { name: string; detail: string }[]
  /** Runs every loop once, now. */
  runAll(): Promise<void>
  stop(): Promise<void>
}

const shortestPauseMilliseconds = 200
/** A turn that takes so long does not come back by itself. */
const stuckMilliseconds = 120_000

/** One loop as it goes round. */
interface Round {
  readonly loop: Loop
  timer?: NodeJS.Timeout
  running?: Promise<void>
  turnStartedAt?: number | undefined
  failure?: string | undefined
}

/**
 * Runs each loop on its own rhythm, in seconds of the installation's clock, until stopped. Of several processes
 * the one that holds its lease does.
 */
export function startLoops(
  loops: readonly Loop[],
  clock: Clock,
  contextFor: (job: string) => Context,
  leases: Leases,
): Loops {
  let stopping = false
  const rounds: Round[] = loops.map((loop) => ({ loop }))

  const schedule = (round: Round): void => {
    if (stopping) return
    const pause = (round.loop.everySeconds * 1000) / Math.max(clock.speed, 1)
    const next = (): void => void inTurn(round, () => leases.hold(round.loop.name)).then(() => schedule(round))
    round.timer = setTimeout(next, Math.max(pause, shortestPauseMilliseconds))
  }
  /** A loop that is asked to go round while it does goes round afterwards. */
  const inTurn = (round: Round, isOurs: () => Promise<boolean>): Promise<void> =>
    (round.running = (round.running ?? Promise.resolve()).then(() => turn(round, contextFor, isOurs)))
  for (const round of rounds) schedule(round)
  return {
    troubles: () => rounds.flatMap(troubleOf),
    runAll: async () => {
      for (const round of rounds) await inTurn(round, () => Promise.resolve(true))
    },
    stop: async () => {
      stopping = true
      for (const { timer } of rounds) clearTimeout(timer)
      await Promise.all(rounds.flatMap(({ running }) => running ?? []))
    },
  }
}

/** A turn where it is ours to take. That nobody can say whose it is, is a failure like any other. */
async function turn(round: Round, contextFor: (job: string) => Context, isOurs: () => Promise<boolean>): Promise<void> {
  const ctx = contextFor(round.loop.name)
  round.turnStartedAt = Date.now()
  try {
    if (await isOurs()) await round.loop.verb(ctx)
    round.failure = undefined
  } catch (error) {
    const { message, stack } = error as Error
    if (round.failure === undefined) ctx.log.error({ loop: round.loop.name, error: message, stack }, 'a loop failed')
    round.failure = message
  }
  round.turnStartedAt = undefined
}

/** Health is open to all, so it names the loop and leaves the words of the error to the log. */
function troubleOf({ loop: { name }, failure, turnStartedAt }: Round): { name: string; detail: string }[] {
  if (turnStartedAt !== undefined && Date.now() - turnStartedAt > stuckMilliseconds)
    return [{ name, detail: said`${name} has not come back for ${Math.round((Date.now() - turnStartedAt) / 1000)} s` }]
  return failure === undefined ? [] : [{ name, detail: said`${name} fails; the log says why` }]
}
