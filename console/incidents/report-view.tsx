import type { Report } from '@bellwether/contract/incidents.ts'
import { useNavigate } from '@tanstack/react-router'
import { useState, type ReactNode } from 'react'
import { useCommands } from '../ui/command-keys.tsx'
import { CommandButton } from '../ui/command-button.tsx'
import { Moment, useNow } from '../ui/clock.tsx'
import { PageFrame } from '../ui/page-frame.tsx'
import { tx } from '../ui/rich-words.tsx'
import { t } from '../ui/words.ts'
import { AffectedCustomers } from './affected-customers.tsx'
import { useDeclare, useIncidentOf } from './declared/incident-of.tsx'
import { OverDialog } from './over-dialog.tsx'
import { ReportEvidence } from './report-evidence.tsx'
import { ReportHandOffDialog } from './report-hand-off-dialog.tsx'
import { ReportState } from './report-state.tsx'
import { ReportTextForm } from './report-text-form.tsx'
import { reportCommands, untoldTickets } from './report.commands.ts'
import { Rollback } from './rollback.tsx'
import { TellDialog } from './tell-dialog.tsx'
import { ReportTimeline, ToldLedger } from './told-ledger.tsx'
import { WatchChart } from './watch-chart.tsx'
import { WroteIn } from './wrote-in.tsx'
import styles from './report-view.module.css'

interface ReportViewProps {
  report: Report
  /** Who was paged about it. */
  pageTrail: ReactNode
}

/** A trouble report from its first draft until everyone was told. */
export function ReportView({ report, pageTrail }: ReportViewProps) {
  const [dialog, setDialog] = useState<'hand-off' | 'tell' | 'over' | null>(null)
  const navigate = useNavigate()
  const part = { kind: 'report' as const, id: report.id }
  const incident = useIncidentOf(part)
  const { declare } = useDeclare()
  const close = (): void => setDialog(null)
  const commands = useCommands(reportCommands, {
    report,
    handOff: () => setDialog('hand-off'),
    tell: () => setDialog('tell'),
    end: () => setDialog('over'),
    declare: () => {
      if (incident === undefined) declare([part])
      else void navigate({ to: '/incidents/$id', params: { id: incident.id } })
    },
    up: () => void navigate({ to: '/reports' }),
  })
  const rest = untoldTickets(report).length
  const isAgain = rest === 0
  const now = useNow()
  // What was promised is due: they wait for it.
  const isTellDue = isAgain
    ? report.promisedBy !== null && Date.parse(report.promisedBy) <= now
    : report.state === 'recovered'
  return (
    <PageFrame
      title={`R${report.number} ${report.text.title}`}
      heading={
        <>
          <span className={styles.number}>R{report.number}</span>{' '}
          {report.text.title === '' ? t`Untitled report` : report.text.title.replaceAll('<*>', '…')}
        </>
      }
      about={<AboutReport report={report} />}
      actions={
        <>
          <CommandButton commands={commands} id="report.hand-off" size="sm" variant="filled">
            {t`Hand off and page…`}
          </CommandButton>
          <CommandButton commands={commands} id="report.tell" size="sm" variant={isTellDue ? 'filled' : 'default'}>
            {isAgain ? t`Tell again` : t`Tell customers`} ({isAgain ? report.ticketList.length : rest})…
          </CommandButton>
          <CommandButton commands={commands} id="report.over" size="sm" variant="default">
            {t`It is over…`}
          </CommandButton>
          <CommandButton commands={commands} id="report.incident" size="sm" variant="default">
            {incident === undefined ? t`Declare incident` : t`Incident I${incident.number}`}
          </CommandButton>
        </>
      }
    >
      <div className={styles.columns}>
        <div className={styles.column}>
          {report.watch !== null && <WatchChart watch={report.watch} rollback={report.rollback} />}
          {report.rollback !== null && <Rollback request={report.rollback} />}
          <ReportTextForm key={report.id} report={report} />
          {report.imported === null ? <AffectedCustomers affected={report.affected} /> : <WroteIn report={report} />}
        </div>
        <div className={styles.column}>
          <ReportEvidence report={report} />
          {pageTrail}
          {report.imported === null && <ToldLedger report={report} />}
          <ReportTimeline report={report} />
        </div>
      </div>
      <ReportHandOffDialog report={report} isOpen={dialog === 'hand-off'} onClose={close} />
      <OverDialog report={report} isOpen={dialog === 'over'} onClose={close} />
      <TellDialog report={report} isOpen={dialog === 'tell'} onClose={close} />
    </PageFrame>
  )
}

/** How it stands and whose it is; of one that was imported when it was, since nobody here saw it. */
function AboutReport({ report: { state, team, createdBy, createdAt, imported } }: { report: Report }) {
  return (
    <span className={styles.about}>
      <ReportState state={state} />
      {team !== null && <span>{t`with ${team.name}`}</span>}
      {createdBy !== null && <span>{t`drafted by ${createdBy.name}`}</span>}
      {imported !== null && (
        <span>
          {tx`from ${<Moment at={createdAt} />} to ${<Moment at={imported.recoveredAt} />}, imported ${<Moment at={imported.at} />}`}
        </span>
      )}
    </span>
  )
}
