import { getTicket, type Ticket } from '@bellwether/contract/desk.ts'
import { SegmentedControl } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { ask } from '../../call.query.ts'
import { CustomerLine } from '../../customers/customer-line.tsx'
import { WhoseSender } from '../../customers/whose-sender.tsx'
import { TicketTalk } from '../../desk/ticket-talk.tsx'
import { EvidencePanel } from '../../evidence/evidence-panel.tsx'
import { searchOf, spanAround, viewOf, type EvidenceView } from '../../evidence/evidence-view.ts'
import { PartOfIncident } from '../../incidents/declared/incident-of.tsx'
import { TicketReports } from '../../incidents/report-list.tsx'
import { useClockRead, useZone } from '../../ui/clock.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { minuteOf } from '../../ui/instants.ts'
import { Loaded } from '../../ui/loaded.tsx'
import { t } from '../../ui/words.ts'
import { stringifySearch } from '../search-params.ts'
import { MergedTicket } from './merged-ticket.tsx'
import styles from './ticket-page.module.css'

const page = getRouteApi('/signed-in/tickets/$number')
const hoursAround = 6

export function TicketPage() {
  const { number } = page.useParams()
  const ticket = useQuery(ask(getTicket, { params: { id: number } }))
  return (
    <div className={styles.page}>
      <Loaded query={ticket} rows={14}>
        {(loaded) =>
          loaded.mergedInto === null ? (
            <TicketColumns key={loaded.id} ticket={loaded} />
          ) : (
            <MergedTicket number={loaded.number} into={loaded.mergedInto} />
          )
        }
      </Loaded>
    </div>
  )
}

function TicketColumns({ ticket }: { ticket: Ticket }) {
  const search = page.useSearch()
  const navigate = useNavigate()
  const zone = useZone()
  const read = useClockRead()
  const isNarrow = useMediaQuery('(max-width: 900px)') ?? false
  const [span] = useState(() => spanAround(Date.parse(ticket.createdAt), hoursAround, read()))
  const view = viewOf(search, span)
  const panel = search.panel ?? 'talk'
  const params = { number: String(ticket.number) }
  const setView = (change: Partial<EvidenceView>): void => {
    void navigate({
      to: '/tickets/$number',
      params,
      search: { panel: search.panel, ...searchOf({ ...view, ...change }) },
      replace: true,
    })
  }
  const evidenceLink =
    ticket.customer === null
      ? null
      : {
          label: t`Requests of ${ticket.customer.name}, ${minuteOf(view.from, zone)} to ${minuteOf(view.to, zone)}`,
          url: `${window.location.origin}/tickets/${ticket.number}${stringifySearch({ panel: 'evidence', ...searchOf(view) })}`,
        }
  return (
    <div className={styles.columns}>
      {isNarrow && (
        <div className={styles.switch}>
          <SegmentedControl
            fullWidth
            aria-label={t`What to show`}
            data={[
              { value: 'talk', label: t`Ticket` },
              { value: 'evidence', label: t`Evidence` },
            ]}
            value={panel}
            onChange={(next) =>
              void navigate({
                to: '/tickets/$number',
                params,
                search: { ...search, panel: next === 'evidence' ? 'evidence' : undefined },
              })
            }
          />
        </div>
      )}
      <div className={styles.talk} hidden={isNarrow && panel !== 'talk'}>
        <TicketTalk ticket={ticket} evidenceLink={evidenceLink}>
          {search.merged !== undefined && <p role="status">{t`#${search.merged} was merged into this ticket.`}</p>}
          {ticket.customer !== null && <CustomerLine id={ticket.customer.id} sender={ticket.contact.email} />}
          <TicketReports ticketId={ticket.id} />
          <PartOfIncident part={{ kind: 'ticket', id: ticket.id }} />
        </TicketTalk>
      </div>
      <div className={styles.evidence} hidden={isNarrow && panel !== 'evidence'}>
        <TicketEvidence ticket={ticket} view={view} onView={setView} />
      </div>
    </div>
  )
}

interface TicketEvidenceProps {
  ticket: Ticket
  view: EvidenceView
  onView: (change: Partial<EvidenceView>) => void
}

function TicketEvidence({ ticket, view, onView }: TicketEvidenceProps) {
  if (ticket.isOurs) {
    return (
      <EmptyState icon="evidence" title={t`Nobody outside asked`}>
        {t`We opened this for ourselves. Once somebody is made the requester, the requests of their customer appear here.`}
      </EmptyState>
    )
  }
  if (ticket.customer === null) {
    return (
      <EmptyState icon="evidence" title={t`Whose requests?`}>
        {t`${ticket.contact.email} is nobody’s contact yet. Once the address belongs to a customer, that customer’s requests and errors around the mail appear here.`}
        <WhoseSender sender={ticket.contact} sites={ticket.mentionedSites} />
      </EmptyState>
    )
  }
  return (
    <EvidencePanel
      heading={t`Evidence of ${ticket.customer.name}`}
      view={view}
      onView={onView}
      customerKeys={[ticket.customer.key, ...ticket.customer.otherKeys]}
      centreMs={Date.parse(ticket.createdAt)}
      ticket={String(ticket.number)}
    />
  )
}
