import { Button, Group, Modal } from '@mantine/core'
import { useState } from 'react'
import { sendOnKey } from '../../ui/send-on-key.ts'
import { t } from '../../ui/words.ts'
import { ConditionEditor } from './condition-editor.tsx'
import { conditionOf, type Rows } from './condition-rows.ts'

interface FilterDialogProps {
  rows: Rows
  isOpen: boolean
  onClose: () => void
  /** null: nothing narrows the list. */
  onRows: (rows: Rows | null) => void
}

/** Narrows a list; what it says is in the link. */
export function FilterDialog(props: FilterDialogProps) {
  return (
    <Modal opened={props.isOpen} onClose={props.onClose} title={t`Filter`} size="lg">
      <FilterForm {...props} />
    </Modal>
  )
}

const firstRow = { field: 'tag', op: 'is', value: '' } as const

function FilterForm({ rows: before, onClose, onRows }: FilterDialogProps) {
  const [rows, setRows] = useState<Rows>(
    before.all.length + before.any.length > 0 ? before : { all: [firstRow], any: [] },
  )
  return (
    <form
      style={{ display: 'grid', gap: 16 }}
      onKeyDown={sendOnKey}
      onSubmit={(event) => {
        event.preventDefault()
        onRows(conditionOf(rows) === null ? null : rows)
        onClose()
      }}
    >
      <ConditionEditor rows={rows} onRows={setRows} />
      <Group justify="flex-end" gap={8}>
        <Button variant="default" onClick={onClose}>
          {t`Cancel`}
        </Button>
        <Button type="submit">{t`Filter`}</Button>
      </Group>
    </form>
  )
}
