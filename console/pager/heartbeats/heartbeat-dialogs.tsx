import { type Heartbeat, renewHeartbeatAddress } from '@bellwether/contract/pager.ts'
import { Button } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useWrite } from '../../call.write.ts'
import { FormModal } from '../../ui/form-modal.tsx'
import { t } from '../../ui/words.ts'
import { RenewDialog } from '../renewal/renew-dialog.tsx'
import { HeartbeatAddress } from './heartbeat-address.tsx'
import { HeartbeatForm } from './heartbeat-form.tsx'

export function NewHeartbeatDialog() {
  const [isOpen, dialog] = useDisclosure(false)
  return (
    <>
      <Button size="xs" variant="default" onClick={dialog.open}>
        {t`Add a heartbeat`}
      </Button>
      <FormModal opened={isOpen} onClose={dialog.close} title={t`Add a heartbeat`} size="lg">
        <HeartbeatForm heartbeat={null} onClose={dialog.close} />
      </FormModal>
    </>
  )
}

export function ChangeHeartbeatDialog({ heartbeat }: { heartbeat: Heartbeat }) {
  const [isOpen, dialog] = useDisclosure(false)
  const title = t`Change ${heartbeat.name}`
  return (
    <>
      <Button size="compact-xs" variant="default" onClick={dialog.open} aria-label={title}>
        {t`Change…`}
      </Button>
      <FormModal opened={isOpen} onClose={dialog.close} title={title} size="lg">
        <HeartbeatForm heartbeat={heartbeat} onClose={dialog.close} />
      </FormModal>
    </>
  )
}

export function RenewHeartbeatAddress({ heartbeat: { id, name, oldKey } }: { heartbeat: Heartbeat }) {
  const renew = useWrite(renewHeartbeatAddress, { refreshes: ['/api/pager'], showsProblem: true })
  return (
    <RenewDialog
      name={name}
      oldKey={oldKey}
      isBusy={renew.isPending}
      error={renew.error}
      onRenew={(body) => renew.mutate({ params: { id }, body })}
      onForget={renew.reset}
      made={(close) => renew.data && <HeartbeatAddress pingUrl={renew.data.pingUrl} onKept={close} />}
    />
  )
}
