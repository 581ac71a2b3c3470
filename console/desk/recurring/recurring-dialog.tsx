import { addRecurringTicket, changeRecurringTicket, type RecurringTicket } from '@bellwether/contract/desk.ts'
import type { Recurrence } from '@bellwether/contract/recurrence.ts'
import { Checkbox, Modal, Textarea, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useWrite } from '../../call.write.ts'
import { useClockRead, useZone } from '../../ui/clock.tsx'
import { landOnFields } from '../../ui/field-problems.ts'
import { FormFoot } from '../../ui/form-foot.tsx'
import { fieldValueOf } from '../../ui/instants.ts'
import { useKeptValues } from '../../ui/kept-values.ts'
import { sendOnKey } from '../../ui/send-on-key.ts'
import { t } from '../../ui/words.ts'
import { ActEditor, allKinds } from '../rules/act-editor.tsx'
import { type ActRow, openingActOfRow, rowOfAct } from '../rules/act-rows.ts'
import { RecurrenceField } from './recurrence-field.tsx'

interface RecurringDialogProps {
  /** The one that is changed; null makes one. */
  recurring: RecurringTicket | null
  isOpen: boolean
  onClose: () => void
}

/** Makes a ticket that opens again and again, or changes one. */
export function RecurringDialog(props: RecurringDialogProps) {
  const title = props.recurring ? t`Change the recurring ticket` : t`New recurring ticket`
  return (
    <Modal opened={props.isOpen} onClose={props.onClose} title={title} size="lg">
      <RecurringForm {...props} />
    </Modal>
  )
}

interface Values {
  subject: string
  text: string
  recurrence: Recurrence
  acts: readonly ActRow[]
  waitsForLast: boolean
}

const openingKinds = allKinds.filter((kind) => kind !== 'remove')

const blank = (timeZone: string, startsOn: string): Values => ({
  subject: '',
  text: '',
  recurrence: { unit: 'week', every: 1, on: ['monday'], at: '09:00', timeZone, startsOn },
  acts: [],
  waitsForLast: true,
})

const valuesOf = ({ subject, text, recurrence, acts, waitsForLast }: RecurringTicket): Values => ({
  subject,
  text,
  recurrence,
  acts: acts.map(rowOfAct),
  waitsForLast,
})

function useRecurringForm({ recurring, onClose }: RecurringDialogProps) {
  const [read, zone] = [useClockRead(), useZone()]
  const first = recurring ? valuesOf(recurring) : blank(zone, fieldValueOf(read(), zone).slice(0, 10))
  const kept = useKeptValues<Values>(`recurring ${recurring?.id ?? 'new'}`, first)
  const form = useForm<Values>({
    initialValues: kept.first,
    onValuesChange: kept.keep,
    validate: {
      acts: (rows) => (rows.some((row) => openingActOfRow(row) === null) ? t`Say what is done, or remove it.` : null),
    },
  })
  const close = (): void => {
    kept.forget()
    onClose()
  }
  const options = { refreshes: ['/api/desk/recurring-tickets'], showsProblem: true, onDone: close }
  const [add, change] = [useWrite(addRecurringTicket, options), useWrite(changeRecurringTicket, options)]
  const send = form.onSubmit(({ acts, ...values }) => {
    const body = { ...values, acts: acts.flatMap((row) => openingActOfRow(row) ?? []), isOn: recurring?.isOn ?? true }
    const onError = (error: Error): void => landOnFields(error, form, ['subject', 'text'])
    if (recurring) change.mutate({ params: { id: recurring.id }, body }, { onError })
    else add.mutate({ body }, { onError })
  })
  return { form, send, close, error: add.error ?? change.error, isBusy: add.isPending || change.isPending }
}

function RecurringForm(props: RecurringDialogProps) {
  const { form, send, close, error, isBusy } = useRecurringForm(props)
  return (
    <form noValidate onKeyDown={sendOnKey} onSubmit={send} style={{ display: 'grid', gap: 16 }}>
      <TextInput
        label={t`Subject`}
        placeholder={t`Check which certificates end this month`}
        required
        maxLength={500}
        data-autofocus
        {...form.getInputProps('subject')}
      />
      <Textarea
        label={t`What is to be done`}
        description={t`Each ticket begins with it, as a note; @ mentions a colleague or a team.`}
        minRows={3}
        maxRows={12}
        autosize
        required
        {...form.getInputProps('text')}
      />
      <RecurrenceField
        value={form.values.recurrence}
        onChange={(recurrence) => form.setFieldValue('recurrence', recurrence)}
      />
      <ActEditor kinds={openingKinds} rows={form.values.acts} onRows={(rows) => form.setFieldValue('acts', rows)} />
      {form.errors['acts'] !== undefined && (
        <p role="alert" style={{ color: 'var(--danger)', fontSize: 13 }}>
          {form.errors['acts']}
        </p>
      )}
      <Checkbox
        label={t`Wait for the one before`}
        description={t`While it is open none is added to it: it says that it was due again.`}
        {...form.getInputProps('waitsForLast', { type: 'checkbox' })}
      />
      <FormFoot error={error} form={form} isBusy={isBusy} onCancel={close}>
        {props.recurring ? t`Save` : t`Keep it`}
      </FormFoot>
    </form>
  )
}
