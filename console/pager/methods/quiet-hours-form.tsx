import { listContactMethods, type QuietHours, setQuietHours } from '@bellwether/contract/pager-methods.ts'
import { Button, Group, Select, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useState } from 'react'
import { useWrite } from '../../call.write.ts'
import { landOnFields } from '../../ui/field-problems.ts'
import { tx } from '../../ui/rich-words.tsx'
import { t } from '../../ui/words.ts'
import { useZone } from '../../ui/clock.tsx'
import { zones } from '../../ui/zones.ts'
import styles from './contact-methods.module.css'

interface QuietHoursProps {
  personId: string
  quietHours: QuietHours | null
}

/** The hours in which pages that can wait do not disturb: said in a line, and changed in place. */
export function QuietHoursForm({ personId, quietHours }: QuietHoursProps) {
  const [isEdited, setEdited] = useState(false)
  const set = useWrite(setQuietHours, {
    refreshes: [listContactMethods.path],
    showsProblem: true,
    onDone: () => setEdited(false),
  })
  const save = (hours: QuietHours | null) => set.mutate({ params: { id: personId }, body: { quietHours: hours } })
  if (isEdited)
    return (
      <Fields
        quietHours={quietHours}
        error={set.error}
        isBusy={set.isPending}
        save={save}
        cancel={() => setEdited(false)}
      />
    )
  return (
    <p className={styles.quiet}>
      <span>
        {quietHours === null
          ? t`Pages that can wait go out at any hour. Urgent ones always do.`
          : tx`Pages that can wait do so from ${<strong>{quietHours.from}</strong>} until ${<strong>{quietHours.until}</strong>} (${quietHours.timeZone}). Urgent ones ring at any hour.`}
      </span>
      <Button size="compact-xs" variant="default" onClick={() => setEdited(true)}>
        {quietHours === null ? t`Set quiet hours` : t`Change quiet hours`}
      </Button>
    </p>
  )
}

interface FieldsProps {
  quietHours: QuietHours | null
  error: Error | null
  isBusy: boolean
  save: (hours: QuietHours | null) => void
  cancel: () => void
}

function Fields({ quietHours, error, isBusy, save, cancel }: FieldsProps) {
  const zone = useZone()
  const form = useForm<QuietHours>({
    initialValues: quietHours ?? { timeZone: zone, from: '22:00', until: '07:00' },
  })
  const [seen, setSeen] = useState<Error | null>(null)
  if (error !== seen) {
    setSeen(error)
    landOnFields(error, form, ['timeZone', 'from', 'until', 'quietHours'])
  }
  return (
    <form noValidate onSubmit={form.onSubmit(save)} className={styles.hours} aria-label={t`Quiet hours`}>
      <TextInput type="time" label={t`From`} required data-autofocus {...form.getInputProps('from')} />
      <TextInput type="time" label={t`Until`} required {...form.getInputProps('until')} />
      <Select label={t`Time zone`} data={zones} searchable required {...form.getInputProps('timeZone')} />
      {form.errors['quietHours'] !== undefined && <p role="alert">{form.errors['quietHours']}</p>}
      <Group gap={8}>
        <Button size="xs" type="submit" loading={isBusy}>
          {t`Save`}
        </Button>
        {quietHours !== null && (
          <Button size="xs" variant="default" onClick={() => save(null)}>
            {t`No quiet hours`}
          </Button>
        )}
        <Button size="xs" variant="default" onClick={cancel}>
          {t`Cancel`}
        </Button>
      </Group>
    </form>
  )
}
