import type { Rota } from '@bellwether/contract/pager.ts'
import { Button } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { FormModal } from '../ui/form-modal.tsx'
import { t } from '../ui/words.ts'
import { RotaForm } from './editor/rota-form.tsx'

/** Adds a rota, to this team or to one that is chosen, or changes the one given. */
export function RotaDialog({ rota, team }: { rota: Rota | null; team?: Rota['team'] }) {
  const [isOpen, dialog] = useDisclosure(false)
  const words = rota === null ? t`Add a rota${team === undefined ? '' : ` ${t`to ${team.name}`}`}` : t`Change`
  const title = rota === null ? words : t`${rota.name} of ${rota.team.name}`
  return (
    <>
      <Button
        size={rota === null ? 'xs' : 'compact-xs'}
        variant="default"
        onClick={dialog.open}
        style={{ justifySelf: 'start' }}
        aria-label={rota === null ? words : t`Change the rota ${title}`}
      >
        {rota === null ? t`Add a rota` : t`Change`}
      </Button>
      <FormModal opened={isOpen} onClose={dialog.close} title={title} size={1000}>
        <RotaForm rota={rota} team={team} onClose={dialog.close} />
      </FormModal>
    </>
  )
}
