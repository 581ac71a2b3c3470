import { addAlertSource, type AlertSource, changeAlertSource } from '@bellwether/contract/pager.ts'
import { listTeams } from '@bellwether/contract/people.ts'
import { Select, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useQuery } from '@tanstack/react-query'
import { ask } from '../../call.query.ts'
import { useWrite } from '../../call.write.ts'
import { landOnFields } from '../../ui/field-problems.ts'
import { FormFoot } from '../../ui/form-foot.tsx'
import { t } from '../../ui/words.ts'
import styles from './alert-sources.module.css'
import { SourceKey } from './source-key.tsx'

/** Adds a source, whose key is shown then, or changes one. */
export function SourceForm({ source, onClose }: { source: AlertSource | null; onClose: () => void }) {
  const teams = useQuery(ask(listTeams))
  const form = useForm({
    initialValues: { team: source?.team.slug ?? null, name: source?.name ?? '' },
    validate: { team: (team) => (team === null ? t`Choose the team.` : null) },
  })
  const how = { refreshes: ['/api/pager'], showsProblem: true }
  const [add, change] = [useWrite(addAlertSource, how), useWrite(changeAlertSource, { ...how, onDone: onClose })]
  if (add.data !== undefined) return <SourceKey made={add.data} onKept={onClose} />
  const land = { onError: (error: Error) => landOnFields(error, form, ['team', 'name']) }
  const send = form.onSubmit(({ team, name }) => {
    const body = { team: team ?? '', name }
    if (source === null) add.mutate({ body }, land)
    else change.mutate({ params: { id: source.id }, body }, land)
  })
  return (
    <form noValidate className={styles.form} onSubmit={send}>
      <TextInput label={t`Name`} placeholder={t`Prometheus`} required data-autofocus {...form.getInputProps('name')} />
      <Select
        label={t`Team that it pages`}
        description={source !== null && t`Pages that are open stay with the team that has them.`}
        data={(teams.data?.items ?? []).map(({ slug, name }) => ({ value: slug, label: name }))}
        required
        {...form.getInputProps('team')}
      />
      <FormFoot
        error={add.error ?? change.error}
        form={form}
        isBusy={add.isPending || change.isPending}
        onCancel={onClose}
      >
        {source === null ? t`Add the source` : t`Save`}
      </FormFoot>
    </form>
  )
}
