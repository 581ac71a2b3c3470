import type { Page } from '@bellwether/contract/pager.ts'
import type { ReactNode } from 'react'
import { Moment } from '../ui/clock.tsx'
import { plural } from '../ui/figures.ts'
import { tx } from '../ui/rich-words.tsx'
import { t } from '../ui/words.ts'
import styles from './page-trail.module.css'

type Entry = Page['entries'][number]

/** What happened to a page, in order: opened, whom it rang, who took it, how it ended. */
export function PageLine({ page }: { page: Page }) {
  if (page.entries.length === 0) return null
  return (
    <ol className={styles.line} aria-label={t`What happened`}>
      {page.entries.map((entry, place) => (
        // Entries are only ever added at the end.
        <li key={place} data-kind={entry.kind}>
          <Moment at={entry.at} as="second" /> <span>{words(entry)}</span>
        </li>
      ))}
      {page.nextAt !== null && page.state === 'open' && (
        <li>{tx`The next step is at ${<Moment at={page.nextAt} as="minute" />}.`}</li>
      )}
    </ol>
  )
}

function words(entry: Entry): ReactNode {
  const name = entry.person?.name ?? t`a program`
  const said: Record<Entry['kind'], () => ReactNode> = {
    opened: () => t`opened`,
    step: () => t`rang for ${plural(Number(entry.text), 'person', 'people')}`,
    nobody: () => t`step ${entry.text} reached nobody, so the next came at once`,
    exhausted: () => t`everything was tried, and nobody answered`,
    acknowledged: () => t`${name} acknowledged`,
    'timed-out': () => t`it was not ended in time, and began anew`,
    escalated: () => t`${name} took the next step`,
    reassigned: () => t`${name} gave it to ${entry.to?.name ?? t`somebody who left`}`,
    note: () => t`${name}: ${entry.text}`,
    raised: () => t`it cannot wait any more, and rang anew`,
    resolved: () => (entry.person === null ? t`ended` : t`${name} ended it`),
  }
  return said[entry.kind]()
}
