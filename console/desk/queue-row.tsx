import type { ListedTicket } from '@bellwether/contract/desk.ts'
import type { TicketColumnName } from '@bellwether/contract/view-columns.ts'
import { Link } from '@tanstack/react-router'
import { tx } from '../ui/rich-words.tsx'
import type { RovingFocus } from '../ui/roving-focus.ts'
import { Moment } from '../ui/clock.tsx'
import { Mark } from '../ui/mark.tsx'
import { t } from '../ui/words.ts'
import { MoreCells, type QueueColumn } from './queue-columns.tsx'
import { WaitingOnWords } from './waiting-on.tsx'
import { CustomerMarks } from './customer-marks.tsx'
import { EmergencyMark } from './emergency-mark.tsx'
import { StandingMarks } from './standing-marks.tsx'
import { SideClock } from './ticket-clocks.tsx'
import { withoutMarks } from './written/without-marks.ts'
import { Tags } from './tags.tsx'
import type { TicketGroup } from './ticket-groups.ts'
import { whoAsks } from './who-asks.ts'
import styles from './queue-list.module.css'

export interface RowProps {
  columns: readonly QueueColumn[]
  /** The reader owns or follows it, and has not read what others wrote. */
  isUnread: boolean
  /** The reader has begun to write on it. */
  isBegun: boolean
  item: ReturnType<RovingFocus['itemProps']>
  isSelected: boolean
  /** With Shift: all from the one before to this. */
  onSelect: (isRange: boolean) => void
}

interface QueueRowProps extends RowProps {
  ticket: ListedTicket
  group: TicketGroup | null
  /** It stands below its group. */
  isInside: boolean
}

export function QueueRow({ ticket, group, isInside, columns, item, isSelected, onSelect, ...ofReader }: QueueRowProps) {
  return (
    <div className={styles.item} data-inside={isInside || undefined}>
      <RowCheck label={t`Select #${ticket.number}`} isSelected={isSelected} onSelect={onSelect} />
      <Link
        {...item}
        to="/tickets/$number"
        params={{ number: String(ticket.number) }}
        className={styles.row}
        data-selected={isSelected || undefined}
        data-urgent={ticket.isUrgent || undefined}
        data-unread={ofReader.isUnread || undefined}
      >
        <span className={styles.number}>#{ticket.number}</span>
        <span className={styles.customer}>
          <span className={styles.name}>{whoAsks(ticket)}</span>
          <CustomerMarks ticket={ticket} />
        </span>
        <span className={styles.what}>
          <Subject ticket={ticket} group={isInside ? null : group} {...ofReader} />
          <Tags tags={ticket.tags} />
          <NewestWords newest={ticket.newest} />
        </span>
        {has(columns, 'waiting-on') && (
          <span className={styles.waiting} data-holder={ticket.waitingOn.holder}>
            <WhereItStands ticket={ticket} />
          </span>
        )}
        <RowClocks clocks={ticket.clocks} columns={columns} />
        {has(columns, 'owner') && (
          <span className={styles.owner} title={ticket.owner?.name}>
            {ticket.owner === null ? <em>{t`nobody`}</em> : ticket.owner.name}
          </span>
        )}
        <MoreCells columns={columns} ticket={ticket} />
      </Link>
    </div>
  )
}

interface SubjectProps extends Pick<RowProps, 'isUnread' | 'isBegun'> {
  ticket: ListedTicket
  group: TicketGroup | null
}

/** What it is about, and what else somebody must see of it at a glance. */
const Subject = ({ ticket, group, isUnread, isBegun }: SubjectProps) => (
  <span className={styles.subject}>
    {ticket.isUrgent && <EmergencyMark />}
    {isUnread && <UnreadDot />}
    <span className={styles.words}>{ticket.subject}</span>
    <span className={styles.marks}>
      {isBegun && <BegunMark />}
      <GroupMark group={group} />
      <TicketMarks ticket={ticket} />
    </span>
  </span>
)

export const has = (columns: readonly QueueColumn[], id: TicketColumnName): boolean =>
  columns.some((one) => one.id === id)

function WhereItStands({ ticket: { state, waitingOn } }: { ticket: ListedTicket }) {
  if (state !== 'spam' && state !== 'trash') return <WaitingOnWords waitingOn={waitingOn} />
  return tx`${state} since ${<Moment at={waitingOn.since} />}`
}

export const RowClocks = ({ clocks, columns }: { clocks: ListedTicket['clocks']; columns: readonly QueueColumn[] }) => (
  <span className={styles.clocks}>
    {has(columns, 'reply-due') && (
      <span className={styles.clock}>
        <SideClock clocks={clocks} side="customer" />
      </span>
    )}
    {has(columns, 'team-due') && (
      <span className={styles.clock}>
        <SideClock clocks={clocks} side="hand-off" />
      </span>
    )}
  </span>
)

interface RowCheckProps extends Pick<RowProps, 'isSelected' | 'onSelect'> {
  label: string
}

export const RowCheck = ({ label, isSelected, onSelect }: RowCheckProps) => (
  <input
    type="checkbox"
    className={styles.check}
    aria-label={label}
    tabIndex={-1}
    checked={isSelected}
    onChange={(event) => onSelect((event.nativeEvent as MouseEvent).shiftKey)}
  />
)

export const UnreadDot = () => (
  <span className={styles.unread}>
    <span className="visually-hidden">{t`unread`}</span>
  </span>
)

export const BegunMark = () => (
  <Mark tone="accent" icon="note" title={t`You have begun to write here`}>
    {t`draft`}
  </Mark>
)

const GroupMark = ({ group }: { group: TicketGroup | null }) =>
  group !== null && (
    <Mark tone="warn" title={group.title}>
      {group.name}
    </Mark>
  )

function TicketMarks({ ticket }: { ticket: ListedTicket }) {
  return (
    <>
      <StandingMarks ticket={ticket} />
      <UnsentMark unsent={ticket.unsent} />
      {ticket.isDocumented === false && (
        <Mark tone="warn">
          {tx`doc debt${ticket.resolvedAt !== null && <> {tx`since ${<Moment at={ticket.resolvedAt} as="day" />}`}</>}`}
        </Mark>
      )}
    </>
  )
}

/** Somebody has answered, and it has not gone out. */
function UnsentMark({ unsent }: Pick<ListedTicket, 'unsent'>) {
  if (unsent === null) return null
  if (unsent.state === 'stopped')
    return (
      <Mark tone="danger" icon="warning" title={t`The reply of ${unsent.by}`}>
        {t`reply not sent`}
      </Mark>
    )
  return (
    <Mark icon="outbound" title={t`The reply of ${unsent.by}`}>
      {tx`goes out ${<Moment at={unsent.sendAt} />}`}
    </Mark>
  )
}

/** What was said last; of ours it says who did. */
function NewestWords({ newest }: Pick<ListedTicket, 'newest'>) {
  if (newest === null) return null
  return (
    <span className={styles.newest}>
      {newest.direction === 'out' && <>{newest.by}: </>}
      {newest.direction === 'out' ? withoutMarks(newest.text) : newest.text}
    </span>
  )
}
