import { type ImportChange, listCustomerFields, type PreviewedRow } from '@bellwether/contract/customers.ts'
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ask } from '../../call.query.ts'
import { DataTable } from '../../ui/data-table.tsx'
import { countOf } from '../../ui/figures.ts'
import { Mark, type MarkTone } from '../../ui/mark.tsx'
import { tx } from '../../ui/rich-words.tsx'
import { t, translated } from '../../ui/words.ts'
import styles from './import.module.css'

const atOnce = 50

const tones: Readonly<Record<PreviewedRow['outcome'], MarkTone>> = {
  added: 'good',
  changed: 'accent',
  unchanged: 'plain',
  refused: 'danger',
}

/** What would become of each customer of a file; those who stay as they are, are only counted. */
export function PreviewedRows({ rows }: { rows: readonly PreviewedRow[] }) {
  const [shown, setShown] = useState(atOnce)
  const wordOf = useFieldWords()
  const told = rows.filter(({ outcome }) => outcome !== 'unchanged')
  const count = (outcome: PreviewedRow['outcome']): string =>
    countOf(rows.filter((row) => row.outcome === outcome).length)
  return (
    <>
      <p>
        {tx`${(
          <strong>
            {t`${count('added')} would be added, ${count('changed')} changed, ${count('refused')} refused;`}
          </strong>
        )} ${count('unchanged')} stay as they are.`}
      </p>
      {told.length > 0 && (
        <DataTable<PreviewedRow>
          label={t`What would become of each customer`}
          isStackedWhenNarrow
          rows={told.slice(0, shown)}
          keyOf={({ key }) => key}
          columns={[
            { head: t`Key`, cell: ({ key }) => key },
            { head: t`Name`, cell: ({ name }) => name },
            { head: t`Would be`, cell: ({ outcome }) => <Mark tone={tones[outcome]}>{translated(outcome)}</Mark> },
            { head: t`What`, cell: (row) => <What row={row} wordOf={wordOf} /> },
          ]}
        />
      )}
      {told.length > shown && (
        <Button size="xs" variant="default" onClick={() => setShown(shown + atOnce)} style={{ justifySelf: 'start' }}>
          {t`Show more of the ${countOf(told.length)}`}
        </Button>
      )}
    </>
  )
}

function What({ row, wordOf }: { row: PreviewedRow; wordOf: (field: string) => string }) {
  if (row.why !== null) return <>{translated(row.why)}</>
  return (
    <ul className={styles.changes}>
      {row.changes.map((change) => (
        <li key={change.field}>
          {wordOf(change.field)}: {changeWords(change)}
        </li>
      ))}
      {row.takes.map(({ what, from }) => (
        <li key={what}>
          <strong>{t`Takes ${what} from ${from}.`}</strong>
        </li>
      ))}
    </ul>
  )
}

function changeWords({ from, to }: ImportChange): string {
  if (from.length === 0) return to.join(', ')
  return `${from.join(', ')} → ${to.length === 0 ? t`nothing` : to.join(', ')}`
}

const words: Readonly<Record<string, string>> = {
  name: t`Name`,
  plan: t`Plan`,
  isVip: t`VIP`,
  accountManager: t`Account manager`,
  sites: t`Sites`,
  mailDomains: t`E-mail domains`,
  contacts: t`Contacts`,
}

function useFieldWords(): (field: string) => string {
  const fields = useQuery(ask(listCustomerFields)).data?.items ?? []
  const own = new Map(fields.map(({ key, name }) => [`fields.${key}`, name]))
  return (field) => words[field] ?? own.get(field) ?? field
}
