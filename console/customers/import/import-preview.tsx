import type { ImportedCustomer } from '@bellwether/contract/customers.ts'
import { Button, Group, Progress } from '@mantine/core'
import { DataTable } from '../../ui/data-table.tsx'
import { countOf, plural } from '../../ui/figures.ts'
import { ProblemView } from '../../ui/problem-view.tsx'
import type { Field } from './columns.ts'
import styles from './import.module.css'
import type { ReadFile } from './read-customers.ts'
import { useImport } from './use-import.ts'

const shownCustomers = 5
const shownRows = 50

interface PreviewProps {
  read: ReadFile
  onBack: () => void
  onClose: () => void
}

export function ImportPreview({ read, onBack, onClose }: PreviewProps) {
  const { customers, trouble } = read
  const work = useImport(customers)
  const isBegun = work.isBusy || work.done > 0
  return (
    <div className={styles.parts}>
      {trouble === null ? <Understood read={read} /> : <p role="alert">{trouble}</p>}
      <Refused read={read} />
      {isBegun && <ProgressOf {...work} of={customers.length} />}
      {work.error !== null && <ProblemView error={work.error} />}
      <Group justify="flex-end" gap={8}>
        {!isBegun && (
          <Button variant="default" onClick={onBack}>
            Back
          </Button>
        )}
        {work.isDone ? (
          <Button onClick={onClose}>Done</Button>
        ) : (
          <Button
            loading={work.isBusy}
            disabled={customers.length === 0}
            onClick={() => void work.run()}
            data-autofocus
          >
            {isBegun ? 'Go on' : `Import ${plural(customers.length, 'customer', 'customers')}`}
          </Button>
        )}
      </Group>
    </div>
  )
}

const wordsOf: Readonly<Partial<Record<Field, string>>> = {
  plan: 'No column for the plan: those who are there keep theirs, new ones are free.',
  vip: 'No column for VIP: those who are one stay it, new ones are none.',
}

/** Nothing said is nothing changed. */
const planWords = ({ plan, isVip }: ImportedCustomer): string =>
  [plan ?? 'not said', ...(isVip === undefined ? [] : [isVip ? 'VIP' : 'no VIP'])].join(', ')

function Understood({ read: { customers, separator, columns } }: { read: ReadFile }) {
  return (
    <>
      <p>
        <strong>{plural(customers.length, 'customer was', 'customers were')} understood</strong>, in columns between{' '}
        {separator}.{columns.left.length > 0 && ` Not read: ${columns.left.join(', ')}.`}
      </p>
      {Object.entries(wordsOf).map(([field, words]) => !columns.of.has(field as Field) && <p key={field}>{words}</p>)}
      {customers.length > 0 && (
        <DataTable<ImportedCustomer>
          label="The first customers"
          isStackedWhenNarrow
          rows={customers.slice(0, shownCustomers)}
          keyOf={({ key }) => key}
          columns={[
            { head: 'Key', cell: ({ key }) => key },
            { head: 'Name', cell: ({ name }) => name },
            { head: 'Plan', cell: planWords },
            { head: 'Sites', cell: ({ sites }) => sites.join(', ') || '–' },
            { head: 'Contacts', cell: ({ contacts }) => contacts.map(({ email }) => email).join(', ') || '–' },
          ]}
        />
      )}
      {customers.length > shownCustomers && <p>And {countOf(customers.length - shownCustomers)} more.</p>}
    </>
  )
}

function Refused({ read: { refused } }: { read: ReadFile }) {
  if (refused.length === 0) return null
  return (
    <>
      <p>
        <strong>{plural(refused.length, 'row cannot', 'rows cannot')} be taken.</strong> The others can.
      </p>
      <ul className={styles.refused} aria-label="Rows that cannot be taken">
        {refused.slice(0, shownRows).map(({ row, why }) => (
          <li key={row}>
            <strong>Row {row}.</strong> {why}
          </li>
        ))}
      </ul>
      {refused.length > shownRows && <p>And {countOf(refused.length - shownRows)} more.</p>}
    </>
  )
}

interface ProgressProps extends Pick<ReturnType<typeof useImport>, 'done' | 'added' | 'changed' | 'isDone'> {
  of: number
}

function ProgressOf({ done, added, changed, isDone, of }: ProgressProps) {
  return (
    <>
      <Progress value={(done / of) * 100} aria-label="Customers imported" />
      <p role="status">
        {isDone ? 'Imported' : `${countOf(done)} of ${countOf(of)}`}: {countOf(added)} added, {countOf(changed)}{' '}
        changed, {countOf(done - added - changed)} as they were.
      </p>
    </>
  )
}
