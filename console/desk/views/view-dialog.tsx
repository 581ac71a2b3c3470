import { addView, changeView, type OwnView } from '@bellwether/contract/desk.ts'
import type { TicketOrder } from '@bellwether/contract/desk-views.ts'
import { columnsMax, usualColumns } from '@bellwether/contract/view-columns.ts'
import { MultiSelect, Select, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useWrite } from '../../call.write.ts'
import { landOnFields } from '../../ui/field-problems.ts'
import { FormFoot } from '../../ui/form-foot.tsx'
import { FormModal } from '../../ui/form-modal.tsx'
import { sendOnKey } from '../../ui/send-on-key.ts'
import { t } from '../../ui/words.ts'
import { useColumns } from '../queue-columns.tsx'
import { sharedAs, SharingField, type SharingValues, sharingValuesOf, teamsFault } from '../sharing-field.tsx'
import { ConditionEditor } from './condition-editor.tsx'
import { useOrders } from './order-names.ts'
import { conditionOf, type Rows } from './condition-rows.ts'

interface ViewDialogProps {
  /** The one that is changed; null makes one. */
  view: OwnView | null
  /** What it asks to begin with; null: what rows do not say, and keeps on asking. */
  rows: Rows | null
  isOpen: boolean
  onClose: () => void
  onDone: (view: OwnView) => void
}

/** Makes a view, or changes one. */
export function ViewDialog(props: ViewDialogProps) {
  return (
    <FormModal
      opened={props.isOpen}
      onClose={props.onClose}
      title={props.view ? t`Change the view` : t`New view`}
      size="lg"
    >
      <ViewForm {...props} />
    </FormModal>
  )
}

interface Values extends SharingValues {
  name: string
  rows: Rows | null
  order: TicketOrder
  columns: string[]
}

const valuesOf = ({ view, rows }: Pick<ViewDialogProps, 'view' | 'rows'>): Values => ({
  name: view?.name ?? '',
  rows,
  order: view?.order ?? 'due',
  columns: [...(view?.columns ?? usualColumns)],
  ...sharingValuesOf(view),
})

function useViewForm(props: ViewDialogProps) {
  const { view, onDone } = props
  const form = useForm<Values>({
    initialValues: valuesOf(props),
    validate: {
      name: (value) => (value.trim() === '' ? t`Give it a name.` : null),
      rows: (value) => (value && conditionOf(value) === null ? t`Add a condition, and fill it in.` : null),
      teamIds: teamsFault,
    },
  })
  const options = { refreshes: ['/api/desk/view', '/api/desk/tickets'], showsProblem: true, onDone }
  const add = useWrite(addView, options)
  const change = useWrite(changeView, options)
  const send = form.onSubmit(({ name, rows, order, columns, ...shared }) => {
    const where = rows ? conditionOf(rows) : view?.where
    if (!where) return
    const body = { name, where, order, columns, ...sharedAs(shared) }
    const onError = (error: Error): void => landOnFields(error, form, ['name', 'teamIds'])
    if (view) change.mutate({ params: { id: view.id }, body }, { onError })
    else add.mutate({ body }, { onError })
  })
  return { form, send, error: add.error ?? change.error, isBusy: add.isPending || change.isPending }
}

function ViewForm(props: ViewDialogProps) {
  const { form, send, error, isBusy } = useViewForm(props)
  const orders = useOrders({ isAsked: true })
  return (
    <form noValidate onKeyDown={sendOnKey} onSubmit={send} style={{ display: 'grid', gap: 16 }}>
      <TextInput label={t`Name`} required maxLength={80} data-autofocus {...form.getInputProps('name')} />
      {form.values.rows === null ? (
        <p style={{ color: 'var(--ink-soft)' }}>{t`A program wrote what it asks for: that stays as it is.`}</p>
      ) : (
        <ConditionEditor rows={form.values.rows} onRows={(rows) => form.setFieldValue('rows', rows)} />
      )}
      {form.errors['rows'] !== undefined && (
        <p role="alert" style={{ color: 'var(--danger)', fontSize: 13 }}>
          {form.errors['rows']}
        </p>
      )}
      <Select label={t`Order`} data={orders} allowDeselect={false} {...form.getInputProps('order')} />
      <ColumnsField value={form.values.columns} onChange={(columns) => form.setFieldValue('columns', columns)} />
      <SharingField sharing={form.getInputProps('sharing')} teamIds={form.getInputProps('teamIds')} />
      <FormFoot error={error} form={form} isBusy={isBusy} onCancel={props.onClose}>
        {props.view ? t`Save` : t`Keep the view`}
      </FormFoot>
    </form>
  )
}

/** What the list shows; a field that is gone is shown no more. */
function ColumnsField({ value, onChange }: { value: string[]; onChange: (columns: string[]) => void }) {
  const columns = useColumns()
  return (
    <MultiSelect
      label={t`Columns`}
      description={t`Beside number, customer and subject. On a narrow screen they stand below.`}
      data={columns.map(({ id, head }) => ({ value: id, label: head }))}
      searchable
      maxValues={columnsMax}
      value={value.filter((one) => columns.some(({ id }) => id === one))}
      onChange={onChange}
    />
  )
}
