import { setTimeout as sleep } from 'node:timers/promises'
import type { listOwnProbes, tellLooks } from '@bellwether/contract/probes.ts'
import type { AnswerOf, BodyOf } from '@bellwether/contract/route.ts'
import type { Networks } from '../../platform/net/internal-addresses.ts'
import { openResolver, openStopping, type Reach } from '../checks/reach.ts'
import { runCheck } from '../checks/run-check.ts'
import { keepUnderWay, type UnderWay } from '../under-way.ts'
import { retrySeconds } from '../verdict.rules.ts'

type OwnProbe = AnswerOf<typeof listOwnProbes>['items'][number]
type Told = BodyOf<typeof tellLooks>['looks'][number]

/** The installation for which a location looks. */
export interface Installation {
  ask(): Promise<AnswerOf<typeof listOwnProbes>>
  tell(looks: readonly Told[]): Promise<unknown>
}

interface Elsewhere {
  /** Internal networks that may be reached from here. */
  readonly opened: Networks
  readonly stopping: AbortSignal
  readonly say: (words: string) => void
}

const askMilliseconds = 10_000
const pauseMilliseconds = 1000
const toldAtOnceMax = 500

/**
 * Looks for an installation from elsewhere until it is stopped. While the installation cannot be reached it goes on with what
 * it was asked for last; a look that could not be told is not told later, as the next one says more.
 */
export async function lookElsewhere(installation: Installation, { opened, stopping, say }: Elsewhere): Promise<void> {
  const ending = openStopping()
  const reach: Reach = { opened, resolver: openResolver(), stopping: ending.signal }
  const looks = keepUnderWay<Told>()
  const turns = new Map<string, number>()
  let probes: readonly OwnProbe[] = []
  let askAt = 0
  while (!stopping.aborted) {
    if (performance.now() >= askAt) {
      askAt = performance.now() + askMilliseconds
      const asked = await attempt(say, () => installation.ask())
      probes = asked?.items ?? probes
    }
    beginDue(probes, { turns, looks, reach })
    await attempt(say, () => tellAll(installation, looks, turns, probes))
    await sleep(pauseMilliseconds, undefined, { signal: stopping }).catch(() => undefined)
  }
  ending.abort()
  reach.resolver.cancel()
  await looks.settle()
}

interface Looking {
  /** When each is looked at next; endless while it is. */
  readonly turns: Map<string, number>
  readonly looks: UnderWay<Told>
  readonly reach: Reach
}

function beginDue(probes: readonly OwnProbe[], { turns, looks, reach }: Looking): void {
  const known = new Set(probes.map(({ id }) => id))
  for (const id of turns.keys()) if (!known.has(id)) turns.delete(id)
  for (const { id, version, check, intervalSeconds, timeoutSeconds } of probes) {
    // Those that are new are spread over their interval, at most over a minute.
    const spread = Math.random() * Math.min(intervalSeconds, 60) * 1000
    const turn = turns.get(id) ?? performance.now() + (turns.size < atOnce ? 0 : spread)
    turns.set(id, turn)
    if (turn > performance.now() || looks.room() <= 0) continue
    turns.set(id, performance.now() + intervalSeconds * 1000)
    looks.begin(runCheck(check, timeoutSeconds, reach).then((outcome) => ({ probeId: id, version, outcome })))
  }
}

const atOnce = 20

async function tellAll(
  installation: Installation,
  looks: UnderWay<Told>,
  turns: Map<string, number>,
  probes: readonly OwnProbe[],
): Promise<void> {
  const looked = await looks.gather()
  for (const { probeId, outcome } of looked)
    if (outcome.error !== null && probes.some(({ id }) => id === probeId))
      turns.set(probeId, Math.min(turns.get(probeId) ?? 0, performance.now() + retrySeconds.failing * 1000))
  for (let from = 0; from < looked.length; from += toldAtOnceMax)
    await installation.tell(looked.slice(from, from + toldAtOnceMax))
}

async function attempt<T>(say: Elsewhere['say'], work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work()
  } catch (error) {
    say((error as Error).message)
    return undefined
  }
}
