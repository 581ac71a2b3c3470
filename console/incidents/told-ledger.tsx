import type { Report } from '@bellwether/contract/incidents.ts'
import { Moment } from '../ui/clock.tsx'
import { DataTable } from '../ui/data-table.tsx'
import { Sheet } from '../ui/sheet.tsx'
import { untoldTickets } from './report.commands.ts'
import styles from './told-ledger.module.css'

/** Who was told what, when and by whom. */
export function ToldLedger({ report }: { report: Report }) {
  const untold = untoldTickets(report).length
  const about =
    report.ticketList.length === 0
      ? 'Nobody wrote in about this so far.'
      : `${report.told.length} of ${report.ticketList.length} who wrote in were told${untold === 0 ? '.' : `; ${untold} wait.`}`
  return (
    <Sheet title="Told ledger" about={about}>
      {report.told.length > 0 && (
        <DataTable
          label="Told ledger"
          rows={report.told}
          keyOf={(told) => told.ticketId}
          columns={[
            { head: 'Customer', cell: (told) => told.customerName ?? told.contactEmail },
            { head: 'Told', cell: (told) => <Moment at={told.at} /> },
            { head: 'By', cell: (told) => told.by.name },
            { head: 'Mail', cell: (told) => told.delivery },
          ]}
        />
      )}
    </Sheet>
  )
}

export function ReportTimeline({ report }: { report: Report }) {
  return (
    <Sheet title="Time line">
      <ol className={styles.line}>
        {report.timeline.map((entry) => (
          <li key={`${entry.at} ${entry.what}`}>
            <Moment at={entry.at} />
            <span>
              <strong>{entry.who}</strong> {entry.what}
            </span>
          </li>
        ))}
      </ol>
    </Sheet>
  )
}
