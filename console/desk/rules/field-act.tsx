import { listTicketFields } from '@bellwether/contract/desk.ts'
import { Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { ask } from '../../call.query.ts'
import { FieldInput } from '../../ui/fields/field-inputs.tsx'
import { writtenValue } from '../../ui/fields/written-value.ts'
import { valueOf } from '../../ui/fields/written-values.ts'
import { t } from '../../ui/words.ts'
import type { ActRow } from './act-rows.ts'
import styles from './rules.module.css'

interface FieldActProps {
  row: ActRow
  onRow: (row: ActRow) => void
}

/** Which field of the organisation's own, and what is written there. */
export function FieldAct({ row, onRow }: FieldActProps) {
  const fields = useQuery(ask(listTicketFields)).data?.items ?? []
  const [key = null, value = ''] = Object.entries(row.values)[0] ?? []
  const field = fields.find((one) => one.key === key)
  return (
    <div className={styles.assign}>
      <Select
        aria-label={t`Which field`}
        placeholder={fields.length === 0 ? t`Tickets have no fields of yours` : t`Choose`}
        data={fields.map((one) => ({ value: one.key, label: one.name }))}
        disabled={fields.length === 0}
        allowDeselect={false}
        value={key}
        onChange={(next) => next !== null && onRow({ ...row, values: { [next]: '' } })}
      />
      {field !== undefined && (
        <FieldInput
          field={{ ...field, isRequired: true }}
          value={writtenValue(value)}
          onChange={(text) => onRow({ ...row, values: { [field.key]: valueOf(text ?? '', field) } })}
          error={null}
          hasAutofocus={false}
        />
      )}
    </div>
  )
}
