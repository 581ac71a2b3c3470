import { listProbes, listProbeTimes, type Probe, removeProbe } from '@bellwether/contract/probes.ts'
import { Button, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { ask } from '../call.query.ts'
import { Ago, Moment, useNow } from '../ui/clock.tsx'
import { plural } from '../ui/figures.ts'
import { spanOf } from '../ui/instants.ts'
import { Loaded } from '../ui/loaded.tsx'
import { RemoveButton } from '../ui/remove-button.tsx'
import { tx } from '../ui/rich-words.tsx'
import { type RovingFocus, useRovingFocus } from '../ui/roving-focus.ts'
import { t, translated } from '../ui/words.ts'
import { PauseProbe } from './pause-probe.tsx'
import { ChangeProbeDialog } from './probe-dialogs.tsx'
import { byState, ProbeState } from './probe-state.tsx'
import { chartHours, milliseconds, ResponseChart } from './response-chart.tsx'
import { placeOf, targetOf } from './target-words.ts'
import styles from './probe-list.module.css'

const refetchInterval = 20_000
/** So many stand there at first, and come with each press. */
const shownAtOnce = 100
/** Fewer are seen at a glance. */
const searchedFrom = 8

/** What is looked at, what is worst first, and how long it took to answer lately. */
export function ProbeList({ canEdit, empty }: { canEdit: boolean; empty: ReactNode }) {
  const probes = useQuery({ ...ask(listProbes), refetchInterval })
  const [search, setSearch] = useState('')
  return (
    <Loaded query={probes} rows={6}>
      {({ items }) =>
        items.length === 0 ? (
          empty
        ) : (
          <>
            {items.length >= searchedFrom && (
              <TextInput
                type="search"
                aria-label={t`Search probes`}
                placeholder={t`Name, target, team or service`}
                value={search}
                onChange={({ currentTarget }) => setSearch(currentTarget.value)}
              />
            )}
            {/* What is narrowed begins at its top. */}
            <Rows key={search} probes={byState(items.filter(isFound(search)))} canEdit={canEdit} />
          </>
        )
      }
    </Loaded>
  )
}

function isFound(search: string): (probe: Probe) => boolean {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  return ({ name, check, team, service, site, state }) => {
    const text = [name, targetOf(check), team.name, service, site, state].join(' ').toLowerCase()
    return words.every((word) => text.includes(word))
  }
}

/** The events of a probe in the evidence, of the hours that its chart shows. */
const eventsOf = (id: string, now: number) => ({
  from: new Date(now - chartHours * 3_600_000).toISOString(),
  where: [`probe.id=${id}`],
  tab: 'events' as const,
})

function Rows({ probes, canEdit }: { probes: readonly Probe[]; canEdit: boolean }) {
  const times = useQuery({ ...ask(listProbeTimes, { query: { hours: chartHours } }), refetchInterval: 60_000 }).data
  const [count, setCount] = useState(shownAtOnce)
  const navigate = useNavigate()
  const now = useNow()
  const shown = probes.slice(0, count)
  const focus = useRovingFocus(
    shown.map(({ id }) => id),
    (index) => {
      const id = shown[index]?.id
      if (id !== undefined) void navigate({ to: '/evidence', search: eventsOf(id, now) })
    },
  )
  if (shown.length === 0) return <p className={styles.none}>{t`No probe is called so.`}</p>
  const pointsOf = (id: string) => times?.items.find(({ probeId }) => probeId === id)?.points ?? []
  return (
    <>
      <ol className={styles.list} aria-label={t`Probes`}>
        {shown.map((probe, index) => (
          <li key={probe.id} className={styles.probe} data-state={probe.state}>
            <ProbeWords probe={probe} item={focus.itemProps(index)} />
            {times && <ResponseChart points={pointsOf(probe.id)} stepSeconds={times.stepSeconds} now={now} />}
            {canEdit && <ProbeActs probe={probe} />}
          </li>
        ))}
      </ol>
      {count < probes.length && (
        <Button variant="default" onClick={() => setCount(count + shownAtOnce)}>
          {t`Show more`}
        </Button>
      )}
    </>
  )
}

function ProbeWords({ probe, item }: { probe: Probe; item: ReturnType<RovingFocus['itemProps']> }) {
  const { id, name, check, team, intervalSeconds, since, certificateEndsAt } = probe
  const now = useNow()
  return (
    <div className={styles.words}>
      <p className={styles.head}>
        <ProbeState probe={probe} />
        <Link {...item} to="/evidence" search={eventsOf(id, now)} className={styles.name}>
          {name}
        </Link>
        <code className={styles.target}>{targetOf(check)}</code>
      </p>
      <p className={styles.facts}>
        {since !== null && <span>{tx`since ${<Moment at={since} />}`}</span>}
        <LastLook probe={probe} />
        <Places probe={probe} />
        <span>{t`every ${spanOf(intervalSeconds * 1000)}`}</span>
        <span>{t`pages ${team.name}`}</span>
        {certificateEndsAt !== null && <span>{tx`certificate ends ${<Moment at={certificateEndsAt} />}`}</span>}
      </p>
    </div>
  )
}

function LastLook({ probe: { looks } }: { probe: Probe }) {
  const [last] = looks.toSorted((a, b) => Number(b.failedInRow) - Number(a.failedInRow))
  if (last === undefined) return null
  if (last.error === null)
    return <span>{tx`answered in ${milliseconds(last.durationMs)} ${<Ago at={last.at} />}`}</span>
  return (
    <span className={styles.error}>{t`${translated(last.error)} (${plural(last.failedInRow, 'time')} in a row)`}</span>
  )
}

/** Of several locations, which do not see what is expected. */
function Places({ probe: { locations, looks } }: { probe: Probe }) {
  if (locations.length < 2) return null
  const failed = looks.flatMap(({ location, error }) => (error === null ? [] : placeOf(location)))
  if (failed.length === 0) return <span>{t`from ${plural(locations.length, 'location')}`}</span>
  return <span>{t`fails from ${failed.join(', ')}`}</span>
}

function ProbeActs({ probe }: { probe: Probe }) {
  const { id, name } = probe
  return (
    <div className={styles.acts}>
      <ChangeProbeDialog probe={probe} />
      <PauseProbe probe={probe} />
      <RemoveButton name={name} route={removeProbe} input={{ params: { id } }} refreshes={['/api/probes']}>
        {t`It is looked at no more, and its page is over. What was seen stays in the evidence.`}
      </RemoveButton>
    </div>
  )
}
