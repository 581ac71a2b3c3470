import { addAlertSource } from '@bellwether/contract/pager.ts'
import type { AnswerOf } from '@bellwether/contract/route.ts'
import { listTeams } from '@bellwether/contract/people.ts'
import { Button, Group, Select, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useDisclosure } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { ask } from '../../call.query.ts'
import { useWrite } from '../../call.write.ts'
import { CopyLine } from '../../ui/copy-line.tsx'
import { landOnFields } from '../../ui/field-problems.ts'
import { FormFoot } from '../../ui/form-foot.tsx'
import { FormModal } from '../../ui/form-modal.tsx'
import { t } from '../../ui/words.ts'
import styles from './alert-sources.module.css'

export function NewSourceDialog() {
  const [isOpen, dialog] = useDisclosure(false)
  return (
    <>
      <Button size="xs" variant="default" onClick={dialog.open}>
        {t`Add a source`}
      </Button>
      <FormModal opened={isOpen} onClose={dialog.close} title={t`Add a source of alerts`} size="lg">
        <NewSourceForm onClose={dialog.close} />
      </FormModal>
    </>
  )
}

function NewSourceForm({ onClose }: { onClose: () => void }) {
  const teams = useQuery(ask(listTeams))
  const form = useForm({
    initialValues: { team: null as string | null, name: '' },
    validate: { team: (team) => (team === null ? t`Choose the team.` : null) },
  })
  const add = useWrite(addAlertSource, { refreshes: ['/api/pager'], showsProblem: true })
  if (add.data !== undefined) return <KeyOnce made={add.data} onClose={onClose} />
  return (
    <form
      noValidate
      className={styles.form}
      onSubmit={form.onSubmit(({ team, name }) =>
        add.mutate(
          { body: { team: team ?? '', name } },
          { onError: (error) => landOnFields(error, form, ['team', 'name']) },
        ),
      )}
    >
      <TextInput label={t`Name`} placeholder={t`Prometheus`} required data-autofocus {...form.getInputProps('name')} />
      <Select
        label={t`Team that it pages`}
        data={(teams.data?.items ?? []).map(({ slug, name }) => ({ value: slug, label: name }))}
        required
        {...form.getInputProps('team')}
      />
      <FormFoot error={add.error} form={form} isBusy={add.isPending} onCancel={onClose}>
        {t`Add the source`}
      </FormFoot>
    </form>
  )
}

type Made = AnswerOf<typeof addAlertSource>

function KeyOnce({ made, onClose }: { made: Made; onClose: () => void }) {
  const payload = { summary: 'A try', source: 'me', severity: 'info' }
  const event = { routing_key: made.key, event_action: 'trigger', payload }
  return (
    <div className={styles.form}>
      <p>{t`This is the only time that its key is shown.`}</p>
      <CopyLine label={t`Key: routing_key of PagerDuty, GenieKey of Opsgenie`} text={made.key} />
      <CopyLine label={t`Address for PagerDuty Events API v2 requests`} text={made.pagerDutyUrl} />
      <CopyLine label={t`Address for a webhook of Alertmanager or Grafana`} text={made.alertmanagerUrl} />
      <CopyLine label={t`Address in place of the Opsgenie API`} text={made.opsgenieUrl} />
      <CopyLine label={t`Address in place of an incoming webhook of Slack`} text={made.slackUrl} />
      <CopyLine label={t`Address for VictorOps events`} text={made.victorOpsUrl} />
      <CopyLine label={t`Address for a webhook of any JSON`} text={made.webhookUrl} />
      {made.mailAddress !== null && (
        <CopyLine label={t`Address for mail, whose subject is the alert`} text={made.mailAddress} />
      )}
      <CopyLine
        label={t`A try that wakes nobody`}
        text={`curl -H 'content-type: application/json' -d '${JSON.stringify(event)}' ${made.pagerDutyUrl}`}
      />
      <Group justify="flex-end">
        <Button onClick={onClose}>{t`Done`}</Button>
      </Group>
    </div>
  )
}
