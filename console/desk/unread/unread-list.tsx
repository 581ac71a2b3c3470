import { listUnread, type UnreadTicket } from '@bellwether/contract/desk.ts'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { ask } from '../../call.query.ts'
import { Ago } from '../../ui/clock.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { KeyCaps } from '../../ui/key-caps.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { tx } from '../../ui/rich-words.tsx'
import { useRovingFocus } from '../../ui/roving-focus.ts'
import { t } from '../../ui/words.ts'
import listStyles from '../../ui/row-list.module.css'
import { unreadWords } from './unread-words.ts'
import styles from './unread.module.css'

/** What others wrote on tickets of the reader, the newest first; each opens where they stopped reading. */
export function UnreadList() {
  const unread = useQuery(ask(listUnread))
  return (
    <Loaded query={unread} rows={6}>
      {({ items }) =>
        items.length === 0 ? (
          <EmptyState icon="check" title={t`You have read everything`}>
            {tx`What others write on tickets that you own or follow is listed here until you have had it before you. Press ${<KeyCaps keys="F" />} on a ticket to follow it.`}
          </EmptyState>
        ) : (
          <Rows items={items} />
        )
      }
    </Loaded>
  )
}

const toEntry = ({ ticket, firstId }: UnreadTicket) =>
  ({ to: '/tickets/$number', params: { number: String(ticket.number) }, hash: `entry-${firstId}` }) as const

function Rows({ items }: { items: readonly UnreadTicket[] }) {
  const navigate = useNavigate()
  const focus = useRovingFocus(
    items.map(({ ticket }) => ticket.id),
    (index) => {
      const one = items[index]
      if (one !== undefined) void navigate(toEntry(one))
    },
  )
  return (
    <ol className={listStyles.list} aria-label={t`Unread`}>
      {items.map((one, index) => (
        <li key={one.ticket.id}>
          <Link {...focus.itemProps(index)} {...toEntry(one)} className={`${listStyles.row} ${styles.row}`}>
            <span className={styles.number}>#{one.ticket.number}</span>
            <span className={`${listStyles.title} ${styles.subject}`}>{one.ticket.subject}</span>
            <span className={styles.words}>{unreadWords(one)}</span>
            <span className={styles.whose}>{one.isOwn ? t`yours` : t`followed`}</span>
            <span className={styles.at}>
              <Ago at={one.newest.at} />
            </span>
          </Link>
        </li>
      ))}
    </ol>
  )
}
