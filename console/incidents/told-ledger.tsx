import type { Report } from '@bellwether/contract/incidents.ts'
import { mailStateWords } from '@bellwether/contract/mail.ts'
import { Progress } from '@mantine/core'
import { Moment, useNow } from '../ui/clock.tsx'
import { DataTable } from '../ui/data-table.tsx'
import { plural } from '../ui/figures.ts'
import { spanOf } from '../ui/instants.ts'
import { Mark } from '../ui/mark.tsx'
import { tx } from '../ui/rich-words.tsx'
import { Sheet } from '../ui/sheet.tsx'
import { t, translated } from '../ui/words.ts'
import { untoldTickets } from './report.commands.ts'
import { isOver } from '@bellwether/contract/told-text.ts'
import styles from './told-ledger.module.css'

/** Who was told what, when and by whom. */
export function ToldLedger({ report }: { report: Report }) {
  // Of the rounds that were told: one in which nobody was told is none to whoever reads.
  const rounds = [...new Set(report.told.map(({ round }) => round))].toSorted((a, b) => a - b)
  return (
    <Sheet title={t`Told ledger`} about={<AboutTold report={report} />}>
      {report.telling !== null && <TellingState report={report} telling={report.telling} />}
      {report.told.length > 0 && (
        <DataTable
          label={t`Told ledger`}
          rows={report.told.toReversed()}
          keyOf={(told) => `${told.ticketId} ${told.round}`}
          columns={[
            { head: t`Customer`, cell: (told) => told.customerName ?? told.contactEmail },
            { head: t`Round`, cell: (told) => <span title={told.text}>{rounds.indexOf(told.round) + 1}</span> },
            { head: t`Told`, cell: (told) => <Moment at={told.at} /> },
            { head: t`Promised`, cell: (told) => (told.nextBy === null ? '–' : <Moment at={told.nextBy} />) },
            { head: t`By`, cell: (told) => told.by.name },
            { head: t`Mail`, cell: (told) => translated(mailStateWords[told.delivery]) },
          ]}
        />
      )}
    </Sheet>
  )
}

function AboutTold({ report }: { report: Report }) {
  const now = useNow()
  const all = report.ticketList.length
  if (all === 0) return t`Nobody wrote in about this so far.`
  const rest = untoldTickets(report).length
  const { promisedBy, round } = report
  const heard = all - rest - (report.telling?.waiting ?? 0)
  const kept = report.told.filter(({ delivery }) => delivery === 'kept').length
  const lateMs = promisedBy === null ? 0 : now - Date.parse(promisedBy)
  return (
    <>
      {isOver(report.state)
        ? t`${heard} of ${all} who wrote in have heard that it is over.`
        : t`${heard} of ${all} who wrote in were told${round > 1 ? ` ${t`in round ${round}`}` : ''}.`}
      {kept > 0 &&
        ` ${t`No mail leaves this installation: ${plural(kept, 'of these mails is', 'of these mails are')} kept in the outbox, and nobody has read them.`}`}
      {promisedBy !== null && lateMs <= 0 && (
        <> {tx`They were promised to hear again by ${<Moment at={promisedBy} />}.`}</>
      )}
      {promisedBy !== null && lateMs > 0 && (
        <>
          {' '}
          <Mark tone="danger" icon="warning" isSentence>
            {tx`The word promised by ${<Moment at={promisedBy} />} is ${spanOf(lateMs)} late`}
          </Mark>
        </>
      )}
    </>
  )
}

/** A telling that runs shows how far it is; what it could not do stays until it is done. */
function TellingState({ report, telling }: { report: Report; telling: NonNullable<Report['telling']> }) {
  const done = telling.total - telling.waiting
  const numberOf = (id: string): number | undefined => report.ticketList.find((one) => one.id === id)?.number
  return (
    <div role="status">
      {telling.waiting > 0 && (
        <>
          <p>{t`Telling: ${done} of ${telling.total}`}</p>
          <Progress value={(done / telling.total) * 100} aria-label={t`Customers told`} mb={8} />
        </>
      )}
      {telling.refused.map((one) => (
        <p key={one.ticketId}>{tx`#${numberOf(one.ticketId)} could not be told: ${translated(one.reason)}`}</p>
      ))}
    </div>
  )
}

export function ReportTimeline({ report }: { report: Report }) {
  return (
    <Sheet title={t`Time line`}>
      <ol className={styles.line}>
        {report.timeline.map((entry) => (
          <li key={`${entry.at} ${entry.what}`}>
            <Moment at={entry.at} />
            <span>
              <strong>{entry.who}</strong> {translated(entry.what)}
            </span>
          </li>
        ))}
      </ol>
    </Sheet>
  )
}
