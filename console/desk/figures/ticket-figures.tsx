import { getTicketFigures, type TicketSplit } from '@bellwether/contract/desk.ts'
import type { AnswerOf } from '@bellwether/contract/route.ts'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { ask } from '../../call.query.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { countOf, plural } from '../../ui/figures.ts'
import { Loaded } from '../../ui/loaded.tsx'
import { tx } from '../../ui/rich-words.tsx'
import { FigureCharts } from './figure-chart.tsx'
import { dayWords } from '../../ui/instants.ts'
import { FigureSheet } from './figure-sheet.tsx'
import { FigureTiles } from '../../ui/figure-tiles.tsx'
import { shareTile } from './share-tile.ts'
import { durationWords } from './figure-words.ts'
import { t, translated, withinSentence } from '../../ui/words.ts'
import styles from './figures.module.css'
import { ticketColumns } from './ticket-columns.tsx'

type Figures = AnswerOf<typeof getTicketFigures>

export const ticketSplitNames: Readonly<Record<TicketSplit, string>> = {
  week: t`Week`,
  plan: t`Plan`,
  customer: t`Customer`,
  person: t`Owner`,
  channel: t`Channel`,
  mailbox: t`Mailbox`,
}

interface TicketFiguresProps {
  period: { from: string; to: string }
  by: TicketSplit
}

/** How tickets went: right the first time and in time before all else, week by week, split as is asked for. */
export function TicketFiguresView({ period, by }: TicketFiguresProps) {
  const weeks = useQuery({
    ...ask(getTicketFigures, { query: { ...period, by: 'week' } }),
    placeholderData: keepPreviousData,
  })
  const split = useQuery({ ...ask(getTicketFigures, { query: { ...period, by } }), placeholderData: keepPreviousData })
  return (
    <Loaded query={weeks} rows={8}>
      {(byWeek) => {
        if (byWeek.totals.opened === 0) return <NoTickets />
        return (
          <>
            <LeadingFigures figures={byWeek} />
            <div className={styles.charts}>
              <WeekCharts figures={byWeek} />
            </div>
            <Loaded query={split}>{(bySplit) => <TicketTable figures={bySplit} by={by} />}</Loaded>
          </>
        )
      }}
    </Loaded>
  )
}

function NoTickets() {
  return (
    <EmptyState icon="evidence" title={t`No ticket was opened in these weeks`}>
      {tx`Every ticket is counted here from its first mail on: whether the answer was right, when our first word came, which teams were asked, and whether it was written down. Choose a longer time, or bring along the tickets of the past with ${<code>POST /api/desk/imported-tickets</code>}.`}
    </EmptyState>
  )
}

function LeadingFigures({ figures: { totals, before, from, until } }: { figures: Figures }) {
  const { firstResponse, nextResponse, reopened, touchedAgain, docDebt, satisfied } = totals
  const earlier = before.totals
  return (
    <>
      <FigureTiles
        label={t`Figures of these weeks`}
        tiles={[
          shareTile(t`Reopened`, reopened, earlier.reopened, t`resolved`),
          shareTile(t`First word in time`, firstResponse.inTime, earlier.firstResponse.inTime, t`timed`),
          {
            head: t`First word, median`,
            figure: durationWords(firstResponse.medianSeconds),
            about: t`of ${countOf(firstResponse.of)}; ${durationWords(earlier.firstResponse.medianSeconds)} before`,
          },
          shareTile(t`Later words in time`, nextResponse.inTime, earlier.nextResponse.inTime, t`timed`),
          shareTile(t`Touched again`, touchedAgain, earlier.touchedAgain, t`answered`),
          shareTile(t`Doc debt`, docDebt, earlier.docDebt, t`resolved`),
          shareTile(t`Satisfied`, satisfied, earlier.satisfied, t`answered`),
        ]}
      />
      <p className={styles.dim}>
        {t`${plural(totals.opened, 'ticket')} opened from ${dayWords(from)} until ${dayWords(until)}, as they stand now, beside ${countOf(earlier.opened)} of as many weeks before. Weeks begin on Monday, in UTC; the last one goes on. Times are those of the clock on the wall, within 2.5 %; in time is by the targets.`}
      </p>
    </>
  )
}

function WeekCharts({ figures: { rows } }: { figures: Figures }) {
  return (
    <FigureCharts
      counted={t`Opened`}
      shares={[
        { label: t`Reopened`, color: '--chart-error' },
        { label: t`First word in time`, color: '--chart-share' },
      ]}
      took={t`Time until the first word`}
      weeks={rows.map(({ key, figures: { opened, firstResponse, reopened } }) => ({
        monday: key ?? '',
        count: opened,
        shares: [reopened, firstResponse.inTime],
        spread: firstResponse,
      }))}
    />
  )
}

function TicketTable({ figures: { rows, more, from, until }, by }: { figures: Figures; by: TicketSplit }) {
  const name = ticketSplitNames[by]
  return (
    <FigureSheet
      title={t`Tickets by ${withinSentence(name)}`}
      about={t`Of the tickets that were opened then. A number leads to its tickets.`}
      columns={ticketColumns(name)}
      rows={rows.map(({ key, name: called, figures }) => ({
        by,
        key,
        from,
        until,
        name: by === 'week' ? dayWords(called) : translated(called),
        figures,
      }))}
      keyOf={({ key }) => key ?? ''}
      more={more}
      fileName={`tickets-by-${by}-${from}.csv`}
    />
  )
}
