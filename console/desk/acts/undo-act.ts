import { type DoneAct, undoAct } from '@bellwether/contract/desk.ts'
import { ProblemError } from '../../call.ts'
import { useWrite } from '../../call.write.ts'
import { useLastActs } from './last-act.ts'

/** Undoes one act; what cannot be undone any more is not tried a second time by the key. */
export function useUndoOf(onDone?: (act: DoneAct) => void) {
  const acts = useLastActs()
  const write = useWrite(undoAct, {
    refreshes: ['/api/desk'],
    onDone: (act) => {
      acts.forget(act)
      onDone?.(act)
    },
  })
  const undo = (id: string): void =>
    write.mutate(
      { params: { id } },
      {
        onError: (error) => {
          if (error instanceof ProblemError) acts.forget({ id })
        },
      },
    )
  return { undo, isBusy: write.isPending }
}
