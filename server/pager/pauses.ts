import { type Context, now } from '../platform/context.ts'
import type { Names } from '../people/people.ts'

interface MayRest {
  readonly pausedAt: Date | null
  readonly pausedBy: string | null
}

/** Since when something rests, and by whom. */
export const presentPause = ({ pausedAt, pausedBy }: MayRest, names: Names) =>
  pausedAt && { since: pausedAt, by: pausedBy === null ? null : names.person(pausedBy) }

/** What begins or ends a pause; one that is asked for twice began the first time. */
export function pauseOf(ctx: Context, { pausedAt, pausedBy }: MayRest, isPaused: boolean): MayRest {
  if (!isPaused) return { pausedAt: null, pausedBy: null }
  if (pausedAt) return { pausedAt, pausedBy }
  return { pausedAt: now(ctx), pausedBy: ctx.actor.kind === 'person' ? ctx.actor.personId : null }
}
