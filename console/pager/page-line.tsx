import type { Page } from '@bellwether/contract/pager.ts'
import type { ReactNode } from 'react'
import { Moment } from '../ui/clock.tsx'
import { plural } from '../ui/figures.ts'
import { tx } from '../ui/rich-words.tsx'
import { t, translated } from '../ui/words.ts'
import { ringsOf } from './rings.ts'
import { lengthOf } from './snooze-length.ts'
import styles from './page-trail.module.css'

type Entry = Page['entries'][number]

interface PageLineProps {
  page: Page
  /** Beside the notifications, where each step that rang has its heading. */
  isBesideRings?: boolean
}

/** What happened to a page, in order: opened, whom it rang, who took it, how it ended. */
export function PageLine({ page, isBesideRings = false }: PageLineProps) {
  const said = new Set(isBesideRings ? ringsOf(page).map(({ by }) => by) : [])
  const entries = page.entries.filter((entry) => entry.kind !== 'step' || !said.has(entry))
  if (entries.length === 0) return null
  return (
    <ol className={styles.line} aria-label={t`What happened`}>
      {entries.map((entry, place) => (
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

const OtherPage = ({ entry: { page } }: { entry: Entry }) =>
  page && <a href={`/pages#${page.id}`}>{translated(page.title)}</a>

function words(entry: Entry): ReactNode {
  const name = entry.person?.name ?? t`a program`
  const said: Record<Entry['kind'], () => ReactNode> = {
    opened: () => t`opened`,
    step: () => t`rang for ${plural(Number(entry.text), 'person', 'people')}`,
    nobody: () => t`step ${entry.text} reached nobody, so the next came at once`,
    exhausted: () => t`everything was tried, and nobody answered`,
    acknowledged: () => t`${name} acknowledged`,
    'timed-out': () =>
      entry.text === 'snoozed' ? t`its time was up, and it rang again` : t`it was not ended in time, and rang again`,
    escalated: () => t`${name} took the next step`,
    reassigned: () => t`${name} gave it to ${entry.to?.name ?? t`somebody who left`}`,
    note: () => t`${name}: ${entry.text}`,
    raised: () => t`it cannot wait any more, and rang again`,
    snoozed: () => t`${name} snoozed it for ${lengthOf(Number(entry.text))}`,
    merged: () => tx`${name} merged it into ${<OtherPage entry={entry} />}`,
    'took-in': () => tx`${name} merged ${<OtherPage entry={entry} />} into it`,
    resolved: () => (entry.person === null ? t`ended` : t`${name} ended it`),
  }
  return said[entry.kind]()
}
