import { type IncidentSummary, listIncidents } from '@bellwether/contract/incidents-declared.ts'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { askPages } from '../../call.query.ts'
import { Ago } from '../../ui/clock.tsx'
import { plural } from '../../ui/figures.ts'
import { Loaded } from '../../ui/loaded.tsx'
import { Mark } from '../../ui/mark.tsx'
import { MoreButton } from '../../ui/more-button.tsx'
import { useRovingFocus } from '../../ui/roving-focus.ts'
import listStyles from '../../ui/row-list.module.css'
import { t } from '../../ui/words.ts'
import { SeverityMark } from './severity-mark.tsx'
import { stepWords } from './step-words.ts'
import styles from './incident-list.module.css'

export function IncidentList({ open, empty }: { open: boolean; empty: ReactNode }) {
  const incidents = useInfiniteQuery(askPages(listIncidents, { ...(open ? { open: true } : {}), limit: 50 }))
  const rows = incidents.data?.pages.flatMap((page) => page.items)
  return (
    <Loaded query={{ ...incidents, data: rows }} rows={8}>
      {(loaded) => (
        <>
          {loaded.length === 0 ? empty : <Rows incidents={loaded} />}
          <MoreButton query={incidents} />
        </>
      )}
    </Loaded>
  )
}

function Rows({ incidents }: { incidents: readonly IncidentSummary[] }) {
  const navigate = useNavigate()
  const focus = useRovingFocus(
    incidents.map(({ id }) => id),
    (index) => {
      const id = incidents[index]?.id
      if (id !== undefined) void navigate({ to: '/incidents/$id', params: { id } })
    },
  )
  return (
    <ol className={listStyles.list} aria-label={t`Incidents`}>
      {incidents.map((incident, index) => (
        <li key={incident.id}>
          <Link
            {...focus.itemProps(index)}
            to="/incidents/$id"
            params={{ id: incident.id }}
            className={`${listStyles.row} ${styles.row}`}
          >
            <span className={styles.number}>I{incident.number}</span>
            <SeverityMark severity={incident.severity} />
            <span className={`${listStyles.title} ${styles.title}`}>{incident.title}</span>
            <StepMark incident={incident} />
            <span className={styles.fact}>
              {plural(incident.customers, 'customer')}, {plural(incident.tickets, 'ticket')}
            </span>
            <span className={styles.fact}>
              <Ago at={incident.declaredAt} />
            </span>
          </Link>
        </li>
      ))}
    </ol>
  )
}

function StepMark({ incident: { step, mergedInto } }: { incident: IncidentSummary }) {
  if (mergedInto !== null) return <Mark>{t`merged into I${mergedInto.number}`}</Mark>
  const isCalm = step === 'zero' || step === 'told'
  return <Mark tone={step === 'closed' ? 'plain' : isCalm ? 'good' : 'warn'}>{stepWords[step]}</Mark>
}
