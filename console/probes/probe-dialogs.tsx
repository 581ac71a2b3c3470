import type { Probe } from '@bellwether/contract/probes.ts'
import { Button } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { FormModal } from '../ui/form-modal.tsx'
import { t } from '../ui/words.ts'
import { ProbeForm } from './probe-form.tsx'

export function NewProbeDialog() {
  const [isOpen, dialog] = useDisclosure(false)
  return (
    <>
      <Button size="xs" onClick={dialog.open}>
        {t`Add a probe`}
      </Button>
      <FormModal opened={isOpen} onClose={dialog.close} title={t`Add a probe`} size="lg">
        <ProbeForm probe={null} onClose={dialog.close} />
      </FormModal>
    </>
  )
}

export function ChangeProbeDialog({ probe }: { probe: Probe }) {
  const [isOpen, dialog] = useDisclosure(false)
  const title = t`Change ${probe.name}`
  return (
    <>
      <Button size="compact-xs" variant="default" onClick={dialog.open} aria-label={title}>
        {t`Change…`}
      </Button>
      <FormModal opened={isOpen} onClose={dialog.close} title={title} size="lg">
        <ProbeForm probe={probe} onClose={dialog.close} />
      </FormModal>
    </>
  )
}
