import type { Ticket, TimelineEntry } from '@bellwether/contract/desk.ts'
import { Moment } from '../ui/clock.tsx'
import { Icon } from '../ui/icon.tsx'
import { HandOffCard } from './hand-off-card.tsx'
import { TimelineMessage } from './timeline-message.tsx'
import styles from './timeline.module.css'

/** Everything that happened on the ticket, oldest first, on one line. */
export function Timeline({ ticket }: { ticket: Ticket }) {
  return (
    <section aria-labelledby="time-line" className={styles.section}>
      <h2 id="time-line" className="visually-hidden">
        Time line
      </h2>
      <ol className={styles.line}>
        {ticket.timeline.map((entry) => (
          <li key={entry.id} id={`entry-${entry.id}`} data-kind={entry.kind}>
            <Entry entry={entry} />
          </li>
        ))}
      </ol>
    </section>
  )
}

function Entry({ entry }: { entry: TimelineEntry }) {
  if (entry.kind === 'message') return <TimelineMessage entry={entry} />
  if (entry.kind === 'hand-off') return <HandOffCard handOff={entry.handOff} />
  if (entry.kind === 'note') return <Note entry={entry} />
  return (
    <p className={styles.change}>
      <span className={styles.dot} aria-hidden="true" />
      <span>
        {entry.who} {entry.what}
      </span>
      <Moment at={entry.at} />
    </p>
  )
}

function Note({ entry }: { entry: Extract<TimelineEntry, { kind: 'note' }> }) {
  return (
    <article className={styles.note}>
      <header className={styles.head}>
        <Icon name="note" size={14} />
        <strong>Note</strong>
        <span>{entry.author?.name ?? 'Bellwether'}</span>
        <span className={styles.at}>
          <Moment at={entry.at} />
        </span>
      </header>
      <p className={styles.text}>{entry.text}</p>
    </article>
  )
}
