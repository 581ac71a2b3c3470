import { type DeployRule, setDeployRule } from '@bellwether/contract/pager.ts'
import { Button, Checkbox, Group, NumberInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useDisclosure } from '@mantine/hooks'
import { useWrite } from '../../call.write.ts'
import { FormFoot } from '../../ui/form-foot.tsx'
import { FormModal } from '../../ui/form-modal.tsx'
import { t } from '../../ui/words.ts'
import { ServiceField } from './service-field.tsx'
import styles from '../sources/alert-sources.module.css'

interface DeployRuleProps {
  /** null: every service; empty: one that is still to be named. */
  service: string | null
  rule: DeployRule | null
}

const usual: DeployRule = { hours: 8, watchedHours: 6, refuses: true }

/** Says what deploys of a service need. */
export function DeployRuleDialog({ service, rule }: DeployRuleProps) {
  const [isOpen, dialog] = useDisclosure(false)
  const title =
    service === ''
      ? t`Another rule for a service`
      : service === null
        ? t`Change what every deploy needs`
        : t`Change what a deploy of ${service} needs`
  return (
    <>
      <Button
        size={service === '' ? 'xs' : 'compact-xs'}
        variant="default"
        onClick={dialog.open}
        {...(service === '' ? {} : { 'aria-label': title })}
      >
        {service === '' ? title : t`Change`}
      </Button>
      <FormModal opened={isOpen} onClose={dialog.close} title={title}>
        <DeployRuleForm service={service} rule={rule} onClose={dialog.close} />
      </FormModal>
    </>
  )
}

function DeployRuleForm({ service, rule, onClose }: DeployRuleProps & { onClose: () => void }) {
  const form = useForm({
    initialValues: { service: service ?? '', ...(rule ?? usual) },
    validate: {
      service: (name) => (service !== null && name.trim() === '' ? t`Name the service.` : null),
      watchedHours: (watched, { hours }) =>
        Number(watched) > Number(hours) ? t`No more hours can be watched than there are.` : null,
    },
  })
  const set = useWrite(setDeployRule, { refreshes: ['/api/pager'], showsProblem: true, onDone: onClose })
  const send = form.onSubmit(({ service: name, hours, watchedHours, refuses }) => {
    const written = { hours: Number(hours), watchedHours: Number(watchedHours), refuses }
    set.mutate({ body: { service: service === null ? null : name, rule: written } })
  })
  return (
    <form noValidate className={styles.form} onSubmit={send}>
      {service === '' && <ServiceField {...form.getInputProps('service')} />}
      <Group gap={8} grow align="start">
        <NumberInput
          label={t`Hours after the deploy`}
          min={1}
          max={48}
          allowDecimal={false}
          {...form.getInputProps('hours')}
        />
        <NumberInput label={t`Watched of them, hours`} min={0} max={48} {...form.getInputProps('watchedHours')} />
      </Group>
      <Checkbox
        label={t`Refuse the deploy where that is not so`}
        description={t`Else the pipeline is warned, and goes on. Whoever has to may always override it, with a name and a reason.`}
        {...form.getInputProps('refuses', { type: 'checkbox' })}
      />
      <FormFoot error={set.error} form={form} isBusy={set.isPending} onCancel={onClose}>
        {t`Save`}
      </FormFoot>
    </form>
  )
}
