import { listTicketFields } from '@bellwether/contract/desk.ts'
import { fieldOfColumn } from '@bellwether/contract/view-columns.ts'
import { ActionIcon, Button, Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { ask } from '../../call.query.ts'
import { Icon } from '../../ui/icon.tsx'
import { t } from '../../ui/words.ts'
import { operatorName, operatorsOf, type Row, type RowOperator, type Rows } from './condition-rows.ts'
import { fieldNames, fieldOf, type TicketField } from './field-words.ts'
import { partsOfEntry } from './own-field-words.tsx'
import { ValueField } from './value-field.tsx'
import styles from './condition-editor.module.css'

interface ConditionEditorProps {
  rows: Rows
  onRows: (rows: Rows) => void
}

/** Which tickets: all of these hold, and one of those. */
export function ConditionEditor({ rows, onRows }: ConditionEditorProps) {
  return (
    <div className={styles.editor}>
      <RowList
        title={t`All of these are true`}
        rows={rows.all}
        onRows={(all) => onRows({ ...rows, all })}
        hasAutofocus
      />
      <RowList title={t`And at least one of these`} rows={rows.any} onRows={(any) => onRows({ ...rows, any })} />
    </div>
  )
}

interface RowListProps {
  title: string
  rows: readonly Row[]
  onRows: (rows: readonly Row[]) => void
  hasAutofocus?: boolean
}

function RowList({ title, rows, onRows, hasAutofocus = false }: RowListProps) {
  return (
    <fieldset className={styles.list}>
      <legend>{title}</legend>
      {rows.map((row, index) => (
        <RowEditor
          // A row has no name of its own: its place is what it is.
          key={index}
          row={row}
          hasAutofocus={hasAutofocus && index === 0}
          onRow={(next) => onRows(rows.with(index, next))}
          onRemove={() => onRows(rows.toSpliced(index, 1))}
        />
      ))}
      <Button
        size="compact-sm"
        variant="subtle"
        className={styles.add}
        data-autofocus={(hasAutofocus && rows.length === 0) || undefined}
        onClick={() => onRows([...rows, rowFor(rows.length === 0 ? 'tag' : 'owner')])}
      >
        {t`Add a condition`}
      </Button>
    </fieldset>
  )
}

/** What a row says first of a field: nothing that anybody chose. */
function rowFor(field: TicketField): Row {
  const { kind, values } = fieldOf(field)
  const [op = 'is'] = operatorsOf(field)
  const value = kind === 'instant' ? '7d' : kind === 'yes-no' ? 'true' : kind === 'person' ? 'me' : (values?.[0] ?? '')
  return { field, op, value }
}

interface RowEditorProps {
  row: Row
  hasAutofocus: boolean
  onRow: (row: Row) => void
  onRemove: () => void
}

const fieldChoices = Object.entries(fieldNames)
  .filter(([value]) => value !== 'field')
  .map(([value, label]) => ({ value, label }))

function rowOfChoice(choice: string): Row {
  const key = fieldOfColumn(choice)
  return key === undefined ? rowFor(choice as TicketField) : { field: 'field', op: 'is', value: `${key}=` }
}

function RowEditor({ row, hasAutofocus, onRow, onRemove }: RowEditorProps) {
  const own = useQuery(ask(listTicketFields)).data?.items ?? []
  const ownChoices = own.map(({ key, name }) => ({ value: `field:${key}`, label: name }))
  const operators = operatorsOf(row.field)
  return (
    <div className={styles.row}>
      <Select
        aria-label={t`Field`}
        data={[...fieldChoices, ...ownChoices]}
        searchable
        selectFirstOptionOnChange
        // What is typed takes the place of what is chosen.
        onFocus={(event) => event.currentTarget.select()}
        allowDeselect={false}
        data-autofocus={hasAutofocus || undefined}
        value={row.field === 'field' ? `field:${partsOfEntry(row.value).key}` : row.field}
        onChange={(field) => field !== null && onRow(rowOfChoice(field))}
      />
      <Select
        aria-label={t`How it compares`}
        data={operators.map((value) => ({ value, label: operatorName({ ...row, op: value }) }))}
        allowDeselect={false}
        value={row.op}
        onChange={(op) => op !== null && onRow(withOperator(row, op as RowOperator))}
      />
      <ValueField row={row} onValue={(value) => onRow({ ...row, value })} />
      <ActionIcon variant="subtle" color="gray" aria-label={t`Remove the condition`} onClick={onRemove}>
        <Icon name="cross" size={14} />
      </ActionIcon>
    </div>
  )
}

/** A length of time is no date: what fits the old one is gone. */
function withOperator(row: Row, op: RowOperator): Row {
  if (fieldOf(row.field).kind !== 'instant') return { ...row, op }
  if (op === 'is') return { ...row, op, value: null }
  const isDate = (one: RowOperator): boolean => one === 'before' || one === 'since'
  return isDate(op) === isDate(row.op) && row.op !== 'is'
    ? { ...row, op }
    : { ...row, op, value: isDate(op) ? '' : '7d' }
}
