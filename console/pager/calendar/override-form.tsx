import { addOverrides, removeOverrides, type Rota } from '@bellwether/contract/pager.ts'
import { Switch, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useQueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { call } from '../../call.ts'
import { refresh } from '../../call.query.ts'
import { useWrite } from '../../call.write.ts'
import { useZone } from '../../ui/clock.tsx'
import { landOnPaths } from '../../ui/field-problems.ts'
import { plural } from '../../ui/figures.ts'
import { FormFoot } from '../../ui/form-foot.tsx'
import { fieldValueOf, instantOfField } from '../../ui/instants.ts'
import { t } from '../../ui/words.ts'
import { StaffField } from '../../staff-field.tsx'
import { showDone } from './show-done.tsx'
import styles from './rota-calendar.module.css'

export interface Span {
  readonly startsAt: string
  readonly endsAt: string
}

interface OverrideFormProps {
  rota: Pick<Rota, 'id' | 'layers'>
  /** One that can be changed, or many that are taken as they are. */
  spans: readonly Span[]
  onClose: () => void
  /** What else can be done with it. */
  children?: ReactNode
}

/** Puts somebody, or nobody, on for some time, whoever had it. */
export function OverrideForm({ rota, spans, onClose, children }: OverrideFormProps) {
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
        const body = { overrides: items.map(({ id }) => id) }
        await call(removeOverrides, { params: { id: rota.id }, body })
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
    add.mutate({ params: { id: rota.id }, body }, { onError: (problem) => landOnPaths(problem, form, fieldAt) })
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
      {spans.length === 1 && (
        <Switch label={t`Nobody: leave a gap`} {...form.getInputProps('isNobody', { type: 'checkbox' })} />
      )}
      {!form.values.isNobody && (
        <StaffField
          label={t`Who is on`}
          value={form.values.person}
          onChange={(person) => form.setFieldValue('person', person)}
          error={form.errors['person']}
          before={rota.layers.flatMap(({ people }) => people)}
        />
      )}
      <TextInput label={t`Why`} placeholder={t`A wedding`} {...form.getInputProps('note')} />
      {children}
      <FormFoot error={add.error} form={form} isBusy={add.isPending} onCancel={onClose}>
        {t`Override`}
      </FormFoot>
    </form>
  )
}

/** Of many spans none has a field here: what is wrong with them is said below. */
function fieldAt(pointer: string): string | undefined {
  const [, field] = /^#?\/(?:body\/)?(person|note|spans\/0\/startsAt|spans\/0\/endsAt)$/.exec(pointer) ?? []
  if (field === 'spans/0/startsAt') return 'from'
  return field === 'spans/0/endsAt' ? 'until' : field
}
