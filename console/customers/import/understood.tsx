import { countOf, plural } from '../../ui/figures.ts'
import { tx } from '../../ui/rich-words.tsx'
import { t } from '../../ui/words.ts'
import type { Field } from './columns.ts'
import styles from './import.module.css'
import type { ReadFile } from './read-customers.ts'

const shownRows = 50

const wordsOf: Readonly<Partial<Record<Field, string>>> = {
  plan: t`No column for the plan: those who are there keep theirs, new ones are free.`,
  vip: t`No column for VIP: those who are one stay it, new ones are none.`,
}

/** How a file was read, and which of its rows could not be. */
export function Understood({ read }: { read: ReadFile }) {
  const { customers, separator, columns, trouble } = read
  if (trouble !== null) return <p role="alert">{trouble}</p>
  return (
    <>
      <p>
        {tx`${(
          <strong>{t`${plural(customers.length, 'customer was', 'customers were')} understood`}</strong>
        )}, in columns between ${separator}.${columns.left.length > 0 && ` ${t`Not read: ${columns.left.join(', ')}.`}`}`}
      </p>
      {Object.entries(wordsOf).map(([field, words]) => !columns.of.has(field as Field) && <p key={field}>{words}</p>)}
      <Refused read={read} />
    </>
  )
}

function Refused({ read: { refused } }: { read: ReadFile }) {
  if (refused.length === 0) return null
  return (
    <>
      <p>
        {tx`${<strong>{t`${plural(refused.length, 'row cannot', 'rows cannot')} be taken.`}</strong>} The others can.`}
      </p>
      <ul className={styles.refused} aria-label={t`Rows that cannot be taken`}>
        {refused.slice(0, shownRows).map(({ row, why }) => (
          <li key={row}>
            <strong>{t`Row ${row}.`}</strong> {why}
          </li>
        ))}
      </ul>
      {refused.length > shownRows && <p>{t`And ${countOf(refused.length - shownRows)} more.`}</p>}
    </>
  )
}
