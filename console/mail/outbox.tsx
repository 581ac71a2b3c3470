import { getInstallation } from '@bellwether/contract/installation.ts'
import { listOutgoingMails, mailStateWords, type OutgoingMail } from '@bellwether/contract/mail.ts'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ask, askPages } from '../call.query.ts'
import { Moment } from '../ui/clock.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { Icon } from '../ui/icon.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { Mark, type MarkTone } from '../ui/mark.tsx'
import { MoreButton } from '../ui/more-button.tsx'
import { tx } from '../ui/rich-words.tsx'
import { Sheet } from '../ui/sheet.tsx'
import { t, translated } from '../ui/words.ts'
import styles from './outbox.module.css'

const tones: Readonly<Record<OutgoingMail['state'], MarkTone>> = {
  queued: 'plain',
  sent: 'good',
  kept: 'plain',
  suppressed: 'warn',
  failed: 'danger',
}

/** Every mail that was written, newest first. */
export function Outbox() {
  const mails = useInfiniteQuery(askPages(listOutgoingMails, { limit: 50 }))
  const rows = mails.data?.pages.flatMap((page) => page.items)
  return (
    <Sheet title={t`Outbox`} about={t`What this installation wrote, to whom, and what became of it.`}>
      <FolderNotice />
      <Loaded query={{ ...mails, data: rows }}>
        {(loaded) =>
          loaded.length === 0 ? (
            <EmptyState icon="mail" title={t`No mail was written yet`} isCompact>
              {t`Replies, receipts, pages and sign-in links appear here with what became of each.`}
            </EmptyState>
          ) : (
            <ol aria-label={t`Outgoing mail`}>
              {loaded.map((mail) => (
                <OutboxRow key={mail.id} mail={mail} />
              ))}
            </ol>
          )
        }
      </Loaded>
      <MoreButton query={mails} />
    </Sheet>
  )
}

function FolderNotice() {
  const installation = useQuery(ask(getInstallation))
  if (installation.data?.outgoingMail !== 'outbox-folder') return null
  return (
    <p className={styles.notice}>
      <Icon name="warning" size={14} />
      <span>
        {tx`${(
          <strong>{t`No mail leaves this installation.`}</strong>
        )} Without a mail server, what is written is kept in the folder ${<code>outbox</code>} of the data folder. Set ${<code>SMTP_URL</code>} to deliver it.`}
      </span>
    </p>
  )
}

function OutboxRow({ mail }: { mail: OutgoingMail }) {
  const [isOpen, setIsOpen] = useState(false)
  return (
    <li className={styles.item}>
      <button type="button" className={styles.row} aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
        <Moment at={mail.createdAt} />
        <span className={styles.to}>{mail.to}</span>
        <span className={styles.subject}>{mail.subject}</span>
        <Mark>{translated(mail.kind)}</Mark>
        <Mark tone={tones[mail.state]}>{translated(mailStateWords[mail.state])}</Mark>
      </button>
      {isOpen && (
        <div className={styles.text}>
          {mail.reason !== null && <p className={styles.reason}>{translated(mail.reason)}</p>}
          <pre>{mail.text}</pre>
        </div>
      )}
    </li>
  )
}
