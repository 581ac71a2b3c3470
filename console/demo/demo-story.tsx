import type { TicketSummary } from '@bellwether/contract/desk.ts'
import { getReport, type Report } from '@bellwether/contract/incidents.ts'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ask } from '../call.query.ts'
import { Moment } from '../ui/clock.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { plural } from '../ui/figures.ts'
import { spanOf } from '../ui/instants.ts'
import { Sheet } from '../ui/sheet.tsx'
import { nextStep } from './demo-steps.ts'
import styles from './demo-story.module.css'
import { useDemoFacts } from './use-demo-facts.ts'

/** The evening from the first urgent mail to the last customer told. */
export function DemoStory() {
  const facts = useDemoFacts()
  const report = useQuery({
    ...ask(getReport, { params: { id: facts.report?.id ?? '' } }),
    enabled: facts.report !== undefined,
  })
  const { ticket } = facts
  if (ticket === undefined || report.data === undefined) {
    return (
      <EmptyState icon="clock" title="Nothing has happened yet">
        {nextStep(facts)?.says}
      </EmptyState>
    )
  }
  return (
    <>
      <Figures ticket={ticket} report={report.data} />
      <Sheet title="Minute by minute">
        <ol className={styles.line}>
          {momentsOf(ticket, report.data).map(({ at, who, what }) => (
            <li key={`${at} ${what}`}>
              <Moment at={at} as="minute" />
              <span>
                <strong>{who}</strong> {what}
              </span>
            </li>
          ))}
        </ol>
        <p>
          <Link to="/reports/$id" params={{ id: report.data.id }}>
            Trouble report R{report.data.number}
          </Link>{' '}
          has the reproduction, the suspect deploy, the watch and the told ledger.
        </p>
      </Sheet>
      <Sheet title="And now">
        <p>
          With your own mail and your own events it takes a few minutes: end the demo above, and the first steps show
          how. Whatever is left undone here waits: {nextStep(facts)?.says ?? 'nothing is, you have finished.'}
        </p>
      </Sheet>
    </>
  )
}

/** The word of the customer, and everything that the report wrote down. */
function momentsOf(ticket: TicketSummary, report: Report): Report['timeline'] {
  const who = ticket.customer?.name ?? ticket.contact.name
  const first = { at: ticket.createdAt, who, what: `wrote to the emergency address: ${ticket.subject}` }
  return [first, ...report.timeline].toSorted((a, b) => a.at.localeCompare(b.at))
}

function Figures({ ticket, report }: { ticket: TicketSummary; report: Report }) {
  const after = (at: string | null | undefined): string =>
    at == null ? 'not yet' : spanOf(Date.parse(at) - Date.parse(ticket.createdAt))
  const told = new Set(report.told.map((one) => one.ticketId)).size
  return (
    <dl className={styles.figures}>
      <Figure name="from the mail to the decision" value={after(report.rollback?.decidedAt)} />
      <Figure name="from the mail to recovery" value={after(report.watch?.recoveredAt)} />
      <Figure
        name="told, each in their own ticket"
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
