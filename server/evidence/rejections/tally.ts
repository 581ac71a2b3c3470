import { actorName } from '../../platform/audit/record-audit.ts'
import { now, type Context } from '../../platform/context.ts'
import { keepRejections, type Tallied } from './keep-rejections.ts'
import type { Accepted } from '../intake/read-events.ts'

const waitMilliseconds = 1000
/** Of one source within that time: whoever looks for a mistake needs no more. */
const linesMax = 100

/**
 * What each source sent, gathered and written once a second: no sender of events waits for the records, and
 * a thousand requests a second are one row. Whatever ends the process by force takes a second of it along.
 */
export interface Tally {
  add(ctx: Context, read: Accepted): void
  /** Resolves when everything added before is written. */
  flush(): Promise<void>
}

interface Waiting {
  readonly ctx: Context
  readonly tallied: Tallied
  readonly timer: NodeJS.Timeout
}

export function openTally(): Tally {
  const waiting = new Map<string, Waiting>()
  const writing = new Set<Promise<void>>()

  function write(source: string): void {
    const one = waiting.get(source)
    if (one === undefined) return
    clearTimeout(one.timer)
    waiting.delete(source)
    const { ctx, tallied } = one
    const written = keepRejections(ctx, tallied).catch((error: unknown) =>
      ctx.log.error({ error: String(error) }, 'what a source of evidence sent could not be counted'),
    )
    writing.add(written)
    void written.then(() => writing.delete(written))
  }

  return {
    add: (ctx, read) => {
      const { source, sourceName } = sourceOf(ctx)
      const one = waiting.get(source) ?? {
        ctx,
        tallied: nothing(source, sourceName, now(ctx)),
        timer: setTimeout(() => write(source), waitMilliseconds).unref(),
      }
      waiting.set(source, one)
      addTo(one.tallied, read, now(ctx))
    },
    flush: async () => {
      for (const source of waiting.keys()) write(source)
      await Promise.all(writing)
    },
  }
}

/** Who sent it: a program by its token, a person, or the server itself. */
function sourceOf({ actor }: Context): { source: string; sourceName: string } {
  const sourceName = actorName(actor)
  if (actor.kind === 'program') return { source: `token:${actor.tokenId}`, sourceName }
  return { source: actor.kind === 'person' ? `person:${actor.personId}` : actor.kind, sourceName }
}

const nothing = (source: string, sourceName: string, lastAt: Date): Tallied => ({
  source,
  sourceName,
  lastAt,
  counts: { accepted: 0, corrected: 0, refused: 0, withoutService: 0, withoutInstant: 0, withoutStatus: 0 },
  lines: [],
})

function addTo(tallied: Tallied, read: Accepted, at: Date): void {
  const { counts, lines } = tallied
  tallied.lastAt = at
  counts.accepted += read.accepted
  counts.corrected += read.corrected
  counts.refused += read.refusedCount
  counts.withoutService += read.notUnderstood.service
  counts.withoutInstant += read.notUnderstood.instant
  counts.withoutStatus += read.notUnderstood.status
  for (const line of read.refused.slice(0, linesMax - lines.length)) lines.push({ ...line, receivedAt: at })
}
