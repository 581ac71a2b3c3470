import { closeIncident, type Incident } from '@bellwether/contract/incidents-declared.ts'
import { useNavigate } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import { useWrite } from '../../call.write.ts'
import { useMay } from '../../use-may.ts'
import { Moment } from '../../ui/clock.tsx'
import { CommandButton } from '../../ui/command-button.tsx'
import { useCommands } from '../../ui/command-keys.tsx'
import { CommandMenu } from '../../ui/command-menu.tsx'
import { PageFrame } from '../../ui/page-frame.tsx'
import { tx } from '../../ui/rich-words.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import { t } from '../../ui/words.ts'
import { AddDialog } from './add-dialog.tsx'
import { AffectedCustomers } from '../affected-customers.tsx'
import {
  DecideDialog,
  decisionLabel,
  MergeIncidentDialog,
  ReopenDialog,
  SeverityDialog,
  SplitDialog,
} from './incident-dialogs.tsx'
import { IncidentDetections } from './incident-detections.tsx'
import { IncidentLines } from './incident-lines.tsx'
import { IncidentParts } from './incident-parts.tsx'
import { IncidentPeople } from './incident-people.tsx'
import { IncidentReport } from './incident-reports.tsx'
import { IncidentSteps } from './incident-steps.tsx'
import { incidentCommands } from './incident.commands.ts'
import { RenameDialog } from './rename-dialog.tsx'
import { SeverityMark } from './severity-mark.tsx'
import { WordDue } from './word-due.tsx'
import styles from '../report-view.module.css'

type Dialog = 'add' | 'decide' | 'judge' | 'rename' | 'reopen' | 'merge' | 'split'

/** An incident as a room: how far it is and what is next, what happened, who does what, who is hit. */
export function IncidentRoom({ incident }: { incident: Incident }) {
  const [dialog, setDialog] = useState<Dialog | null>(null)
  const field = useRef<HTMLTextAreaElement>(null)
  const navigate = useNavigate()
  const mayWrite = useMay('incidents.write')
  const close = useWrite(closeIncident, { refreshes: ['/api/incidents'], notice: t`The incident is closed.` })
  const commands = useCommands(incidentCommands, {
    incident,
    mayWrite,
    write: () => field.current?.focus(),
    add: () => setDialog('add'),
    decide: () => setDialog('decide'),
    judge: () => setDialog('judge'),
    rename: () => setDialog('rename'),
    close: () => close.mutate({ params: { id: incident.id } }),
    reopen: () => setDialog('reopen'),
    merge: () => setDialog('merge'),
    split: () => setDialog('split'),
    up: () => void navigate({ to: '/incidents' }),
  })
  const shown = (kind: Dialog) => ({ incident, isOpen: dialog === kind, onClose: () => setDialog(null) })
  return (
    <PageFrame
      title={`I${incident.number} ${incident.title}`}
      heading={
        <>
          <span className={styles.number}>I{incident.number}</span> {incident.title}
        </>
      }
      about={<AboutIncident incident={incident} />}
      actions={
        <>
          <CommandButton commands={commands} id="incident.reopen" size="sm" variant="default">
            {t`Open it again…`}
          </CommandButton>
          <CommandButton commands={commands} id="incident.judge" size="sm" variant="default">
            {t`Severity…`}
          </CommandButton>
          <CommandButton commands={commands} id="incident.decide" size="sm" variant="default">
            {t`Decide…`}
          </CommandButton>
          <CommandMenu
            commands={commands}
            ids={['incident.close', 'incident.rename', 'incident.merge', 'incident.split']}
          />
        </>
      }
    >
      <div className={styles.columns}>
        <div className={styles.column}>
          <IncidentSteps incident={incident} commands={commands} />
          {incident.reports.map((report) => (
            <IncidentReport key={report.id} report={report} />
          ))}
          <IncidentLines incident={incident} mayWrite={mayWrite} field={field} />
        </div>
        <div className={styles.column}>
          <IncidentPeople incident={incident} mayWrite={mayWrite} />
          <Decided incident={incident} />
          <IncidentParts
            incident={incident}
            side={<CommandButton commands={commands} id="incident.add">{t`Add…`}</CommandButton>}
          />
          <IncidentDetections incident={incident} />
          {incident.hit.length > 0 && <AffectedCustomers affected={incident.hit} />}
        </div>
      </div>
      <AddDialog {...shown('add')} />
      <DecideDialog {...shown('decide')} />
      <SeverityDialog {...shown('judge')} />
      <RenameDialog {...shown('rename')} />
      <ReopenDialog {...shown('reopen')} />
      <MergeIncidentDialog {...shown('merge')} />
      <SplitDialog {...shown('split')} />
    </PageFrame>
  )
}

function AboutIncident({ incident }: { incident: Incident }) {
  const { beganAt, declaredAt, declaredBy, closedAt, mergedInto, severityChosen } = incident
  return (
    <span className={styles.about}>
      <SeverityMark severity={incident.severity} />
      {severityChosen !== null && <span>{t`chosen by ${severityChosen.by.name}: ${severityChosen.reason}`}</span>}
      <WordDue incident={incident} />
      {beganAt !== null && <span>{tx`began ${<Moment at={beganAt} />}`}</span>}
      <span>
        {declaredBy === null
          ? tx`declared ${<Moment at={declaredAt} />}`
          : tx`declared ${<Moment at={declaredAt} />} by ${declaredBy.name}`}
      </span>
      {mergedInto !== null && <a href={`/incidents/${mergedInto.id}`}>{t`merged into I${mergedInto.number}`}</a>}
      {mergedInto === null && closedAt !== null && <span>{tx`closed ${<Moment at={closedAt} />}`}</span>}
    </span>
  )
}

function Decided({ incident: { decision } }: { incident: Incident }) {
  if (decision === null) return null
  return (
    <Sheet title={t`What customers read`} about={tx`Decided by ${decision.by.name}, ${<Moment at={decision.at} />}.`}>
      <p>
        <strong>{decisionLabel(decision.kind)}</strong>: {decision.reason}
      </p>
    </Sheet>
  )
}
