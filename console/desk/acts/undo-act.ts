import { type DoneAct, undoAct } from '@bellwether/contract/desk.ts'
import { ProblemError } from '../../call.ts'
import { useWrite } from '../../call.write.ts'
import { keepDraft, readDraft } from '../draft.ts'
import { useLastActs } from './last-act.ts'

/** Undoes one act; what cannot be undone any more is not tried a second time by the key. */
export function useUndoOf(onDone?: (act: DoneAct) => void) {
  const acts = useLastActs()
  const write = useWrite(undoAct, {
    refreshes: ['/api/desk'],
    onDone: (act) => {
      acts.forget(act)
      // What was written to many is written on, as a reply to one is, unless another was begun since.
      if (act.act.kind === 'reply' && readDraft(localStorage, 'many', 'reply-many') === '')
        keepDraft(localStorage, 'many', 'reply-many', act.act.text)
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
