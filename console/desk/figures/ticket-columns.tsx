import type { Share, TicketFigures } from '@bellwether/contract/desk-figures.ts'
import { Link } from '@tanstack/react-router'
import { countOf } from '../../ui/figures.ts'
import { t } from '../../ui/words.ts'
import { type Behind, type Drilled, whereOf } from './drill.ts'
import type { FigureColumn } from './figure-column.ts'
import { durationWords, meanWords, shareWords } from './figure-words.ts'
import styles from './figures.module.css'

export interface TicketRow extends Drilled {
  readonly name: string
  readonly figures: TicketFigures
}

type Column = FigureColumn<TicketRow>

/** A number that leads to the tickets behind it; none where there are none. */
function Drill({ row, what, count, children }: { row: TicketRow; what: Behind; count: number; children: string }) {
  const where = count === 0 ? undefined : whereOf(row, what)
  if (where === undefined) return children
  return (
    <Link to="/desk" search={{ view: 'all', where }}>
      {children}
    </Link>
  )
}

const share = (head: string, of: (figures: TicketFigures) => Share, what: Behind): Column => ({
  head,
  cell: (row) => {
    const counted = of(row.figures)
    if (counted.of === 0) return '–'
    return (
      <span className={styles.number}>
        {shareWords(counted)}{' '}
        <Drill row={row} what={what} count={counted.count}>
          {t`${countOf(counted.count)} of ${countOf(counted.of)}`}
        </Drill>
      </span>
    )
  },
  saved: savedShare(head, of),
})

const savedShare = (head: string, of: (figures: TicketFigures) => Share): Column['saved'] => [
  [t`${head}, share`, ({ figures }) => of(figures).share],
  [t`${head}, count`, ({ figures }) => of(figures).count],
  [t`${head}, of`, ({ figures }) => of(figures).of],
]

const count = (head: string, of: (figures: TicketFigures) => number, what: Behind): Column => ({
  head,
  cell: (row) => (
    <Drill row={row} what={what} count={of(row.figures)}>
      {countOf(of(row.figures))}
    </Drill>
  ),
  saved: [[head, ({ figures }) => of(figures)]],
})

const duration = (head: string, of: (figures: TicketFigures) => number | null): Column => ({
  head,
  cell: ({ figures }) => <span className={styles.number}>{durationWords(of(figures))}</span>,
  saved: [[t`${head}, seconds`, ({ figures }) => of(figures)]],
})

const firstInTime: Column = {
  head: t`First word in time`,
  cell: (row) => {
    const { inTime } = row.figures.firstResponse
    const late = inTime.of - inTime.count
    return (
      <span className={styles.number}>
        {shareWords(inTime)}{' '}
        {late > 0 && (
          <Drill row={row} what="firstLate" count={late}>
            {t`${countOf(late)} late`}
          </Drill>
        )}
      </span>
    )
  },
  saved: savedShare(t`First word in time`, ({ firstResponse }) => firstResponse.inTime),
}

const nextInTime: Column = {
  head: t`Later words in time`,
  cell: ({ figures }) => shareWords(figures.nextResponse.inTime),
  saved: savedShare(t`Later words in time`, ({ nextResponse }) => nextResponse.inTime),
}

const roundsEach: Column = {
  head: t`Rounds each`,
  cell: ({ figures }) => meanWords(figures.rounds.mean),
  saved: [[t`Rounds each`, ({ figures }) => figures.rounds.mean]],
}

/** Whether the answer was right and the first word came in time stand before everything else. */
export const ticketColumns = (nameHead: string): readonly Column[] => [
  { head: nameHead, cell: ({ name }) => name, saved: [[nameHead, ({ name }) => name]] },
  share(t`Reopened`, ({ reopened }) => reopened, 'reopened'),
  firstInTime,
  duration(t`First word, median`, ({ firstResponse }) => firstResponse.medianSeconds),
  duration(t`90 % within`, ({ firstResponse }) => firstResponse.p90Seconds),
  nextInTime,
  count(t`Opened`, ({ opened }) => opened, 'opened'),
  count(t`Resolved`, ({ resolved }) => resolved, 'resolved'),
  share(t`Teams asked`, ({ rounds }) => rounds.tickets, 'rounds'),
  roundsEach,
  share(t`Touched again`, ({ touchedAgain }) => touchedAgain, 'touchedAgain'),
  share(t`Doc debt`, ({ docDebt }) => docDebt, 'docDebt'),
  share(t`Satisfied`, ({ satisfied }) => satisfied, 'satisfied'),
]
