import { listEvents, type EventItem } from '@bellwether/contract/evidence.ts'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { askPages } from '../call.query.ts'
import { Moment } from '../ui/clock.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { Icon } from '../ui/icon.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { MoreButton } from '../ui/more-button.tsx'
import { t } from '../ui/words.ts'
import type { EvidenceFilter } from './evidence-filter.ts'
import type { WherePart } from './where.ts'
import styles from './event-table.module.css'

interface EventTableProps {
  filter: EvidenceFilter
  onFilter: (part: WherePart) => void
}

/** Events one by one, the newest first; each opens to everything it says. */
export function EventTable({ filter, onFilter }: EventTableProps) {
  const events = useInfiniteQuery(askPages(listEvents, { ...filter, limit: 50 }))
  const rows = events.data?.pages.flatMap((page) => page.items)
  return (
    <Loaded query={{ ...events, data: rows }} rows={10}>
      {(loaded) =>
        loaded.length === 0 ? (
          <EmptyState icon="evidence" title={t`No events here`}>
            {t`Nothing in this time with these filters. Remove a filter or widen the time.`}
          </EmptyState>
        ) : (
          <div className={styles.frame}>
            <ol aria-label={t`Events, the newest first`}>
              {loaded.map((event, index) => (
                <EventRow key={`${event.timestamp} ${event.requestId} ${index}`} event={event} onFilter={onFilter} />
              ))}
            </ol>
            <MoreButton query={events} />
          </div>
        )
      }
    </Loaded>
  )
}

function EventRow({ event, onFilter }: { event: EventItem; onFilter: (part: WherePart) => void }) {
  const [isOpen, setIsOpen] = useState(false)
  return (
    <li className={styles.item} data-error={event.isError || undefined}>
      <button type="button" className={styles.row} aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
        <span className={styles.turn} data-open={isOpen || undefined}>
          <Icon name="chevron" size={11} />
        </span>
        <Moment at={event.timestamp} as="second" />
        <span className={styles.status}>
          {event.isError && <span className="visually-hidden">{t`error`} </span>}
          {event.statusCode > 0 ? event.statusCode : event.severity || event.kind}
        </span>
        <span className={styles.what}>{titleOf(event)}</span>
        {event.errorMessage !== '' && <span className={styles.message}>{event.errorMessage}</span>}
      </button>
      {isOpen && <Attributes attributes={event.attributes} onFilter={onFilter} />}
    </li>
  )
}

const titleOf = (event: EventItem): string =>
  event.path !== '' ? `${event.method} ${event.site}${event.path}` : event.body || `${event.kind} ${event.serviceName}`

function Attributes({
  attributes,
  onFilter,
}: {
  attributes: EventItem['attributes']
  onFilter: (part: WherePart) => void
}) {
  const named = Object.entries(attributes).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return (
    <dl className={styles.attributes}>
      {named.map(([attribute, value]) => (
        <div key={attribute}>
          <dt>{attribute}</dt>
          <dd>
            <button
              type="button"
              title={t`Click to filter by this; Alt and click to leave it out`}
              onClick={(click) => onFilter({ attribute, operator: click.altKey ? '!=' : '=', value })}
            >
              {value}
            </button>
          </dd>
        </div>
      ))}
    </dl>
  )
}
