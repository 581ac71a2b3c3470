import { getCustomer, listCustomers } from '@bellwether/contract/customers.ts'
import { listTags } from '@bellwether/contract/desk.ts'
import { listMailboxes } from '@bellwether/contract/mail.ts'
import { tagOf } from '@bellwether/contract/tag.ts'
import { Autocomplete, NumberInput, Select, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { ask } from '../../call.query.ts'
import { useTeamPeople } from '../../team-people.ts'
import { useZone } from '../../ui/clock.tsx'
import { fieldValueOf, instantOfField } from '../../ui/instants.ts'
import { SearchSelect } from '../../ui/search-select.tsx'
import { t } from '../../ui/words.ts'
import { useMay } from '../../use-may.ts'
import { fieldOf, valueName } from './field-words.ts'
import type { Row } from './condition-rows.ts'
import { OwnFieldValue } from './own-field-value.tsx'
import styles from './condition-editor.module.css'

interface ValueFieldProps {
  row: Row
  onValue: (value: string | null) => void
}

/** What a field is compared with, by what it holds. */
export function ValueField(props: ValueFieldProps) {
  const { kind, values } = fieldOf(props.row.field)
  if (values) return <OneOf {...props} choices={values.map((value) => ({ value, label: valueName(value) }))} />
  if (kind === 'id') return props.row.field === 'customer' ? <CustomerValue {...props} /> : <MailboxValue {...props} />
  const Value = valueFields[kind] ?? TextValue
  return <Value {...props} />
}

const yesOrNo = [
  { value: 'true', label: t`yes` },
  { value: 'false', label: t`no` },
]

const YesOrNo = (props: ValueFieldProps) => <OneOf {...props} choices={yesOrNo} />

const TextValue = ({ row, onValue }: ValueFieldProps) => (
  <TextInput
    aria-label={t`Value`}
    value={row.value ?? ''}
    maxLength={200}
    onChange={(event) => onValue(event.currentTarget.value)}
  />
)

const NumberValue = ({ row, onValue }: ValueFieldProps) => (
  <NumberInput aria-label={t`Value`} value={row.value ?? ''} min={0} onChange={(value) => onValue(String(value))} />
)

const NothingThere = () => <span className={styles.nothing}>{t`not there`}</span>

interface Choice {
  value: string
  label: string
}

/** Stands for nothing there, which no id and no name is. */
const nothing = '\u2205'

function OneOf({ row, onValue, choices, none }: ValueFieldProps & { choices: readonly Choice[]; none?: string }) {
  const data = none === undefined ? [...choices] : [{ value: nothing, label: none }, ...choices]
  return (
    <Select
      aria-label={t`Value`}
      placeholder={t`Choose`}
      data={data}
      searchable={data.length > 8}
      selectFirstOptionOnChange
      onFocus={(event) => event.currentTarget.select()}
      allowDeselect={false}
      value={row.value === null && none !== undefined ? nothing : row.value}
      onChange={(value) => onValue(value === nothing ? null : value)}
    />
  )
}

function PersonValue(props: ValueFieldProps) {
  const people = useTeamPeople()
  const choices = [
    { value: 'me', label: t`me (whoever looks)` },
    { value: 'off-call', label: t`not on call now` },
    { value: 'shift', label: t`me, and what my shift covers` },
    ...people.map(({ id, name }) => ({ value: id, label: name })),
  ]
  return <OneOf {...props} choices={choices} none={t`nobody`} />
}

function MailboxValue(props: ValueFieldProps) {
  const isReadable = useMay('mail.read')
  const mailboxes = useQuery({ ...ask(listMailboxes), enabled: isReadable }).data?.items ?? []
  return <OneOf {...props} choices={mailboxes.map(({ id, name }) => ({ value: id, label: name }))} none={t`none`} />
}

function CustomerValue(props: ValueFieldProps) {
  const id = props.row.value
  const isChosen = id !== null && id !== ''
  const before = useQuery({ ...ask(getCustomer, { params: { id: id ?? '' } }), enabled: isChosen })
  const [first] = useState(id)
  // Its name stands in the field from the start.
  if (isChosen && id === first && before.isPending) return <span className={styles.nothing}>…</span>
  const name = id === null ? t`none` : (before.data?.name ?? t`a customer that is gone`)
  return <OneCustomer {...props} chosen={id === '' ? null : { value: id ?? nothing, label: name }} />
}

function OneCustomer({ row, onValue, chosen }: ValueFieldProps & { chosen: Choice | null }) {
  const [search, setSearch] = useState('')
  const found = useQuery(ask(listCustomers, { query: { search, limit: 20 } })).data?.items
  const none = search === '' ? [{ value: nothing, label: t`none` }] : []
  return (
    <SearchSelect
      label={t`Value`}
      isLabelHidden
      placeholder={t`Part of a name`}
      nothingFound={t`No customer is called so.`}
      first={chosen}
      search={search}
      found={found && [...none, ...found.map(({ id, name }) => ({ value: id, label: name }))]}
      onSearch={setSearch}
      value={row.value === '' ? null : (row.value ?? nothing)}
      onChange={(value) => onValue(value === nothing ? null : value)}
    />
  )
}

function TagValue({ row, onValue }: ValueFieldProps) {
  const tags = useQuery(ask(listTags)).data?.items ?? []
  return (
    <Autocomplete
      aria-label={t`Value`}
      placeholder={t`slow-fonts`}
      data={tags}
      value={row.value ?? ''}
      onChange={onValue}
      onBlur={() => onValue(tagOf(row.value ?? ''))}
    />
  )
}

const units = [
  { value: 'm', label: t`minutes` },
  { value: 'h', label: t`hours` },
  { value: 'd', label: t`days` },
  { value: 'w', label: t`weeks` },
]

function InstantValue({ row, onValue }: ValueFieldProps) {
  const zone = useZone()
  if (row.op === 'is') return <NothingThere />
  if (row.op === 'before' || row.op === 'since')
    return (
      <TextInput
        type="datetime-local"
        aria-label={t`Value`}
        value={row.value === null || Number.isNaN(Date.parse(row.value)) ? '' : fieldValueOf(row.value, zone)}
        onChange={(event) => onValue(instantOfField(event.currentTarget.value, zone)?.toISOString() ?? '')}
      />
    )
  const [, count = '', unit = 'd'] = /^(\d*)([mhdw])$/.exec(row.value ?? '') ?? []
  return (
    <span className={styles.span}>
      <NumberInput
        aria-label={t`How many`}
        min={1}
        max={9999}
        allowDecimal={false}
        value={count}
        onChange={(next) => onValue(`${next}${unit}`)}
      />
      <Select
        aria-label={t`Of what`}
        data={units}
        allowDeselect={false}
        value={unit}
        onChange={(next) => onValue(`${count}${next}`)}
      />
    </span>
  )
}

const valueFields: Readonly<Partial<Record<string, (props: ValueFieldProps) => ReactNode>>> = {
  instant: InstantValue,
  person: PersonValue,
  tag: TagValue,
  entry: OwnFieldValue,
  'yes-no': YesOrNo,
  integer: NumberValue,
  number: NumberValue,
}
