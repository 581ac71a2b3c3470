import { getTicket, listTicketFields, type TicketField } from '@bellwether/contract/desk.ts'
import { shownFields } from '@bellwether/contract/shown-fields.ts'
import { MultiSelect } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ask } from '../../call.query.ts'
import { FieldInputs } from '../../ui/fields/field-inputs.tsx'
import { faultsOf, valueOf, valuesOf, type WrittenValues, writtenOf } from '../../ui/fields/written-values.ts'
import { FormFoot } from '../../ui/form-foot.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { tx } from '../../ui/rich-words.tsx'
import { sendOnKey } from '../../ui/send-on-key.ts'
import { t } from '../../ui/words.ts'
import type { ActFormProps } from './act-form.ts'
import { useAct } from './use-act.tsx'

/** The fields of one ticket as they shall be; of many what is written in all. */
export function FieldsForm(props: ActFormProps) {
  const { tickets } = props.acted
  const only = 'ids' in tickets && tickets.ids.length === 1 ? tickets.ids[0] : undefined
  const fields = useQuery(ask(listTicketFields))
  const ticket = useQuery({ ...ask(getTicket, { params: { id: only ?? '' } }), enabled: only !== undefined })
  return (
    <Loaded query={fields} rows={3}>
      {({ items }) => {
        if (items.length === 0) return <NoFields />
        if (only === undefined) return <Fields {...props} fields={items} before={null} />
        return (
          <Loaded query={ticket} rows={3}>
            {({ fields: values }) => <Fields {...props} fields={items} before={writtenOf(values)} />}
          </Loaded>
        )
      }}
    </Loaded>
  )
}

const NoFields = () => (
  <p>
    {tx`Tickets have no fields of yours yet: a product, a region, a severity. Whoever may configure the desk adds them in ${(
      <Link to="/settings/$section" params={{ section: 'customer-fields' }}>
        {t`the settings`}
      </Link>
    )}.`}
  </p>
)

interface FieldsProps extends ActFormProps {
  fields: readonly TicketField[]
  /** What stands in them; null for many tickets. */
  before: WrittenValues | null
}

function Fields({ acted, fields, before, onDone, onClose }: FieldsProps) {
  const act = useAct({ onDone, showsProblem: true })
  // Only the form on the web insists.
  const asked = fields.map((field) => ({ ...field, isRequired: false }))
  const form = useForm<{ fields: WrittenValues; cleared: string[] }>({
    initialValues: { fields: before ?? {}, cleared: [] },
    validate: (values) => faultsOf(values.fields, asked, before ?? {}),
  })
  const written = form.values.fields
  const isShown = new Set(shownFields(asked, valuesOf(written, asked)).map(({ key }) => key))
  // What stands in a field that is shown no more can be taken away.
  const shown = before === null ? asked : asked.filter(({ key }) => isShown.has(key) || before[key] !== undefined)
  const send = form.onSubmit((values) => {
    const changed = asked.flatMap((field) => {
      const [text, was] = [values.fields[field.key]?.trim() ?? '', before?.[field.key] ?? '']
      return text === was ? [] : [[field.key, text === '' ? null : valueOf(text, field)] as const]
    })
    const cleared = values.cleared.map((key) => [key, null] as const)
    const all = Object.fromEntries([...cleared, ...changed])
    if (Object.keys(all).length === 0) return onClose()
    act.run({ kind: 'set-fields', values: all }, acted.tickets)
  })
  return (
    <form noValidate onKeyDown={sendOnKey} onSubmit={send} style={{ display: 'grid', gap: 12 }}>
      {before === null && <p>{t`What you leave empty stays as it is on each of them.`}</p>}
      <FieldInputs form={form} fields={shown} hasAutofocus />
      {before === null && (
        <MultiSelect
          label={t`Clear`}
          description={t`These are emptied on each of them.`}
          data={asked.map(({ key, name }) => ({ value: key, label: name }))}
          {...form.getInputProps('cleared')}
        />
      )}
      <FormFoot error={act.error} form={form} isBusy={act.isBusy} onCancel={onClose}>
        {t`Save`}
      </FormFoot>
    </form>
  )
}
