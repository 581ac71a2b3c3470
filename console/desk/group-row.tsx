import type { ListedTicket } from '@bellwether/contract/desk.ts'
import { Link } from '@tanstack/react-router'
import { plural } from '../ui/figures.ts'
import { Icon } from '../ui/icon.tsx'
import { Mark } from '../ui/mark.tsx'
import { t } from '../ui/words.ts'
import { EmergencyMark } from './emergency-mark.tsx'
import { MoreCells } from './queue-columns.tsx'
import { BegunMark, has, RowCheck, RowClocks, type RowProps, UnreadDot } from './queue-row.tsx'
import type { QueueEntry } from './ticket-groups.ts'
import styles from './queue-list.module.css'

/** What somebody must see of any of them. */
function GroupMarks({ entry: { group, tickets } }: Pick<GroupRowProps, 'entry'>) {
  return (
    <>
      {tickets.some(({ isUrgent }) => isUrgent) && <EmergencyMark />}
      <Mark tone="warn">{group.name}</Mark>
      {tickets.some(({ unsent }) => unsent?.state === 'stopped') && (
        <Mark tone="danger" icon="warning">
          {t`reply not sent`}
        </Mark>
      )}
    </>
  )
}

/** Who has them: what is nobody's is what somebody has to see to. */
function ownersOf(tickets: readonly ListedTicket[]): string {
  const unclaimed = tickets.filter(({ owner }) => owner === null).length
  if (unclaimed > 0) return t`${unclaimed} unclaimed`
  const owners = [...new Set(tickets.flatMap(({ owner }) => owner?.name ?? []))]
  return owners.length > 1 ? plural(owners.length, 'owner') : (owners[0] ?? '')
}

const holders: Readonly<Record<ListedTicket['waitingOn']['holder'], string>> = {
  support: t`support`,
  customer: t`the customer`,
  teams: t`teams`,
  incident: t`the incident`,
  nobody: t`nobody`,
}

/** On whom they wait, what most of them wait on first. */
function heldBy(tickets: readonly ListedTicket[]): string {
  const counts = [...Map.groupBy(tickets, ({ waitingOn }) => waitingOn.holder)].toSorted(
    ([, a], [, b]) => b.length - a.length,
  )
  if (counts.length === 1) return holders[counts[0]![0]]
  return counts.map(([holder, some]) => `${some.length} ${holders[holder]}`).join(', ')
}

interface GroupRowProps extends RowProps {
  entry: Extract<QueueEntry, { kind: 'group' }>
  /** Opens or closes it. */
  onOpen: () => void
}

/** Several tickets about the same in one line, as due as the first of them. */
export function GroupRow({ entry, columns, item, isUnread, isBegun, isSelected, onSelect, onOpen }: GroupRowProps) {
  const { group, tickets, isOpen } = entry
  const customers = new Set(tickets.map(({ customer, contact }) => customer?.id ?? contact.email)).size
  const clocks = tickets[0]?.clocks ?? []
  return (
    <div className={styles.item}>
      <RowCheck label={t`Select the tickets of ${group.name}`} isSelected={isSelected} onSelect={onSelect} />
      <button
        {...item}
        type="button"
        className={styles.row}
        data-group
        data-selected={isSelected || undefined}
        data-unread={isUnread || undefined}
        aria-expanded={isOpen}
        onClick={onOpen}
      >
        <span className={styles.number}>
          <Icon name="chevron" size={14} />
        </span>
        <span className={styles.customer}>
          <span className={styles.name}>{plural(customers, 'customer')}</span>
          {tickets.some(({ customer }) => customer?.isVip === true) && <Mark tone="brass">{t`VIP`}</Mark>}
        </span>
        <span className={styles.what}>
          <span className={styles.subject}>
            <GroupMarks entry={entry} />
            {isUnread && <UnreadDot />}
            <span className={styles.words}>
              {plural(tickets.length, 'ticket')}
              {group.title !== '' && `: ${group.title}`}
            </span>
            {isBegun && <BegunMark />}
          </span>
        </span>
        {has(columns, 'waiting-on') && <span className={styles.waiting}>{heldBy(tickets)}</span>}
        <RowClocks clocks={clocks} columns={columns} />
        {has(columns, 'owner') && (
          <span className={styles.owner} title={ownersOf(tickets)}>
            {ownersOf(tickets)}
          </span>
        )}
        <MoreCells columns={columns} ticket={null} />
      </button>
      {isOpen && (
        <Link to={group.path} className={styles.groupLink}>
          {t`Open ${group.name}`}
        </Link>
      )}
    </div>
  )
}
