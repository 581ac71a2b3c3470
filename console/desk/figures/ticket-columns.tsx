import type { Share, TicketFigures } from '@bellwether/contract/desk-figures.ts'
import { Link } from '@tanstack/react-router'
import { countOf } from '../../ui/figures.ts'
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
          {`${countOf(counted.count)} of ${countOf(counted.of)}`}
        </Drill>
      </span>
    )
  },
  saved: savedShare(head, of),
})

const savedShare = (head: string, of: (figures: TicketFigures) => Share): Column['saved'] => [
  [`${head}, share`, ({ figures }) => of(figures).share],
  [`${head}, count`, ({ figures }) => of(figures).count],
  [`${head}, of`, ({ figures }) => of(figures).of],
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
  saved: [[`${head}, seconds`, ({ figures }) => of(figures)]],
})

const firstInTime: Column = {
  head: 'First word in time',
  cell: (row) => {
    const { inTime } = row.figures.firstResponse
    const late = inTime.of - inTime.count
    return (
      <span className={styles.number}>
        {shareWords(inTime)}{' '}
        {late > 0 && (
          <Drill row={row} what="firstLate" count={late}>
            {`${countOf(late)} late`}
          </Drill>
        )}
      </span>
    )
  },
  saved: savedShare('First word in time', ({ firstResponse }) => firstResponse.inTime),
}

const nextInTime: Column = {
  head: 'Later words in time',
  cell: ({ figures }) => shareWords(figures.nextResponse.inTime),
  saved: savedShare('Later words in time', ({ nextResponse }) => nextResponse.inTime),
}

const roundsEach: Column = {
  head: 'Rounds each',
  cell: ({ figures }) => meanWords(figures.rounds.mean),
  saved: [['Rounds each', ({ figures }) => figures.rounds.mean]],
}

/** Whether the answer was right and the first word came in time stand before everything else. */
export const ticketColumns = (nameHead: string): readonly Column[] => [
  { head: nameHead, cell: ({ name }) => name, saved: [[nameHead, ({ name }) => name]] },
  share('Reopened', ({ reopened }) => reopened, 'reopened'),
  firstInTime,
  duration('First word, half', ({ firstResponse }) => firstResponse.medianSeconds),
  duration('Nine of ten', ({ firstResponse }) => firstResponse.p90Seconds),
  nextInTime,
  count('Opened', ({ opened }) => opened, 'opened'),
  count('Resolved', ({ resolved }) => resolved, 'resolved'),
  share('Teams asked', ({ rounds }) => rounds.tickets, 'rounds'),
  roundsEach,
  share('Touched again', ({ touchedAgain }) => touchedAgain, 'touchedAgain'),
  share('Doc debt', ({ docDebt }) => docDebt, 'docDebt'),
  share('Satisfied', ({ satisfied }) => satisfied, 'satisfied'),
]
