import { actOnTickets } from '@bellwether/contract/desk.ts'
import { useWrite } from '../../call.write.ts'
import { useQueryClient } from '@tanstack/react-query'
import { useOwnWaiting } from '../waiting/use-own-waiting.ts'
import { forgetWaiting } from '../waiting/send-waiting.ts'
import { knownTicket } from '../waiting/ticket-number.ts'
import { useKeepWaiting } from '../waiting/use-keep-waiting.ts'
import { waitingWords } from './waiting-words.ts'
import type { ActInput } from './act-form.ts'
import { showAct } from './act-notice.tsx'
import { useLastActs } from './last-act.ts'
import { useUndoOf } from './undo-act.ts'

interface ActOptions {
  onDone?: () => void
  /** The component shows the problem itself. */
  showsProblem?: boolean
}

/** Does something to tickets, of which a notice says what came of it, and which one key undoes. */
export function useAct({ onDone, showsProblem = false }: ActOptions = {}) {
  const acts = useLastActs()
  const queries = useQueryClient()
  const keep = useKeepWaiting()
  const write = useWrite(actOnTickets, {
    refreshes: ['/api/desk'],
    showsProblem,
    waits: (error, { body }) => {
      // What a view holds may be another when the connection is back, and so may be what an answer answers.
      if (!('ids' in body.tickets) || body.act.kind === 'reply') return false
      const [id = ''] = body.tickets.ids
      const isOne = body.tickets.ids.length === 1
      const ticket = isOne ? knownTicket(queries, id) : null
      const words = waitingWords(body.act, body.tickets.ids.length, ticket !== null)
      if (!keep(error, { kind: 'act', ticket, words }, { body })) return false
      onDone?.()
      return true
    },
    onDone: (act) => {
      acts.remember(act)
      showAct(act)
      onDone?.()
    },
  })
  const run = (act: ActInput['act'], tickets: ActInput['tickets'], onError?: (error: Error) => void): void => {
    const body = { act, tickets }
    // A key that is pressed twice means it once.
    if (write.isPending && JSON.stringify(write.variables.body) === JSON.stringify(body)) return
    write.mutate({ body }, onError ? { onError } : {})
  }
  return { run, isBusy: write.isPending, error: write.error, reset: write.reset }
}

/**
 * Undoes what was done last, and then what was done before that; undefined where there is nothing. What waits for the
 * connection was done last, and is not done then.
 */
export function useUndo(): (() => void) | undefined {
  const acts = useLastActs()
  const queries = useQueryClient()
  const waiting = useOwnWaiting().findLast(({ kind, problem }) => kind === 'act' && problem === null)
  const { undo, isBusy } = useUndoOf(showAct)
  if (waiting !== undefined && waiting.atMs > acts.lastAtMs()) return () => void forgetWaiting(queries, waiting)
  if (isBusy || acts.last() === undefined) return undefined
  return () => {
    const id = acts.last()
    if (id !== undefined) undo(id)
  }
}
