import type { SearchHit } from '@bellwether/contract/desk.ts'
import { Link, useNavigate } from '@tanstack/react-router'
import { Moment } from '../../ui/clock.tsx'
import { tx } from '../../ui/rich-words.tsx'
import { t } from '../../ui/words.ts'
import { EmergencyMark } from '../emergency-mark.tsx'
import { Icon, type IconName } from '../../ui/icon.tsx'
import { useRovingFocus } from '../../ui/roving-focus.ts'
import { CustomerMarks } from '../customer-marks.tsx'
import { WaitingOnWords } from '../waiting-on.tsx'
import { MarkedText } from './marked-text.tsx'
import { whoAsks } from '../who-asks.ts'
import styles from './search-hits.module.css'

/** Tickets that were found, each with the places where the words stand; a place opens its ticket there. */
export function SearchHits({ hits }: { hits: readonly SearchHit[] }) {
  const navigate = useNavigate()
  const open = (index: number): void => {
    const number = hits[index]?.ticket.number
    if (number !== undefined) void navigate({ to: '/tickets/$number', params: { number: String(number) } })
  }
  const focus = useRovingFocus(
    hits.map(({ ticket }) => ticket.id),
    open,
  )
  return (
    <ol aria-label={t`Found`} className={styles.hits}>
      {hits.map((hit, index) => (
        <li key={hit.ticket.id} className={styles.hit}>
          <Head hit={hit} item={focus.itemProps(index)} />
          {hit.places.map((place) => (
            <Place key={`${place.kind} ${place.id} ${place.snippet.text}`} number={hit.ticket.number} place={place} />
          ))}
        </li>
      ))}
    </ol>
  )
}

type Item = ReturnType<ReturnType<typeof useRovingFocus>['itemProps']>

function Head({ hit: { ticket, subject }, item }: { hit: SearchHit; item: Item }) {
  return (
    <div className={styles.head}>
      <Link {...item} to="/tickets/$number" params={{ number: String(ticket.number) }} className={styles.subject}>
        <span className={styles.number}>#{ticket.number}</span> <MarkedText {...subject} />
      </Link>
      <span className={styles.facts}>
        {ticket.isUrgent && <EmergencyMark />}
        <span className={styles.who}>{whoAsks(ticket)}</span>
        <CustomerMarks ticket={ticket} />
        <span>
          {ticket.state === 'resolved'
            ? t`resolved`
            : tx`waiting on ${<WaitingOnWords waitingOn={ticket.waitingOn} />}`}
        </span>
        <Moment at={ticket.lastMessageAt} as="day" />
      </span>
    </div>
  )
}

const kinds: Readonly<Record<SearchHit['places'][number]['kind'], { icon: IconName; name: string }>> = {
  message: { icon: 'mail', name: t`Message` },
  note: { icon: 'note', name: t`Note` },
  'hand-off': { icon: 'team', name: t`Hand-off` },
  file: { icon: 'paper', name: t`File` },
}

function Place({ number, place }: { number: number; place: SearchHit['places'][number] }) {
  const { icon, name } = kinds[place.kind]
  return (
    <Link to="/tickets/$number" params={{ number: String(number) }} hash={`entry-${place.id}`} className={styles.place}>
      <span title={name}>
        <Icon name={icon} size={14} />
        <span className="visually-hidden">{name}: </span>
      </span>
      <span className={styles.snippet}>
        <MarkedText {...place.snippet} />
      </span>
      <span className={styles.by}>
        {place.by !== null && <>{place.by}, </>}
        <Moment at={place.at} as="day" />
      </span>
    </Link>
  )
}
