import { type ListedTicket, listTimeline, type TimelineEntry } from '@bellwether/contract/desk.ts'
import { ActionIcon } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { askPages } from '../../call.query.ts'
import { Moment } from '../../ui/clock.tsx'
import { CommandButton } from '../../ui/command-button.tsx'
import type { BoundCommand } from '../../ui/commands.ts'
import { Icon } from '../../ui/icon.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { t } from '../../ui/words.ts'
import { EmergencyMark } from '../emergency-mark.tsx'
import { StandingMarks } from '../standing-marks.tsx'
import { whoAsks } from '../who-asks.ts'
import { WrittenText } from '../written/written-text.tsx'
import styles from './ticket-preview.module.css'

const wordsShown = 12

interface TicketPreviewProps {
  ticket: ListedTicket
  /** Those of the queue; null where they are about other tickets than this one. */
  commands: readonly BoundCommand[] | null
  onClose: () => void
}

/** What was said last on a ticket, beside the list that it stands in; to look is not to have read. */
export function TicketPreview({ ticket, commands, onClose }: TicketPreviewProps) {
  const { number, subject, owner } = ticket
  // As the ticket's own page asks for it, which has it then.
  const talk = useInfiniteQuery(askPages(listTimeline, { limit: 50 }, { id: String(number) }))
  const said = talk.data?.pages.flatMap((page) => page.items).filter(isWord)
  return (
    <aside className={styles.preview} aria-label={t`Preview of #${number}`}>
      <header className={styles.head}>
        {ticket.isUrgent && <EmergencyMark />}
        <StandingMarks ticket={ticket} />
        <Link to="/tickets/$number" params={{ number: String(number) }} className={styles.subject}>
          #{number} {subject}
        </Link>
        <ActionIcon variant="subtle" color="gray" aria-label={t`Close the preview`} onClick={onClose}>
          <Icon name="cross" size={14} />
        </ActionIcon>
      </header>
      <p className={styles.who}>
        {whoAsks(ticket)} · {owner?.name ?? t`nobody yet`}
      </p>
      {commands !== null && (
        <div className={styles.acts}>
          <CommandButton commands={commands} id="queue.reply">
            {t`Reply`}
          </CommandButton>
          {owner === null && (
            <CommandButton commands={commands} id="queue.claim">
              {t`Claim`}
            </CommandButton>
          )}
          <CommandButton commands={commands} id="queue.give">
            {t`Give to…`}
          </CommandButton>
          <CommandButton commands={commands} id="queue.snooze">
            {t`Snooze…`}
          </CommandButton>
          <CommandButton commands={commands} id="queue.resolve">
            {t`Resolve…`}
          </CommandButton>
        </div>
      )}
      <Loaded query={{ ...talk, data: said }} rows={6}>
        {(loaded) => (
          <Words
            key={ticket.id}
            words={loaded.slice(0, wordsShown).toReversed()}
            hasMore={loaded.length > wordsShown || talk.hasNextPage}
          />
        )}
      </Loaded>
    </aside>
  )
}

type Word = Extract<TimelineEntry, { kind: 'message' | 'note' }>
const isWord = (entry: TimelineEntry): entry is Word => entry.kind === 'message' || entry.kind === 'note'

/** The newest is in view. */
function Words({ words, hasMore }: { words: readonly Word[]; hasMore: boolean }) {
  const list = useRef<HTMLOListElement>(null)
  useEffect(() => {
    // What it gives back is nothing to clean up with.
    void list.current?.scrollTo({ top: list.current.scrollHeight })
  }, [words.length])
  return (
    <ol ref={list} className={styles.words} tabIndex={0} aria-label={t`What was said last`}>
      {hasMore && <li className={styles.more}>{t`What was said before stands on the ticket.`}</li>}
      {words.map((word) => (
        <li key={word.id} className={styles.word} data-kind={word.kind === 'note' ? 'note' : word.direction}>
          <p className={styles.by}>
            <strong>{word.author?.name ?? 'Bellwether'}</strong> {word.kind === 'note' ? t`noted` : t`wrote`}
            <span className={styles.at}>
              <Moment at={word.at} />
            </span>
          </p>
          {word.kind === 'note' || word.direction === 'out' ? (
            <WrittenText text={word.text} className={styles.text} />
          ) : (
            <p className={styles.text}>{word.text}</p>
          )}
        </li>
      ))}
    </ol>
  )
}
