import { addIncidentPart, type Incident, type NextAct } from '@bellwether/contract/incidents-declared.ts'
import { draftReport } from '@bellwether/contract/incidents.ts'
import { Button } from '@mantine/core'
import { Link, useNavigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useWrite } from '../../call.write.ts'
import { CommandButton } from '../../ui/command-button.tsx'
import { Moment } from '../../ui/clock.tsx'
import type { BoundCommand } from '../../ui/commands.ts'
import { plural } from '../../ui/figures.ts'
import { Icon } from '../../ui/icon.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import { t } from '../../ui/words.ts'
import { stepWords } from './step-words.ts'
import styles from './incident-steps.module.css'

interface IncidentStepsProps {
  incident: Incident
  commands: readonly BoundCommand[]
}

/** How far it is, and the one thing to do next. */
export function IncidentSteps({ incident, commands }: IncidentStepsProps) {
  return (
    <Sheet title={t`How far it is`}>
      <ol className={styles.steps}>
        {incident.steps.map(({ step, isReached, at }) => (
          <li
            key={step}
            data-reached={isReached || undefined}
            aria-current={step === incident.step ? 'step' : undefined}
          >
            <Icon name={isReached ? 'check' : 'clock'} size={13} />
            <span>
              {stepWords[step]}
              {!isReached && <span className="visually-hidden"> {t`not yet`}</span>}
            </span>
            {at !== null && <Moment at={at} />}
          </li>
        ))}
      </ol>
      {incident.next !== null && (
        <div className={styles.next}>
          <Next incident={incident} next={incident.next} commands={commands} />
        </div>
      )}
    </Sheet>
  )
}

function Next({ incident, next, commands }: IncidentStepsProps & { next: NextAct }): ReactNode {
  switch (next.kind) {
    case 'draft':
      return <DraftNext incident={incident} />
    case 'hand-off':
      return <ReportNext id={next.reportId} words={t`R${next.number} waits to be handed off: nobody is asked yet.`} />
    case 'answer-page':
      return (
        <p>
          {t`Somebody was paged, and nobody answered yet.`} <a href={`/pages#${next.pageId}`}>{t`To the page`}</a>
        </p>
      )
    case 'watch':
      return <ReportNext id={next.reportId} words={t`The errors are watched until they are gone.`} />
    case 'tell':
      return (
        <ReportNext
          id={next.reportId}
          words={t`It is over, and ${plural(next.tickets, 'ticket waits', 'tickets wait')} for the word of R${next.number}.`}
        />
      )
    case 'decide':
      return (
        <>
          <p>{t`It is over. Decide what customers read about it, then close it.`}</p>
          <CommandButton commands={commands} id="incident.decide" variant="filled">
            {t`Decide…`}
          </CommandButton>
        </>
      )
    case 'close':
      return (
        <>
          <p>{t`It is over and decided.`}</p>
          <CommandButton commands={commands} id="incident.close" variant="filled">
            {t`Close it`}
          </CommandButton>
        </>
      )
  }
}

function ReportNext({ id, words }: { id: string | null; words: string }) {
  return (
    <p>
      {words}{' '}
      {id !== null && (
        <Link to="/reports/$id" params={{ id }}>
          {t`To the report`}
        </Link>
      )}
    </p>
  )
}

/** So many tickets a report begins with. */
const draftedMax = 100

/** What is broken, for whom and what is asked stands in a report: it pages the team. */
function DraftNext({ incident: { id, ticketList, signals } }: { incident: Incident }) {
  const navigate = useNavigate()
  const add = useWrite(addIncidentPart, { refreshes: ['/api/incidents'] })
  const draft = useWrite(draftReport, {
    refreshes: ['/api/incidents'],
    onDone: (report) =>
      add.mutate(
        { params: { id }, body: { kind: 'report', id: report.id } },
        { onSuccess: () => void navigate({ to: '/reports/$id', params: { id: report.id } }) },
      ),
  })
  const ticketIds = ticketList.slice(0, draftedMax).map((ticket) => ticket.id)
  const signalId = signals[0]?.id
  return (
    <>
      <p>{t`No report says yet what is broken, for whom, and what is asked of which team.`}</p>
      <Button
        size="xs"
        loading={draft.isPending || add.isPending}
        onClick={() => draft.mutate({ body: { ticketIds, ...(signalId === undefined ? {} : { signalId }) } })}
      >
        {t`Draft report`}
      </Button>
    </>
  )
}
