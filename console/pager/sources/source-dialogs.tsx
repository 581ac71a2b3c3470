import { type AlertSource, renewAlertSourceKey } from '@bellwether/contract/pager.ts'
import { Button } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useWrite } from '../../call.write.ts'
import { FormModal } from '../../ui/form-modal.tsx'
import { t } from '../../ui/words.ts'
import { RenewDialog } from '../renewal/renew-dialog.tsx'
import { SourceForm } from './source-form.tsx'
import { SourceKey } from './source-key.tsx'

export function NewSourceDialog() {
  const [isOpen, dialog] = useDisclosure(false)
  return (
    <>
      <Button size="xs" variant="default" onClick={dialog.open}>
        {t`Add a source`}
      </Button>
      <FormModal opened={isOpen} onClose={dialog.close} title={t`Add a source of alerts`} size="lg">
        <SourceForm source={null} onClose={dialog.close} />
      </FormModal>
    </>
  )
}

export function ChangeSourceDialog({ source }: { source: AlertSource }) {
  const [isOpen, dialog] = useDisclosure(false)
  const title = t`Change ${source.name}`
  return (
    <>
      <Button size="compact-xs" variant="default" onClick={dialog.open} aria-label={title}>
        {t`Change…`}
      </Button>
      <FormModal opened={isOpen} onClose={dialog.close} title={title}>
        <SourceForm source={source} onClose={dialog.close} />
      </FormModal>
    </>
  )
}

export function RenewSourceKey({ source: { id, name, oldKey } }: { source: AlertSource }) {
  const renew = useWrite(renewAlertSourceKey, { refreshes: ['/api/pager'], showsProblem: true })
  return (
    <RenewDialog
      name={name}
      oldKey={oldKey}
      stays={t`Its address for mail stays, unless the old key stops at once: then it is another one, too.`}
      isBusy={renew.isPending}
      error={renew.error}
      onRenew={(body) => renew.mutate({ params: { id }, body })}
      onForget={renew.reset}
      made={(close) => renew.data && <SourceKey made={renew.data} onKept={close} />}
    />
  )
}
