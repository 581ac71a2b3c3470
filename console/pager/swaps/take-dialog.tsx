import { type Swap, takeSwap } from '@bellwether/contract/pager.ts'
import { notifications } from '@mantine/notifications'
import { ProblemError } from '../../call.ts'
import { useWrite } from '../../call.write.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { tx } from '../../ui/rich-words.tsx'
import { t } from '../../ui/words.ts'
import { ShiftSpan } from './shift-span.tsx'

interface TakeDialogProps {
  swap: Swap
  isOpen: boolean
  onClose: () => void
}

/** Says what taking a shift means before somebody does; whoever is not free then takes it anyway, or does not. */
export function TakeDialog({ swap, isOpen, onClose }: TakeDialogProps) {
  const { id, person, rota, inReturn } = swap
  const take = useWrite(takeSwap, {
    refreshes: ['/api/pager'],
    showsProblem: true,
    onDone: () => {
      notifications.show({ message: t`It is yours. ${person.name} reads of it by mail.`, color: 'petrol' })
      close()
    },
  })
  const close = (): void => {
    take.reset()
    onClose()
  }
  const isUnfree = take.error instanceof ProblemError && take.error.problem.type === '/problems/not-free'
  return (
    <ConfirmDialog
      isOpen={isOpen}
      title={t`Take the shift of ${person.name}?`}
      confirm={isUnfree ? t`Take it anyway` : t`Take it`}
      isBusy={take.isPending}
      error={take.error}
      onConfirm={() => take.mutate({ params: { id }, body: { anyway: isUnfree } })}
      onClose={close}
    >
      <p>{tx`You are on call for ${rota.name} of ${rota.team.name}: ${<ShiftSpan {...swap} />}`}</p>
      {inReturn !== null && (
        <p>{tx`In return ${person.name} is on call instead of you: ${<ShiftSpan {...inReturn} />}`}</p>
      )}
    </ConfirmDialog>
  )
}
