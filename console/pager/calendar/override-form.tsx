import { addOverrides, removeOverride } from '@bellwether/contract/pager.ts'
import { Button, Switch, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { notifications } from '@mantine/notifications'
import { useQueryClient } from '@tanstack/react-query'
import { call } from '../../call.ts'
import { refresh } from '../../call.query.ts'
import { showProblem, useWrite } from '../../call.write.ts'
import { useZone } from '../../ui/clock.tsx'
import { plural } from '../../ui/figures.ts'
import { FormFoot } from '../../ui/form-foot.tsx'
import { fieldValueOf, instantOfField } from '../../ui/instants.ts'
import { t } from '../../ui/words.ts'
import { StaffField } from '../staff-field.tsx'
import styles from './rota-calendar.module.css'

export interface Span {
  readonly startsAt: string
  readonly endsAt: string
}

interface OverrideFormProps {
  rotaId: string
  /** One that can be changed, or many that are taken as they are. */
  spans: readonly Span[]
  onClose: () => void
}

/** Puts somebody, or nobody, on for some time, whoever had it. */
export function OverrideForm({ rotaId, spans, onClose }: OverrideFormProps) {
  const zone = useZone()
  const queries = useQueryClient()
  const [first] = spans
  const form = useForm({
    initialValues: {
      from: fieldValueOf(first?.startsAt ?? 0, zone),
      until: fieldValueOf(first?.endsAt ?? 0, zone),
      person: null as string | null,
      isNobody: false,
      note: '',
    },
    validate: {
      person: (person, { isNobody }) => (person === null && !isNobody ? t`Choose who is on.` : null),
      until: (until, { from }) => (spans.length === 1 && until <= from ? t`It ends later than it begins.` : null),
    },
  })
  const add = useWrite(addOverrides, {
    refreshes: ['/api/pager'],
    showsProblem: true,
    onDone: ({ items, told }) => {
      const words = plural(told.length, 'person was', 'people were')
      showDone(told.length === 0 ? t`Changed.` : t`Changed. ${words} told by mail.`, async () => {
        for (const { id } of items) await call(removeOverride, { params: { id: rotaId, override: id } })
        await refresh(queries, '/api/pager')
      })
      onClose()
    },
  })
  const send = form.onSubmit(({ from, until, person, isNobody, note }) => {
    const own = {
      startsAt: instantOfField(from, zone)?.toISOString() ?? '',
      endsAt: instantOfField(until, zone)?.toISOString() ?? '',
    }
    const body = { person: isNobody ? null : person, spans: spans.length === 1 ? [own] : [...spans], note }
    add.mutate({ params: { id: rotaId }, body })
  })
  return (
    <form noValidate onSubmit={send} className={styles.form}>
      {spans.length === 1 ? (
        <div className={styles.times}>
          <TextInput type="datetime-local" label={t`From`} {...form.getInputProps('from')} />
          <TextInput type="datetime-local" label={t`Until`} {...form.getInputProps('until')} />
        </div>
      ) : (
        <p>{t`All ${spans.length} of them at once.`}</p>
      )}
      <p className={styles.hint}>{t`Times are in ${zone}.`}</p>
      {!form.values.isNobody && (
        <StaffField
          label={t`Who is on`}
          value={form.values.person}
          onChange={(person) => form.setFieldValue('person', person)}
          error={form.errors['person']}
        />
      )}
      <Switch label={t`Nobody: leave a gap`} {...form.getInputProps('isNobody', { type: 'checkbox' })} />
      <TextInput label={t`Why`} placeholder={t`A wedding`} {...form.getInputProps('note')} />
      <FormFoot error={add.error} form={form} isBusy={add.isPending} onCancel={onClose}>
        {t`Override`}
      </FormFoot>
    </form>
  )
}

/** Says that it is done, with the way back. */
function showDone(words: string, undo: () => Promise<void>): void {
  const id = `override-${Date.now()}`
  const message = (
    <div className={styles.done}>
      <span>{words}</span>
      <Button
        size="compact-sm"
        variant="default"
        onClick={() => {
          notifications.hide(id)
          undo().catch(showProblem)
        }}
      >
        {t`Undo`}
      </Button>
    </div>
  )
  notifications.show({ id, message, color: 'petrol', autoClose: 10_000 })
}
