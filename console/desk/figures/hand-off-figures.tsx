import { getHandOffFigures, type HandOffSplit } from '@bellwether/contract/desk.ts'
import { listTeams } from '@bellwether/contract/people.ts'
import type { AnswerOf } from '@bellwether/contract/route.ts'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { ask } from '../../call.query.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { countOf, plural } from '../../ui/figures.ts'
import { Loaded } from '../../ui/loaded.tsx'
import { FigureCharts } from './figure-chart.tsx'
import { dayWords } from '../../ui/instants.ts'
import { FigureSheet } from './figure-sheet.tsx'
import { FigureTiles } from '../../ui/figure-tiles.tsx'
import { shareTile } from './share-tile.ts'
import { durationWords } from './figure-words.ts'
import { t, translated, withinSentence } from '../../ui/words.ts'
import styles from './figures.module.css'
import { handOffColumns } from './hand-off-columns.tsx'

type Figures = AnswerOf<typeof getHandOffFigures>

export const handOffSplitNames: Readonly<Record<HandOffSplit, string>> = {
  week: t`Week`,
  team: t`Team`,
  asker: t`Who asked`,
}

interface HandOffFiguresProps {
  period: { from: string; to: string }
  by: HandOffSplit
  team: string | undefined
}

/** How hand-offs went: in time and how long teams held them before all else, week by week, split as is asked for. */
export function HandOffFiguresView({ period, by, team }: HandOffFiguresProps) {
  const query = { ...period, team }
  const weeks = useQuery({
    ...ask(getHandOffFigures, { query: { ...query, by: 'week' } }),
    placeholderData: keepPreviousData,
  })
  const split = useQuery({ ...ask(getHandOffFigures, { query: { ...query, by } }), placeholderData: keepPreviousData })
  return (
    <Loaded query={weeks} rows={8}>
      {(byWeek) => {
        if (byWeek.totals.asked === 0) return <NoHandOffs />
        return (
          <>
            <LeadingFigures figures={byWeek} />
            <div className={styles.charts}>
              <WeekCharts figures={byWeek} />
            </div>
            <Loaded query={split}>{(bySplit) => <HandOffTable figures={bySplit} by={by} />}</Loaded>
          </>
        )
      }}
    </Loaded>
  )
}

function NoHandOffs() {
  return (
    <EmptyState icon="handOff" title={t`No team was asked in these weeks`}>
      {t`A hand-off asks a team one question about a ticket, with a clock of its own. How long teams hold them, and what comes of it, is counted here from the first question on.`}
    </EmptyState>
  )
}

function LeadingFigures({ figures: { totals, before, from, until } }: { figures: Figures }) {
  const earlier = before.totals
  return (
    <>
      <FigureTiles
        label={t`Figures of these weeks`}
        tiles={[
          shareTile(t`In time`, totals.inTime, earlier.inTime, t`ended or missed`),
          {
            head: t`Held, median`,
            figure: durationWords(totals.held.medianSeconds),
            about: t`of ${countOf(totals.held.of)}; ${durationWords(earlier.held.medianSeconds)} before`,
          },
          shareTile(t`Seen in time`, totals.seenInTime, earlier.seenInTime, t`seen or missed`),
          shareTile(t`Answered to the customer`, totals.answeredDirectly, earlier.answeredDirectly, t`answered`),
          shareTile(t`Asked back`, totals.askedBack, earlier.askedBack, t`asked`),
        ]}
      />
      <p className={styles.dim}>
        {t`${plural(totals.asked, 'hand-off')} asked from ${dayWords(from)} until ${dayWords(until)}, as they stand now, beside ${countOf(earlier.asked)} of as many weeks before. Private ones are counted. Held is until it ended, without the time in which the team waited for a reply of support, within 2.5 %.`}
      </p>
    </>
  )
}

function WeekCharts({ figures: { rows } }: { figures: Figures }) {
  return (
    <FigureCharts
      counted={t`Asked`}
      shares={[
        { label: t`In time`, color: '--chart-share' },
        { label: t`Seen in time`, color: '--violet' },
      ]}
      took={t`Time held`}
      weeks={rows.map(({ key, figures: { asked, inTime, seenInTime, held } }) => ({
        monday: key ?? '',
        count: asked,
        shares: [inTime, seenInTime],
        spread: held,
      }))}
    />
  )
}

function HandOffTable({ figures: { rows, more, from }, by }: { figures: Figures; by: HandOffSplit }) {
  const teams = useQuery(ask(listTeams)).data?.items ?? []
  const name = handOffSplitNames[by]
  return (
    <FigureSheet
      title={t`Hand-offs by ${withinSentence(name)}`}
      about={t`Of what was asked then. The name of a team leads to its inbox.`}
      columns={handOffColumns(name)}
      rows={rows.map(({ key, name: called, figures }) => ({
        key,
        name: by === 'week' ? dayWords(called) : translated(called),
        teamSlug: by === 'team' ? teams.find(({ id }) => id === key)?.slug : undefined,
        figures,
      }))}
      keyOf={({ key }) => key ?? ''}
      more={more}
      fileName={`hand-offs-by-${by}-${from}.csv`}
    />
  )
}
