import { actOnTickets, type DoneAct, undoAct } from '@bellwether/contract/desk.ts'
import { notifications } from '@mantine/notifications'
import { useWrite } from '../../call.write.ts'
import type { ActInput } from './act-form.ts'
import { ActNotice } from './act-notice.tsx'
import { useLastActs } from './last-act.ts'

const shownMs = 8000

/** Says what was done, with the way back, until it is over and read. */
function showAct(act: DoneAct): void {
  notifications.show({
    id: `act-${act.id}`,
    message: <ActNotice act={act} />,
    color: 'petrol',
    // What goes on is followed to its end.
    autoClose: act.finishedAt === null ? false : shownMs,
  })
}

interface ActOptions {
  onDone?: () => void
  /** The component shows the problem itself. */
  showsProblem?: boolean
}

/** Does something to tickets, of which a notice says what came of it, and which one key undoes. */
export function useAct({ onDone, showsProblem = false }: ActOptions = {}) {
  const acts = useLastActs()
  const write = useWrite(actOnTickets, {
    refreshes: ['/api/desk'],
    showsProblem,
    onDone: (act) => {
      acts.remember(act)
      showAct(act)
      onDone?.()
    },
  })
  const run = (act: ActInput['act'], tickets: ActInput['tickets'], onError?: (error: Error) => void): void =>
    write.mutate({ body: { act, tickets } }, onError ? { onError } : {})
  return { run, isBusy: write.isPending, error: write.error, reset: write.reset }
}

/** Undoes what was done last, and then what was done before that; undefined where there is nothing. */
export function useUndo(): (() => void) | undefined {
  const acts = useLastActs()
  const undo = useWrite(undoAct, {
    refreshes: ['/api/desk'],
    onDone: (act) => {
      acts.forget(act)
      showAct(act)
    },
  })
  const id = acts.last()
  return id === undefined || undo.isPending ? undefined : () => undo.mutate({ params: { id } })
}
