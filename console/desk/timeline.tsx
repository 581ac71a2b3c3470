import { listTimeline, type Ticket, type TimelineEntry } from '@bellwether/contract/desk.ts'
import { Button } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useRef } from 'react'
import { askPages } from '../call.query.ts'
import { Moment } from '../ui/clock.tsx'
import { Icon } from '../ui/icon.tsx'
import { useKeptPlace } from '../ui/keep-place.ts'
import { Loaded } from '../ui/loaded.tsx'
import { t, translated } from '../ui/words.ts'
import { MessageFiles } from './files/message-files.tsx'
import { ChangeWords } from './change-words.tsx'
import { useNamedEntry } from './named-entry.ts'
import { HandOffCard } from './hand-off-card.tsx'
import { useOwnNewest } from './own-newest.ts'
import { TimelineMessage } from './timeline-message.tsx'
import styles from './timeline.module.css'
import { useFirstUnread } from './unread/first-unread.ts'
import { useRead } from './unread/use-read.ts'
import { AttachedImages, imagesOf } from './written/attached-images.ts'
import { WrittenText } from './written/written-text.tsx'

/** Everything that happened on the ticket, oldest first, on one line; what is long ago is fetched when it is asked for. */
export function Timeline({ ticket }: { ticket: Ticket }) {
  const talk = useInfiniteQuery(askPages(listTimeline, { limit: 50 }, { id: String(ticket.number) }))
  const entries = talk.data?.pages.flatMap((page) => page.items).toReversed()
  const first = talk.hasNextPage ? undefined : entries?.find(({ kind }) => kind === 'message')
  useOwnNewest(entries)
  useRead(ticket, entries)
  const newFrom = useFirstUnread(ticket, entries)
  const line = useRef<HTMLOListElement>(null)
  const place = useKeptPlace(entries?.length ?? 0)
  useNamedEntry(entries, talk.hasNextPage && !talk.isFetchingNextPage ? () => void talk.fetchNextPage() : undefined)
  return (
    <section aria-labelledby="time-line" className={styles.section}>
      <h2 id="time-line" className="visually-hidden">
        {t`Time line`}
      </h2>
      {talk.hasNextPage && (
        <Button
          size="xs"
          variant="default"
          className={styles.earlier}
          aria-busy={talk.isFetchingNextPage}
          onClick={() => {
            if (talk.isFetchingNextPage) return
            place.hold(line.current?.firstElementChild)
            void talk.fetchNextPage()
          }}
        >
          {talk.isFetchingNextPage ? t`Loading…` : t`Show earlier`}
        </Button>
      )}
      <Loaded query={{ ...talk, data: entries }} rows={8}>
        {(loaded) => (
          <ol ref={line} className={styles.line}>
            {loaded.map((entry) => (
              <li key={entry.id} id={`entry-${entry.id}`} data-kind={entry.kind} tabIndex={-1}>
                {entry.id === newFrom && <p className={styles.new}>{t`New since you looked`}</p>}
                <Entry ticket={ticket} entry={entry} isFirst={entry === first} />
              </li>
            ))}
          </ol>
        )}
      </Loaded>
    </section>
  )
}

function Entry({ ticket, entry, isFirst }: { ticket: Ticket; entry: TimelineEntry; isFirst: boolean }) {
  if (entry.kind === 'message') return <TimelineMessage ticket={ticket} entry={entry} isFirst={isFirst} />
  if (entry.kind === 'hand-off') return <HandOffCard handOff={entry.handOff} />
  if (entry.kind === 'note') return <Note entry={entry} />
  return (
    <p className={styles.change}>
      <span className={styles.dot} aria-hidden="true" />
      <span>
        {entry.who} <ChangeWords text={translated(entry.what)} />
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
        <strong>{t`Note`}</strong>
        <span>{entry.author?.name ?? 'Bellwether'}</span>
        <span className={styles.at}>
          <Moment at={entry.at} />
        </span>
      </header>
      <AttachedImages value={imagesOf(entry.attachments)}>
        <WrittenText text={entry.author === null ? translated(entry.text) : entry.text} className={styles.text} />
      </AttachedImages>
      <MessageFiles files={entry.attachments} />
      {entry.mentioned.length > 0 && <p className={styles.told}>{t`Mentioned: ${entry.mentioned.join(', ')}`}</p>}
    </article>
  )
}
