import { listTicketFields, type TicketField } from '@bellwether/contract/desk.ts'
import { Select, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { ask } from '../../call.query.ts'
import { t } from '../../ui/words.ts'
import type { Row } from './condition-rows.ts'
import { partsOfEntry } from './own-field-words.tsx'
import styles from './condition-editor.module.css'

interface OwnFieldValueProps {
  row: Row
  onValue: (value: string) => void
}

const yesOrNo = [
  { value: 'true', label: t`yes` },
  { value: 'false', label: t`no` },
]

/** What stands in one of the organisation's own fields. */
export function OwnFieldValue({ row, onValue }: OwnFieldValueProps) {
  const fields = useQuery(ask(listTicketFields)).data?.items ?? []
  const { key, value } = partsOfEntry(row.value)
  const field = fields.find((one) => one.key === key)
  if (field === undefined) return <span className={styles.nothing}>{t`a field that is gone`}</span>
  return <ValueOf field={field} value={value} onValue={(next) => onValue(`${key}=${next}`)} />
}

interface ValueOfProps {
  field: TicketField
  value: string
  onValue: (value: string) => void
}

function ValueOf({ field: { kind, choices }, value, onValue }: ValueOfProps) {
  const offered = kind === 'choice' ? choices : kind === 'yes-no' ? yesOrNo : undefined
  if (offered === undefined)
    return (
      <TextInput
        aria-label={t`Value`}
        type={kind === 'date' ? 'date' : 'text'}
        maxLength={200}
        value={value}
        onChange={(event) => onValue(event.currentTarget.value)}
      />
    )
  return (
    <Select
      aria-label={t`Value`}
      data={offered}
      allowDeselect={false}
      value={value === '' ? null : value}
      onChange={(next) => onValue(next ?? '')}
    />
  )
}
