import type { TicketSummary } from '@bellwether/contract/desk.ts'
import { getReport, type Report } from '@bellwether/contract/incidents.ts'
import { Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ask } from '../call.query.ts'
import { Moment } from '../ui/clock.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { plural } from '../ui/figures.ts'
import { spanOf } from '../ui/instants.ts'
import { tx } from '../ui/rich-words.tsx'
import { Sheet } from '../ui/sheet.tsx'
import { t } from '../ui/words.ts'
import { type DemoFacts, nextStep } from './demo-steps.ts'
import styles from './demo-story.module.css'
import { useDemoFacts } from './use-demo-facts.ts'

/** The evening from the first urgent mail to the last customer told. */
export function DemoStory() {
  const facts = useDemoFacts()
  const id = facts?.report?.id
  const report = useQuery({ ...ask(getReport, { params: { id: id ?? '' } }), enabled: id !== undefined })
  if (facts === undefined) return <Skeleton height={120} />
  const { ticket } = facts
  if (ticket === undefined || report.data === undefined) {
    return (
      <EmptyState icon="clock" title={t`Nothing has happened yet`}>
        {nextStep(facts)?.says}
      </EmptyState>
    )
  }
  return (
    <>
      <Figures ticket={ticket} report={report.data} />
      <MinuteByMinute ticket={ticket} report={report.data} />
      <AndNow facts={facts} />
    </>
  )
}

interface Evening {
  ticket: TicketSummary
  report: Report
}

function Figures({ ticket, report }: Evening) {
  const after = (at: string | null | undefined): string =>
    at ? spanOf(Date.parse(at) - Date.parse(ticket.createdAt)) : t`not yet`
  const answeredAt = ticket.clocks.find(({ name }) => name === 'first-response')?.stoppedAt
  const told = new Set(report.told.map((one) => one.ticketId)).size
  return (
    <dl className={styles.figures}>
      <Figure name={t`from the mail to the first answer`} value={after(answeredAt)} />
      <Figure name={t`from the mail to the decision`} value={after(report.rollback?.decidedAt)} />
      <Figure name={t`from the mail to recovery`} value={after(report.watch?.recoveredAt)} />
      <Figure
        name={t`written to, each in their own ticket`}
        value={`${told} of ${plural(report.ticketList.length, 'ticket')}`}
      />
    </dl>
  )
}

function Figure({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  )
}

function MinuteByMinute({ ticket, report }: Evening) {
  return (
    <Sheet title={t`Minute by minute`}>
      <ol className={styles.line}>
        {momentsOf(ticket, report).map(({ at, who, what }) => (
          <li key={`${at} ${what}`}>
            <Moment at={at} as="minute" />
            <span>
              <strong>{who}</strong> {what}
            </span>
          </li>
        ))}
      </ol>
      <p>
        {tx`${(
          <Link to="/reports/$id" params={{ id: report.id }}>
            {t`Trouble report R${report.number}`}
          </Link>
        )} has the reproduction, the suspect deploy, the watch and the told ledger.`}
      </p>
    </Sheet>
  )
}

/** The word of the customer, and everything that the report wrote down. */
function momentsOf(ticket: TicketSummary, report: Report): Report['timeline'] {
  const who = ticket.customer?.name ?? ticket.contact.name
  const first = { at: ticket.createdAt, who, what: t`wrote to the emergency address: ${ticket.subject}` }
  return [first, ...report.timeline].toSorted((a, b) => a.at.localeCompare(b.at))
}

function AndNow({ facts }: { facts: DemoFacts }) {
  return (
    <Sheet title={t`And now`}>
      <p>
        {t`With your own mail and your own events it takes a few minutes: end the demo above, and the first steps show how. ${nextStep(facts)?.says ?? t`You have seen it through; the rest of the queue is yours to play with.`}`}
      </p>
    </Sheet>
  )
}
