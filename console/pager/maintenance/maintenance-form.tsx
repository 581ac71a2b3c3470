import { addMaintenance, listAlertSources } from '@bellwether/contract/pager.ts'
import { listTeams } from '@bellwether/contract/people.ts'
import { Select, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useQuery } from '@tanstack/react-query'
import { ask } from '../../call.query.ts'
import { useWrite } from '../../call.write.ts'
import { useClockRead, useZone } from '../../ui/clock.tsx'
import { landOnFields } from '../../ui/field-problems.ts'
import { FormFoot } from '../../ui/form-foot.tsx'
import { fieldValueOf, instantOfField } from '../../ui/instants.ts'
import { t } from '../../ui/words.ts'
import styles from './maintenance.module.css'

const hourMilliseconds = 3_600_000

interface Values {
  /** `team:SLUG` or `source:ID`. */
  of: string | null
  /** Empty: now. */
  from: string
  until: string
  note: string
}

/** Says whose alerts page nobody, from when until when, and why. */
export function MaintenanceForm({ onClose }: { onClose: () => void }) {
  const zone = useZone()
  const readClock = useClockRead()
  const sources = useQuery(ask(listAlertSources)).data?.items ?? []
  const teams = useQuery(ask(listTeams)).data?.items ?? []
  const form = useForm<Values>({
    initialValues: { of: null, from: '', until: fieldValueOf(readClock() + hourMilliseconds, zone), note: '' },
    validate: {
      of: (of) => (of === null ? t`Choose whose alerts page nobody.` : null),
      until: (until) => (until === '' ? t`Say when it ends.` : null),
      note: (note) => (note.trim() === '' ? t`Say what is worked on.` : null),
    },
  })
  const add = useWrite(addMaintenance, { refreshes: ['/api/pager'], showsProblem: true, onDone: onClose })
  const send = form.onSubmit(({ of, from, until, note }) => {
    const body = {
      of: ofChoice(of ?? ''),
      // Nothing is no time, and yet a browser reads one out of it.
      from: from === '' ? null : (instantOfField(from, zone)?.toISOString() ?? null),
      until: instantOfField(until, zone)?.toISOString() ?? '',
      note,
    }
    add.mutate({ body }, { onError: (error) => landOnFields(error, form, ['of', 'from', 'until', 'note']) })
  })
  const choices = [
    ...sources.map(({ id, name, team }) => ({ value: `source:${id}`, label: t`${name} of ${team.name}` })),
    ...teams.map(({ slug, name }) => ({ value: `team:${slug}`, label: t`All that pages ${name}` })),
  ]
  return (
    <form noValidate onSubmit={send} className={styles.form}>
      <Select
        label={t`Whose alerts page nobody`}
        data={choices}
        searchable
        required
        data-autofocus
        {...form.getInputProps('of')}
      />
      <TextInput
        label={t`What is worked on`}
        placeholder={t`Database move`}
        required
        maxLength={300}
        {...form.getInputProps('note')}
      />
      <div className={styles.times}>
        <TextInput type="datetime-local" label={t`From`} description={t`Empty: now`} {...form.getInputProps('from')} />
        <TextInput
          type="datetime-local"
          label={t`Until`}
          description={t`At most 30 days`}
          required
          {...form.getInputProps('until')}
        />
      </div>
      <p className={styles.hint}>{t`Times are in ${zone}.`}</p>
      <FormFoot error={add.error} form={form} isBusy={add.isPending} onCancel={onClose}>
        {t`Plan it`}
      </FormFoot>
    </form>
  )
}

function ofChoice(choice: string) {
  const [kind, ...rest] = choice.split(':')
  const id = rest.join(':')
  return kind === 'team' ? { kind: 'team' as const, team: id } : { kind: 'source' as const, source: id }
}
