import { actOnTickets, addNote, type DoneAct, replyToTicket } from '@bellwether/contract/desk.ts'
import { getMe } from '@bellwether/contract/people.ts'
import type { QueryClient } from '@tanstack/react-query'
import { refresh } from '../../call.query.ts'
import { call, callAs, ProblemError, Unanswered } from '../../call.ts'
import { changeWaiting, readWaiting, type WaitingWrite } from './waiting-writes.ts'
import { t } from '../../ui/words.ts'

/** What waited for longer is done by nobody who has not looked at it again; the server knows a key for a day. */
const freshMs = 12 * 3_600_000
const routes = { act: actOnTickets, reply: replyToTicket, note: addNote }

/** Of what is being asked in this window. */
const stops = new Map<string, AbortController>()

interface Sending {
  readonly queries: QueryClient
  readonly waiting: readonly WaitingWrite[]
  readonly onAct: (act: DoneAct) => void
}

/**
 * Asks the server for what waits, in its order, until it is out of reach again. What it refuses stays, with the reason.
 * Several windows may do so at once: it is the same to the server.
 */
export async function sendWaiting({ queries, waiting, onAct }: Sending): Promise<void> {
  if (!(await isTheirs(waiting))) return
  for (const one of waiting) {
    // Somebody may have thought better of it, here or in another window, while those before were asked.
    if (one.problem !== null || !readWaiting().some(({ key }) => key === one.key)) continue
    if (Date.now() - one.atMs > freshMs) {
      note(queries, one, t`It has waited for so long that it must be looked at again.`)
      continue
    }
    if (navigator.onLine) change(queries, one, { hasLeft: true })
    const stop = new AbortController()
    stops.set(one.key, stop)
    try {
      const answer = await callAs(one.key, routes[one.kind], one.parts, stop.signal)
      forgetWaiting(queries, one)
      if (one.kind === 'act') onAct(answer as DoneAct)
    } catch (error) {
      if (isLater(error)) return
      if (stop.signal.aborted) continue
      note(queries, one, error instanceof ProblemError ? reasonOf(error) : t`It did not work.`)
    } finally {
      stops.delete(one.key)
    }
    void refresh(queries, '/api/desk')
  }
}

/** Nobody answers, or nobody is signed in: it waits on. */
const isLater = (error: unknown): boolean =>
  error instanceof Unanswered || (error instanceof ProblemError && error.problem.status === 401)

const reasonOf = ({ problem }: ProblemError): string => problem.detail ?? problem.title

/** Somebody else may have signed in by another window. */
async function isTheirs(waiting: readonly WaitingWrite[]): Promise<boolean> {
  const me = await call(getMe).catch(() => undefined)
  return waiting.every(({ personId }) => personId === me?.person.id)
}

const change = (queries: QueryClient, { key }: WaitingWrite, news: Partial<WaitingWrite>): boolean =>
  changeWaiting(queries, (all) => all.map((one) => (one.key === key ? { ...one, ...news } : one)))

const note = (queries: QueryClient, write: WaitingWrite, problem: string): boolean =>
  change(queries, write, { problem })

/** Nobody means it any more: what is being asked is not asked again. */
export function forgetWaiting(queries: QueryClient, { key }: Pick<WaitingWrite, 'key'>): void {
  stops.get(key)?.abort()
  changeWaiting(queries, (all) => all.filter((one) => one.key !== key))
}
