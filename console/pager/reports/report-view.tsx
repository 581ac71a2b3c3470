import { getPagingReport, type PagingReport } from '@bellwether/contract/pager-reports.ts'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { ask } from '../../call.query.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { countOf, plural } from '../../ui/figures.ts'
import { FigureTiles } from '../../ui/figure-tiles.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import { t } from '../../ui/words.ts'
import { HourMap } from './hour-map.tsx'
import { NoiseSheet } from './noise-sheet.tsx'
import { type ReportChoice, useAsked } from './report-choice.ts'
import { durationText, shareText } from './report-words.ts'
import { SplitSheet } from './split-sheet.tsx'
import { WeekSheet } from './week-sheet.tsx'
import { ShiftTable } from './who-tables.tsx'
import styles from './report.module.css'

/** Pages by week, hour, team, source and person: how soon somebody answered, what was noise, whose nights broke. */
export function ReportView({ choice }: { choice: ReportChoice }) {
  const asked = useAsked(choice)
  const report = useQuery({ ...ask(getPagingReport, { query: asked }), placeholderData: keepPreviousData })
  return (
    <Loaded query={report} rows={10}>
      {(loaded) =>
        loaded.totals.pages === 0 ? <NoPages report={loaded} /> : <Report report={loaded} by={choice.by} />
      }
    </Loaded>
  )
}

function Report({ report, by }: { report: PagingReport; by: ReportChoice['by'] }) {
  return (
    <>
      <Leading report={report} />
      <WeekSheet report={report} />
      <div className={styles.pair}>
        <HourMap report={report} />
        <NoiseSheet report={report} />
      </div>
      <SplitSheet report={report} by={by} />
    </>
  )
}

function NoPages({ report }: { report: PagingReport }) {
  return (
    <>
      <EmptyState icon="bell" title={t`Nobody was paged in these days`}>
        <p>
          {t`Each page is counted here from the first on: who was notified, how soon somebody acknowledged it, whether it ended by itself, and whose night it broke. Tests of how one is paged are not. Choose other days or another team, or add a source of alerts in the settings.`}
        </p>
      </EmptyState>
      {report.shifts.count > 0 && (
        <Sheet title={t`What shifts meant`}>
          <ShiftTable report={report} />
        </Sheet>
      )}
    </>
  )
}

function Leading({ report: { totals, people, timeZone, shifts } }: { report: PagingReport }) {
  const nights = people.reduce((sum, one) => sum + one.nightsBroken, 0)
  const woken = people.filter((one) => one.nightsBroken > 0).length
  const tiles = [
    [t`Pages`, countOf(totals.pages), t`${countOf(totals.escalated)} escalated past the first step`],
    [t`Median to acknowledge`, durationText(totals.medianSeconds), t`90 % within ${durationText(totals.p90Seconds)}`],
    [t`Missed`, countOf(totals.missed), t`every step was tried, and nobody acknowledged`],
    [
      t`Ended unacknowledged`,
      countOf(totals.endedUnacknowledged),
      t`${shareText(totals.endedUnacknowledged, totals.pages)} of all; ${countOf(totals.open)} open still`,
    ],
    [t`Noise`, shareText(totals.noise, totals.pages), t`${countOf(totals.noise)} of ${countOf(totals.pages)}`],
    [t`Nights broken`, countOf(nights), t`of ${plural(woken, 'person', 'people')}`],
    [t`Quiet shifts`, countOf(shifts.quiet), t`of ${countOf(shifts.count)}`],
  ] as const
  return (
    <>
      <FigureTiles
        label={t`Figures of these days`}
        tiles={tiles.map(([head, figure, about]) => ({ head, figure, about }))}
      />
      <p className={styles.dim}>
        {t`Of the pages that were opened in these days, as they stand now; tests are not counted. Days, weeks and hours are those of ${timeZone}. Acknowledged is by a person, whoever it was; a program that acknowledges is nobody.`}
      </p>
    </>
  )
}
