import { type ErrorClassItem, getTimeline, listErrorClasses, listUnusualErrors } from '@bellwether/contract/evidence.ts'
import { Tabs } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useRef, useState, type ReactNode } from 'react'
import { ask } from '../call.query.ts'
import { useCommands } from '../ui/command-keys.tsx'
import { t } from '../ui/words.ts'
import { AttributeList } from './attribute-list.tsx'
import { ClassList } from './class-list.tsx'
import { evidenceCommands } from './evidence.commands.ts'
import { EventTable } from './event-table.tsx'
import { type EvidenceFilter, eventsOf } from './evidence-filter.ts'
import { EvidenceTimeline } from './evidence-timeline.tsx'
import type { EvidenceTab, EvidenceView } from './evidence-view.ts'
import { FilterBar } from './filter-bar.tsx'
import { RangeControl } from './range-control.tsx'
import { UnknownNames } from './unknown-names.tsx'
import { useOpenSignals, UnusualLine } from './unusual-line.tsx'
import { withFilter, type WherePart } from './where.ts'
import styles from './evidence-panel.module.css'

export interface EvidencePanelProps {
  view: EvidenceView
  onView: (change: Partial<EvidenceView>) => void
  /** Whose events alone are looked at, by all their keys, e.g. the customer of a ticket; empty: everybody's. */
  customerKeys: readonly string[]
  /** Instant in the middle of the range choices, e.g. when the mail came; null counts back from now. */
  centreMs: number | null
  /** Number of the ticket that an explanation is asked from. */
  ticket?: string | undefined
  heading: ReactNode
}

/** More classes than this are not listed. */
const classesMax = 200

/** Requests and errors over time, and what they were: by class, one by one, by attribute. */
export function EvidencePanel(props: EvidencePanelProps) {
  const { view, onView, customerKeys, centreMs, ticket, heading } = props
  const filter = {
    from: view.from,
    to: view.to,
    ...eventsOf(customerKeys, view.where),
    ...(view.errors ? { errors: true } : {}),
  }
  const navigate = useNavigate()
  const [currentClass, setCurrentClass] = useState<string | null>(null)
  const { classes, items, unusual, events, historySince } = useErrors(filter, view)
  const asked = items.find((one) => one.id === (currentClass ?? unusual?.items[0]?.id)) ?? items[0]
  const explanation = { from: view.from, to: view.to, ticket }
  const whoElse =
    asked === undefined
      ? undefined
      : () => void navigate({ to: '/evidence/classes/$id', params: { id: asked.id }, search: explanation })
  const filterField = useRef<HTMLInputElement>(null)
  useCommands(evidenceCommands, { whoElse, show: (tab) => onView({ tab }), filter: () => filterField.current?.focus() })
  const addFilter = (part: WherePart): void => onView({ where: withFilter(view.where, part) })

  return (
    <section className={styles.panel} aria-labelledby="evidence-heading">
      <div className={styles.head}>
        <h2 id="evidence-heading">{heading}</h2>
        <RangeControl span={view} onSpan={({ from, to }) => onView({ from, to })} centreMs={centreMs} />
      </div>
      {unusual !== undefined && (
        <UnusualLine
          unusual={unusual}
          classes={items.length}
          isOfOne={customerKeys.length > 0}
          explanation={explanation}
        />
      )}
      <FilterBar view={view} onView={onView} customerKeys={customerKeys} field={filterField} />
      <UnknownNames view={view} onView={onView} />
      <EvidenceTimeline filter={filter} onSpan={(from, to) => onView({ from, to })} />
      <Tabs value={view.tab} onChange={(tab) => onView({ tab: (tab ?? 'classes') as EvidenceTab })} keepMounted={false}>
        <Tabs.List aria-label={t`Evidence by`}>
          <Tabs.Tab value="classes">
            {t`Errors${classes.data === undefined ? '' : ` ${items.length}${items.length >= classesMax ? '+' : ''}`}`}
          </Tabs.Tab>
          <Tabs.Tab value="events">{t`Events`}</Tabs.Tab>
          <Tabs.Tab value="attributes">{t`Attributes`}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="classes" pt={8}>
          <ClassList
            query={classes}
            unusual={new Set(unusual?.items.map(({ id }) => id))}
            isJudged={unusual?.isJudged === true}
            events={events}
            historySince={historySince}
            explanation={explanation}
            onCurrent={setCurrentClass}
            onFilter={addFilter}
          />
        </Tabs.Panel>
        <Tabs.Panel value="events" pt={8}>
          <EventTable filter={filter} onFilter={addFilter} />
        </Tabs.Panel>
        <Tabs.Panel value="attributes" pt={8}>
          <AttributeList filter={filter} onFilter={addFilter} />
        </Tabs.Panel>
      </Tabs>
    </section>
  )
}

/** Classes of errors, and what they are compared with. */
function useErrors(filter: EvidenceFilter, view: EvidenceView) {
  const classes = useQuery({ ...ask(listErrorClasses, { query: filter }), placeholderData: keepPreviousData })
  const timeline = useQuery({ ...ask(getTimeline, { query: filter }), placeholderData: keepPreviousData })
  const items = classes.data?.items ?? []
  return {
    classes,
    items,
    unusual: useUnusual(filter, view, items),
    // Of errors alone nobody knows how much came in beside.
    events: view.errors ? undefined : timeline.data?.points.reduce((sum, point) => sum + point.events, 0),
    historySince: timeline.data?.historySince ?? null,
  }
}

/**
 * What is more frequent than before, and whatever an open signal is about: an error that has gone on for long is usual to
 * nobody. Of events that were chosen by what they are nobody knows.
 */
function useUnusual(filter: EvidenceFilter, { errors, where, from }: EvidenceView, classes: readonly ErrorClassItem[]) {
  const enabled = !errors && where.length === 0
  const query = useQuery({ ...ask(listUnusualErrors, { query: filter }), placeholderData: keepPreviousData, enabled })
  const signals = useOpenSignals()
  if (!enabled || query.data === undefined) return undefined
  const found = new Set(query.data.items.map(({ id }) => id))
  const signalled = classes.flatMap((one) => {
    const signal = signals.find((signal) => signal.class?.id === one.id)
    if (signal === undefined || found.has(one.id)) return []
    const since = Date.parse(signal.firstSeenAt) > Date.parse(from) ? signal.firstSeenAt : from
    return [{ id: one.id, errors: one.errors, errorsBefore: 0, since }]
  })
  return { ...query.data, items: [...signalled, ...query.data.items] }
}
