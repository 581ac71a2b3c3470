import { overrideDeployWindow } from '@bellwether/contract/pager.ts'
import { Button, NumberInput, Textarea } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useDisclosure } from '@mantine/hooks'
import { useWrite } from '../../call.write.ts'
import { FormFoot } from '../../ui/form-foot.tsx'
import { FormModal } from '../../ui/form-modal.tsx'
import { t } from '../../ui/words.ts'
import { ServiceField } from './service-field.tsx'
import styles from '../sources/alert-sources.module.css'

/** Lets a service be deployed although nobody watches. */
export function NewOverrideDialog() {
  const [isOpen, dialog] = useDisclosure(false)
  return (
    <>
      <Button size="compact-xs" variant="default" onClick={dialog.open}>
        {t`Let a deploy go all the same`}
      </Button>
      <FormModal opened={isOpen} onClose={dialog.close} title={t`Let a deploy go all the same`}>
        <OverrideForm onClose={dialog.close} />
      </FormModal>
    </>
  )
}

function OverrideForm({ onClose }: { onClose: () => void }) {
  const form = useForm({
    initialValues: { service: '', reason: '', hours: 2 as number | string },
    validate: {
      service: (name) => (name.trim() === '' ? t`Name the service.` : null),
      reason: (words) => (words.trim() === '' ? t`Say why: whoever watches next reads it.` : null),
      hours: (hours) => (Number(hours) < 0.25 || Number(hours) > 24 ? t`From a quarter of an hour to 24 hours.` : null),
    },
  })
  const override = useWrite(overrideDeployWindow, {
    refreshes: ['/api/pager'],
    showsProblem: true,
    onDone: onClose,
  })
  const send = form.onSubmit(({ hours, ...said }) => override.mutate({ body: { ...said, hours: Number(hours) } }))
  return (
    <form noValidate className={styles.form} onSubmit={send}>
      <p>{t`Your name and the reason stand on the On call screen, in the answer that the pipeline gets, and in the audit.`}</p>
      <ServiceField {...form.getInputProps('service')} />
      <Textarea label={t`Why`} required maxLength={500} autosize minRows={2} {...form.getInputProps('reason')} />
      <NumberInput label={t`For so many hours`} min={0.25} max={24} step={1} {...form.getInputProps('hours')} />
      <FormFoot error={override.error} form={form} isBusy={override.isPending} onCancel={onClose}>
        {t`Let it go`}
      </FormFoot>
    </form>
  )
}
