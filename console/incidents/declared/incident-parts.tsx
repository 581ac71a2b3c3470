import type { Incident } from '@bellwether/contract/incidents-declared.ts'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { Mark, type MarkTone } from '../../ui/mark.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import { t, translated } from '../../ui/words.ts'
import { ReportState } from '../report-state.tsx'
import styles from './incident-parts.module.css'

const pageStates: Readonly<Record<Incident['pages'][number]['state'], { word: string; tone: MarkTone }>> = {
  open: { word: t`nobody answered yet`, tone: 'danger' },
  acknowledged: { word: t`somebody has it`, tone: 'warn' },
  resolved: { word: t`ended`, tone: 'plain' },
}

/** The reports, signals, tickets and pages that it is made of. */
export function IncidentParts({ incident, side }: { incident: Incident; side: ReactNode }) {
  const { reports, signals, ticketList, pages } = incident
  const isEmpty = reports.length + signals.length + ticketList.length + pages.length === 0
  return (
    <Sheet title={t`What it is made of`} side={side}>
      {isEmpty && (
        <p>{t`Nothing yet. Add the reports, signals, tickets and pages that have one cause: the time line is theirs.`}</p>
      )}
      <Parts name={t`Trouble reports`}>
        {reports.map(({ id, number, title, state }) => (
          <li key={id}>
            <Link to="/reports/$id" params={{ id }}>
              R{number} {title}
            </Link>
            <ReportState state={state} />
          </li>
        ))}
      </Parts>
      <Parts name={t`Signals`}>
        {signals.map(({ id, title, recoveredAt }) => (
          <li key={id}>
            <Link to="/signals" search={{ open: recoveredAt === null ? undefined : false }}>
              {title}
            </Link>
            <Mark tone={recoveredAt === null ? 'warn' : 'good'}>
              {recoveredAt === null ? t`goes on` : t`recovered`}
            </Mark>
          </li>
        ))}
      </Parts>
      <Parts name={t`Tickets`}>
        {ticketList.map(({ id, number, subject, customerName }) => (
          <li key={id}>
            <Link to="/tickets/$number" params={{ number: String(number) }}>
              #{number} {subject}
            </Link>
            <span>{customerName}</span>
          </li>
        ))}
      </Parts>
      <Parts name={t`Pages`}>
        {pages.map(({ id, title, state }) => (
          <li key={id}>
            <Link to="/pages" hash={id}>
              {translated(title)}
            </Link>
            <Mark tone={pageStates[state].tone}>{pageStates[state].word}</Mark>
          </li>
        ))}
      </Parts>
    </Sheet>
  )
}

function Parts({ name, children }: { name: string; children: readonly ReactNode[] }) {
  if (children.length === 0) return null
  return (
    <>
      <h3 className={styles.name}>{name}</h3>
      <ul className={styles.parts} aria-label={name}>
        {children}
      </ul>
    </>
  )
}
