import { Link } from '@tanstack/react-router'
import { Moment } from '../../ui/clock.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { MoreButton } from '../../ui/more-button.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import { t } from '../../ui/words.ts'
import styles from './life-line.module.css'
import { type LifeEntry, useLifeLine } from './use-life-line.ts'

/** What happened with a customer, the newest first. */
export function LifeLine({ id }: { id: string }) {
  const line = useLifeLine(id)
  return (
    <Sheet title={t`Life line`} about={t`Tickets, trouble reports, changes and notes, the newest first.`}>
      <Loaded query={{ ...line, data: line.entries }} rows={6}>
        {(entries) => (
          <>
            {entries.length === 0 ? (
              <p>{t`Nothing yet. What they write, what hits them and what changes for them will stand here.`}</p>
            ) : (
              <ol className={styles.line} aria-label={t`Life line`}>
                {entries.map((entry) => (
                  <li key={entry.id}>
                    <span className={styles.at}>
                      <Moment at={entry.at} />
                    </span>
                    <span className={styles.what}>
                      {entry.who !== null && <strong>{entry.who}</strong>} {entry.what} <Target of={entry} />
                    </span>
                  </li>
                ))}
              </ol>
            )}
            <MoreButton query={line} />
          </>
        )}
      </Loaded>
    </Sheet>
  )
}

function Target({ of: { to } }: { of: LifeEntry }) {
  if (to === undefined) return null
  if (to.kind === 'ticket')
    return (
      <Link to="/tickets/$number" params={{ number: to.id }}>
        {to.label}
      </Link>
    )
  return (
    <Link to="/reports/$id" params={{ id: to.id }}>
      {to.label}
    </Link>
  )
}
