import type { Rota } from '@bellwether/contract/pager.ts'
import { FormModal } from '../../ui/form-modal.tsx'
import { t } from '../../ui/words.ts'
import { SwapForm, type TheirShift } from './swap-form.tsx'

interface SwapDialogProps {
  rota: Pick<Rota, 'id' | 'name' | 'layers' | 'team'>
  /** undefined: it is closed. */
  shift: TheirShift | undefined
  onClose: () => void
}

/** Asks for cover of a shift. */
export function SwapDialog({ rota, shift, onClose }: SwapDialogProps) {
  return (
    <FormModal opened={shift !== undefined} onClose={onClose} title={t`Ask for cover on ${rota.name}`}>
      {shift !== undefined && <SwapForm rota={rota} shift={shift} onClose={onClose} />}
    </FormModal>
  )
}
