import { addHeartbeat, changeHeartbeat, type Heartbeat } from '@bellwether/contract/pager.ts'
import { listTeams } from '@bellwether/contract/people.ts'
import { Select, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useQuery } from '@tanstack/react-query'
import { ask } from '../../call.query.ts'
import { useWrite } from '../../call.write.ts'
import { useZone } from '../../ui/clock.tsx'
import { landOnFields } from '../../ui/field-problems.ts'
import { FormFoot } from '../../ui/form-foot.tsx'
import { t } from '../../ui/words.ts'
import styles from '../sources/alert-sources.module.css'
import { HeartbeatAddress } from './heartbeat-address.tsx'
import { heartbeatOf, type HeartbeatValues, valuesOf } from './heartbeat-values.ts'
import { RhythmFields } from './rhythm-fields.tsx'

/** Adds a heartbeat, whose address is shown then, or changes one. */
export function HeartbeatForm({ heartbeat, onClose }: { heartbeat: Heartbeat | null; onClose: () => void }) {
  const teams = useQuery(ask(listTeams))
  const form = useForm<HeartbeatValues>({
    initialValues: valuesOf(heartbeat, useZone()),
    validate: {
      team: (team) => (team === null ? t`Choose the team.` : null),
      cron: (cron, { by }) => (by === 'cron' && cron.trim() === '' ? t`Write the expression.` : null),
    },
  })
  const how = { refreshes: ['/api/pager'], showsProblem: true }
  const [add, change] = [useWrite(addHeartbeat, how), useWrite(changeHeartbeat, { ...how, onDone: onClose })]
  if (add.data !== undefined) return <HeartbeatAddress pingUrl={add.data.pingUrl} onKept={onClose} />
  const land = { onError: (error: Error) => landOnFields(error, form, ['team', 'name', 'cron', 'timeZone']) }
  const send = form.onSubmit((values) => {
    const body = heartbeatOf(values)
    if (heartbeat === null) add.mutate({ body }, land)
    else change.mutate({ params: { id: heartbeat.id }, body }, land)
  })
  return (
    <form noValidate className={styles.form} onSubmit={send}>
      <TextInput
        label={t`Name`}
        description={heartbeat !== null && t`Its address and its slug stay as they are.`}
        placeholder={t`Nightly backup`}
        required
        data-autofocus
        {...form.getInputProps('name')}
      />
      <Select
        label={t`Team that it pages`}
        description={heartbeat?.state === 'down' && t`It is silent, or failed: another team is paged at once.`}
        data={(teams.data?.items ?? []).map(({ slug, name }) => ({ value: slug, label: name }))}
        required
        {...form.getInputProps('team')}
      />
      <RhythmFields form={form} />
      <FormFoot
        error={add.error ?? change.error}
        form={form}
        isBusy={add.isPending || change.isPending}
        onCancel={onClose}
      >
        {heartbeat === null ? t`Add the heartbeat` : t`Save`}
      </FormFoot>
    </form>
  )
}
