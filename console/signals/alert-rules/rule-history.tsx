import { type Firing, replayAlertRule } from '@bellwether/contract/signals.ts'
import type { AnswerOf, BodyOf } from '@bellwether/contract/route.ts'
import { SegmentedControl } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { call } from '../../call.ts'
import { ChartLegend } from '../../ui/chart-legend.tsx'
import type { ChartSeries } from '../../ui/chart.options.ts'
import { Chart } from '../../ui/chart.tsx'
import { Moment, useClockRead } from '../../ui/clock.tsx'
import { plural } from '../../ui/figures.ts'
import { Loaded } from '../../ui/loaded.tsx'
import { tx } from '../../ui/rich-words.tsx'
import { t } from '../../ui/words.ts'
import { wordsOfPeak } from './rule-words.ts'
import styles from './alert-rules.module.css'

type Asked = Pick<BodyOf<typeof replayAlertRule>, 'trigger' | 'holdMinutes'>
type Replay = AnswerOf<typeof replayAlertRule>

const settledMilliseconds = 400
/** Where many events have to be read, a month may take longer than anybody waits. */
const spans = [
  { value: '30', label: t`30 days` },
  { value: '7', label: t`7 days` },
  { value: '1', label: t`1 day` },
]
const hourMs = 3_600_000
const dayMs = 24 * hourMs

/** The history of what is on the screen now: `isFresh` says whether it is that of these very values. */
export function useRuleHistory(asked: Asked | undefined) {
  const [days, setDays] = useState('30')
  const readClock = useClockRead()
  const [settled] = useDebouncedValue(JSON.stringify(asked), settledMilliseconds)
  const query = useQuery({
    queryKey: [replayAlertRule.path, settled, days],
    queryFn: () => {
      const from = new Date(readClock() - Number(days) * dayMs).toISOString()
      return call(replayAlertRule, { body: { ...(JSON.parse(settled) as Asked), from } })
    },
    enabled: settled !== undefined,
    placeholderData: keepPreviousData,
    staleTime: 60_000,
    retry: false,
  })
  const isFresh =
    asked !== undefined && settled === JSON.stringify(asked) && query.isSuccess && !query.isPlaceholderData
  return { query, isFresh, days, setDays }
}

interface RuleHistoryProps {
  trigger: Asked['trigger']
  history: ReturnType<typeof useRuleHistory>
  /** The filters that show the events in the evidence. */
  where: readonly string[]
  errors: boolean
}

/** When a rule would have fired, drawn and said, before anybody saves it. */
export function RuleHistory({ trigger, history: { query, isFresh, days, setDays }, where, errors }: RuleHistoryProps) {
  return (
    <div className={styles.history} aria-busy={!isFresh} data-stale={!isFresh || undefined}>
      <SegmentedControl aria-label={t`How far back`} size="xs" data={spans} value={days} onChange={setDays} />
      <Loaded query={query} rows={8}>
        {(replay) => (
          <>
            <p className={styles.sentence} role="status">
              {sentenceOf(replay)}
            </p>
            {replay.isCut && (
              <p
                className={styles.hint}
              >{tx`Of these events nothing is kept from before ${<Moment at={replay.from} />}.`}</p>
            )}
            <HistoryChart trigger={trigger} replay={replay} />
            <Firings trigger={trigger} replay={replay} search={{ where: [...where], errors: errors || undefined }} />
          </>
        )}
      </Loaded>
    </div>
  )
}

function sentenceOf({ from, to, count }: Replay): string {
  if (Date.parse(from) >= Date.parse(to)) return t`There is no evidence yet that could say whether it would have fired.`
  const span = lengthOf(Date.parse(to) - Date.parse(from))
  return count === 0
    ? t`Would not have fired in the last ${span}.`
    : t`Would have fired ${plural(count, 'time')} in the last ${span}.`
}

const lengthOf = (milliseconds: number): string =>
  milliseconds < 2 * dayMs
    ? plural(Math.max(Math.round(milliseconds / hourMs), 1), 'hour')
    : plural(Math.round(milliseconds / dayMs), 'day')

const isShare = ({ kind }: Asked['trigger']): boolean => kind === 'ratio'

function HistoryChart({ trigger, replay }: { trigger: Asked['trigger']; replay: Replay }) {
  const scale = isShare(trigger) ? 100 : 1
  const series: readonly ChartSeries[] = [
    {
      label: valueNames[trigger.kind],
      kind: 'area',
      color: '--chart-request',
      fill: '--chart-request-fill',
      scale: 'left',
    },
    { label: t`Fires at`, kind: 'line', color: '--chart-error', scale: 'left' },
  ]
  return (
    <>
      <ChartLegend series={series} {...(replay.firings.length > 0 ? { marks: t`Fired` } : {})} />
      <Chart
        label={t`${valueNames[trigger.kind]} over time, and where the rule would have fired: ${plural(replay.count, 'time')}`}
        height={188}
        series={series}
        times={replay.points.map(({ at }) => Date.parse(at) / 1000)}
        values={[
          replay.points.map(({ value }) => (value === null ? null : value * scale)),
          replay.points.map(() => replay.limit * scale),
        ]}
        marks={replay.firings.map(({ firedAt }) => ({ atSeconds: Date.parse(firedAt) / 1000, label: '' }))}
      />
    </>
  )
}

const valueNames: Readonly<Record<Asked['trigger']['kind'], string>> = {
  threshold: t`Events`,
  ratio: t`Percent bad`,
  'burn-rate': t`Burn rate`,
  'new-class': t`Customers of a new error`,
  absence: t`Minutes without any`,
}

const shown = 20
const around = 10 * 60_000

function Firings({
  trigger,
  replay: { firings, count, to },
  search,
}: {
  trigger: Asked['trigger']
  replay: Replay
  search: { where: string[]; errors: true | undefined }
}) {
  if (firings.length === 0) return null
  const spanOf = ({ from, endedAt }: Firing) => ({
    from: new Date(Date.parse(from) - around).toISOString(),
    to: new Date(Date.parse(endedAt ?? to) + around).toISOString(),
  })
  const latest = firings.slice(-shown).toReversed()
  return (
    <>
      <ul className={styles.firings} aria-label={t`When it would have fired`}>
        {latest.map((firing) => (
          <li key={firing.firedAt}>
            <Link to="/evidence" search={{ ...search, ...spanOf(firing) }}>
              <Moment at={firing.firedAt} as="minute" />
            </Link>
            <span>
              {firing.endedAt === null
                ? t`goes on`
                : t`for ${plural(Math.round((Date.parse(firing.endedAt) - Date.parse(firing.firedAt)) / 60_000), 'minute')}`}
            </span>
            <span>{wordsOfPeak(trigger, firing.peak)}</span>
          </li>
        ))}
      </ul>
      {count > latest.length && <p className={styles.hint}>{t`These are the latest of them.`}</p>}
    </>
  )
}
