import { listReports } from '@bellwether/contract/incidents.ts'
import type { AnswerOf } from '@bellwether/contract/route.ts'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { askPages } from '../call.query.ts'
import { Ago } from '../ui/clock.tsx'
import { plural } from '../ui/figures.ts'
import { Loaded } from '../ui/loaded.tsx'
import { useRovingFocus } from '../ui/roving-focus.ts'
import { MoreButton } from '../ui/more-button.tsx'
import { t } from '../ui/words.ts'
import listStyles from '../ui/row-list.module.css'
import { ReportState } from './report-state.tsx'
import styles from './report-list.module.css'

type ReportItem = AnswerOf<typeof listReports>['items'][number]

export function ReportList({ empty }: { empty: ReactNode }) {
  const reports = useInfiniteQuery(askPages(listReports, { limit: 50 }))
  const rows = reports.data?.pages.flatMap((page) => page.items)
  return (
    <Loaded query={{ ...reports, data: rows }} rows={8}>
      {(loaded) => (
        <>
          {loaded.length === 0 ? empty : <ReportRows reports={loaded} />}
          <MoreButton query={reports} />
        </>
      )}
    </Loaded>
  )
}

/** Reports, a line each. */
export function ReportRows({ reports }: { reports: readonly ReportItem[] }) {
  const navigate = useNavigate()
  const focus = useRovingFocus(
    reports.map(({ id }) => id),
    (index) => {
      const id = reports[index]?.id
      if (id !== undefined) void navigate({ to: '/reports/$id', params: { id } })
    },
  )
  return (
    <ol className={listStyles.list} aria-label={t`Trouble reports`}>
      {reports.map((report, index) => (
        <li key={report.id}>
          <Link
            {...focus.itemProps(index)}
            to="/reports/$id"
            params={{ id: report.id }}
            className={`${listStyles.row} ${styles.row}`}
          >
            <span className={styles.number}>R{report.number}</span>
            <span className={styles.words}>
              <span className={listStyles.title}>{report.title === '' ? t`Untitled report` : report.title}</span>
              <Message report={report} />
            </span>
            <ReportState state={report.state} />
            <span className={styles.fact}>
              {report.team === null
                ? plural(report.tickets, 'ticket')
                : `${report.team.name}, ${plural(report.tickets, 'ticket')}`}
            </span>
            <span className={styles.fact}>
              <Ago at={report.createdAt} />
            </span>
          </Link>
        </li>
      ))}
    </ol>
  )
}

const runMin = 8
const isSaidBy = (title: string, run: string): boolean => run.trim().length >= runMin && title.includes(run.trim())

/** The error, unless the title says it already, as that of a fresh draft does. */
function Message({ report }: { report: ReportItem }) {
  const template = report.class?.template
  if (template === undefined || template.split('<*>').some((run) => isSaidBy(report.title, run))) return null
  return <span className={styles.template}>{template.replaceAll('<*>', '•••')}</span>
}

/** The trouble reports about one ticket, in a line. */
export function TicketReports({ ticketId }: { ticketId: string }) {
  const reports = useInfiniteQuery(askPages(listReports, { ticketId, limit: 5 }))
  const rows = reports.data?.pages.flatMap((page) => page.items) ?? []
  if (rows.length === 0) return null
  return (
    <ul className={styles.line} aria-label={t`Trouble reports about this ticket`}>
      {rows.map((report) => (
        <li key={report.id}>
          <Link to="/reports/$id" params={{ id: report.id }}>
            R{report.number} {report.title}
          </Link>
          <ReportState state={report.state} />
        </li>
      ))}
    </ul>
  )
}
