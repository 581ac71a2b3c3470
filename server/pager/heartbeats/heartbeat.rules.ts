import { nextByCron } from './cron.rules.ts'

/** By a period, or by a cron expression on the clock of a zone. */
export interface Rhythm {
  readonly periodSeconds: number | null
  readonly cron: string | null
  readonly timeZone: string | null
  readonly graceSeconds: number
}

interface Heard extends Rhythm {
  readonly state: 'new' | 'up' | 'down'
  readonly lastPingAt: Date | null
  readonly dueAt: Date | null
  readonly pausedAt: Date | null
  readonly resumedAt: Date | null
}

const after = (at: Date, seconds: number): Date => new Date(at.getTime() + seconds * 1000)

/** After it was heard of: when it is expected anew. */
export function expectedAfter({ periodSeconds, cron, timeZone }: Rhythm, at: Date): Date {
  if (cron === null || timeZone === null) return after(at, periodSeconds ?? 0)
  const [next] = nextByCron(cron, timeZone, { after: at, count: 1 })
  if (!next) throw new Error(`nothing comes by the cron expression ${cron}`)
  return next
}

/** After it was heard of: when it is missed. */
export const dueAfterPing = (rhythm: Rhythm, at: Date): Date => after(expectedAfter(rhythm, at), rhythm.graceSeconds)

/** After it began: the end has as much time as a late one, and no more than it had before. */
export function dueAfterStart({ graceSeconds, dueAt }: Heard, at: Date): Date {
  const end = after(at, graceSeconds)
  return dueAt !== null && dueAt < end ? dueAt : end
}

interface Times {
  readonly lastPingAt: Date | null
  readonly startedAt: Date | null
  readonly resumedAt: Date | null
  readonly dueAt: Date | null
}

/** From when on it is expected: whatever was heard before it was resumed. */
const expectedFrom = ({ lastPingAt, resumedAt }: Pick<Times, 'lastPingAt' | 'resumedAt'>): Date | null =>
  lastPingAt !== null && resumedAt !== null && resumedAt > lastPingAt ? resumedAt : lastPingAt

/**
 * After the clock was set back: what it said before is told by the clock of now, so that as much time passes as was to pass.
 * By a cron expression it is expected on the clock of now, after what was last heard.
 */
export function timesSetBack(heard: Rhythm & Times, milliseconds: number): Times {
  const earlier = (at: Date | null): Date | null => (at === null ? null : new Date(at.getTime() - milliseconds))
  const [lastPingAt, resumedAt] = [earlier(heard.lastPingAt), earlier(heard.resumedAt)]
  const startedAt = earlier(heard.startedAt)
  const from = startedAt === null && heard.cron !== null ? expectedFrom({ lastPingAt, resumedAt }) : null
  return { lastPingAt, startedAt, resumedAt, dueAt: from === null ? earlier(heard.dueAt) : dueAfterPing(heard, from) }
}

/** After its rhythm was changed: a change alone wakes nobody before the grace is over. */
export function dueAfterChange(heard: Heard & Pick<Times, 'startedAt'>, at: Date): Date | null {
  const soonest = after(at, heard.graceSeconds)
  // Whatever its rhythm is: what began is to end.
  if (heard.startedAt !== null) return soonest
  const expected = expectedAt(heard)
  if (expected === null) return null
  const due = after(expected, heard.graceSeconds)
  return due > soonest ? due : soonest
}

/** How it does now; late is overdue within its grace. */
export function stateAt(heard: Heard, at: Date): 'new' | 'up' | 'late' | 'down' | 'paused' {
  if (heard.pausedAt !== null) return 'paused'
  const expected = expectedAt(heard)
  return heard.state === 'up' && expected !== null && expected < at ? 'late' : heard.state
}

/** When it is expected next; null where nothing was heard of it yet, or it rests. */
export function expectedAt({ pausedAt, ...heard }: Omit<Heard, 'state' | 'dueAt'>): Date | null {
  const from = pausedAt === null ? expectedFrom(heard) : null
  return from === null ? null : expectedAfter(heard, from)
}

/** What an address says after the key: `start`, `fail`, `log`, or the exit status of a program. */
export type Ping = 'success' | 'start' | 'fail' | 'log'

/** undefined where the address says nothing that is known. */
export function pingOf(word: string | undefined): Ping | undefined {
  if (word === undefined || word === '') return 'success'
  if (word === 'start' || word === 'fail' || word === 'log') return word
  return /^\d{1,3}$/.test(word) && Number(word) <= 255 ? (Number(word) === 0 ? 'success' : 'fail') : undefined
}
