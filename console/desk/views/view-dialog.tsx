import { addView, changeView, type OwnView } from '@bellwether/contract/desk.ts'
import { ticketOrders, type TicketOrder } from '@bellwether/contract/desk-views.ts'
import { listTeams } from '@bellwether/contract/people.ts'
import { Modal, MultiSelect, SegmentedControl, Select, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useQuery } from '@tanstack/react-query'
import { ask } from '../../call.query.ts'
import { useWrite } from '../../call.write.ts'
import { landOnFields } from '../../ui/field-problems.ts'
import { FormFoot } from '../../ui/form-foot.tsx'
import { sendOnKey } from '../../ui/send-on-key.ts'
import { ConditionEditor } from './condition-editor.tsx'
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
    <Modal opened={props.isOpen} onClose={props.onClose} title={props.view ? 'Change the view' : 'New view'} size="lg">
      <ViewForm {...props} />
    </Modal>
  )
}

type Sharing = 'nobody' | 'teams' | 'everybody'

interface Values {
  name: string
  rows: Rows | null
  order: TicketOrder
  sharing: Sharing
  teamIds: string[]
}

const orderNames: Readonly<Record<TicketOrder, string>> = {
  due: 'Nearest breach first',
  priority: 'The highest priority first, then the nearest breach',
  'returned-first': 'Back from a team first, then the nearest breach',
  'newest-message': 'Latest word first',
  opened: 'Latest opened first',
  resolved: 'Latest resolved first',
}

const valuesOf = ({ view, rows }: Pick<ViewDialogProps, 'view' | 'rows'>): Values => ({
  name: view?.name ?? '',
  rows,
  order: view?.order ?? 'due',
  sharing: view?.isForEverybody ? 'everybody' : (view?.teams.length ?? 0) > 0 ? 'teams' : 'nobody',
  teamIds: view?.teams.map(({ id }) => id) ?? [],
})

function useViewForm(props: ViewDialogProps) {
  const { view, onDone } = props
  const form = useForm<Values>({
    initialValues: valuesOf(props),
    validate: {
      name: (value) => (value.trim() === '' ? 'Give it a name.' : null),
      rows: (value) => (value && conditionOf(value) === null ? 'Add a condition, and fill it in.' : null),
      teamIds: (value, { sharing }) => (sharing === 'teams' && value.length === 0 ? 'Choose a team.' : null),
    },
  })
  const options = { refreshes: ['/api/desk/view', '/api/desk/tickets'], showsProblem: true, onDone }
  const add = useWrite(addView, options)
  const change = useWrite(changeView, options)
  const send = form.onSubmit(({ name, rows, order, sharing, teamIds }) => {
    const where = rows ? conditionOf(rows) : view?.where
    if (!where) return
    const shared = { isForEverybody: sharing === 'everybody', teamIds: sharing === 'teams' ? teamIds : [] }
    const body = { name, where, order, ...shared }
    const onError = (error: Error): void => landOnFields(error, form, ['name', 'teamIds'])
    if (view) change.mutate({ params: { id: view.id }, body }, { onError })
    else add.mutate({ body }, { onError })
  })
  return { form, send, error: add.error ?? change.error, isBusy: add.isPending || change.isPending }
}

function ViewForm(props: ViewDialogProps) {
  const { form, send, error, isBusy } = useViewForm(props)
  const teams = useQuery(ask(listTeams)).data?.items ?? []
  return (
    <form noValidate onKeyDown={sendOnKey} onSubmit={send} style={{ display: 'grid', gap: 16 }}>
      <TextInput label="Name" required maxLength={80} data-autofocus {...form.getInputProps('name')} />
      {form.values.rows === null ? (
        <p style={{ color: 'var(--ink-soft)' }}>A program wrote what it asks for: that stays as it is.</p>
      ) : (
        <ConditionEditor rows={form.values.rows} onRows={(rows) => form.setFieldValue('rows', rows)} />
      )}
      {form.errors['rows'] !== undefined && (
        <p role="alert" style={{ color: 'var(--danger)', fontSize: 13 }}>
          {form.errors['rows']}
        </p>
      )}
      <Select
        label="Order"
        data={ticketOrders.map((value) => ({ value, label: orderNames[value] }))}
        allowDeselect={false}
        {...form.getInputProps('order')}
      />
      <div style={{ display: 'grid', gap: 8 }}>
        <SegmentedControl
          aria-label="Who sees it"
          data={[
            { value: 'nobody', label: 'Only I see it' },
            { value: 'teams', label: 'Teams' },
            { value: 'everybody', label: 'Everybody' },
          ]}
          {...form.getInputProps('sharing')}
        />
        {form.values.sharing === 'teams' && (
          <MultiSelect
            label="Teams"
            data={teams.map(({ id, name }) => ({ value: id, label: name }))}
            {...form.getInputProps('teamIds')}
          />
        )}
      </div>
      <FormFoot error={error} form={form} isBusy={isBusy} onCancel={props.onClose}>
        {props.view ? 'Save' : 'Keep the view'}
      </FormFoot>
    </form>
  )
}
