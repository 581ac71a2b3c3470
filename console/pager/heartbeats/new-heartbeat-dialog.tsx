import { addHeartbeat } from '@bellwether/contract/pager.ts'
import { listTeams } from '@bellwether/contract/people.ts'
import { Button, Group, Select, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useDisclosure } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { ask } from '../../call.query.ts'
import { useWrite } from '../../call.write.ts'
import { useZone } from '../../ui/clock.tsx'
import { CopyLine } from '../../ui/copy-line.tsx'
import { landOnFields } from '../../ui/field-problems.ts'
import { FormFoot } from '../../ui/form-foot.tsx'
import { FormModal } from '../../ui/form-modal.tsx'
import { t } from '../../ui/words.ts'
import styles from '../sources/alert-sources.module.css'
import { heartbeatOf, type HeartbeatValues } from './heartbeat-values.ts'
import { RhythmFields } from './rhythm-fields.tsx'

export function NewHeartbeatDialog() {
  const [isOpen, dialog] = useDisclosure(false)
  return (
    <>
      <Button size="xs" variant="default" onClick={dialog.open}>
        {t`Add a heartbeat`}
      </Button>
      <FormModal opened={isOpen} onClose={dialog.close} title={t`Add a heartbeat`} size="lg">
        <NewHeartbeatForm onClose={dialog.close} />
      </FormModal>
    </>
  )
}

function NewHeartbeatForm({ onClose }: { onClose: () => void }) {
  const teams = useQuery(ask(listTeams))
  const form = useForm<HeartbeatValues>({
    initialValues: {
      team: null,
      name: '',
      by: 'period',
      every: 60,
      unit: 'minutes',
      cron: '',
      timeZone: useZone(),
      grace: 10,
    },
    validate: {
      team: (team) => (team === null ? t`Choose the team.` : null),
      cron: (cron, { by }) => (by === 'cron' && cron.trim() === '' ? t`Write the expression.` : null),
    },
  })
  const add = useWrite(addHeartbeat, { refreshes: ['/api/pager'], showsProblem: true })
  if (add.data !== undefined) return <AddressOnce pingUrl={add.data.pingUrl} onClose={onClose} />
  const send = form.onSubmit((values) =>
    add.mutate(
      { body: heartbeatOf(values) },
      { onError: (error) => landOnFields(error, form, ['team', 'name', 'cron', 'timeZone']) },
    ),
  )
  return (
    <form noValidate className={styles.form} onSubmit={send}>
      <TextInput
        label={t`Name`}
        placeholder={t`Nightly backup`}
        required
        data-autofocus
        {...form.getInputProps('name')}
      />
      <Select
        label={t`Team that it pages`}
        data={(teams.data?.items ?? []).map(({ slug, name }) => ({ value: slug, label: name }))}
        required
        {...form.getInputProps('team')}
      />
      <RhythmFields form={form} />
      <FormFoot error={add.error} form={form} isBusy={add.isPending} onCancel={onClose}>
        {t`Add the heartbeat`}
      </FormFoot>
    </form>
  )
}

function AddressOnce({ pingUrl, onClose }: { pingUrl: string; onClose: () => void }) {
  return (
    <div className={styles.form}>
      <p>{t`This is the only time that its address is shown. From its first call on it is expected.`}</p>
      <CopyLine label={t`At the end of the job`} text={`curl -fsS -m 10 --retry 5 ${pingUrl}`} />
      <CopyLine label={t`With whether it failed`} text={`job; curl -fsS -m 10 --retry 5 ${pingUrl}/$?`} />
      <Group justify="flex-end">
        <Button onClick={onClose}>{t`Done`}</Button>
      </Group>
    </div>
  )
}
