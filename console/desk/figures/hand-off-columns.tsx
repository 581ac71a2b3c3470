import type { HandOffFigures, Share } from '@bellwether/contract/desk-figures.ts'
import { Link } from '@tanstack/react-router'
import { countOf } from '../../ui/figures.ts'
import type { FigureColumn } from './figure-column.ts'
import { durationWords, shareWords } from './figure-words.ts'
import styles from './figures.module.css'

export interface HandOffRow {
  readonly key: string | null
  readonly name: string
  /** Of a team that has an inbox. */
  readonly teamSlug: string | undefined
  readonly figures: HandOffFigures
}

type Column = FigureColumn<HandOffRow>

const share = (head: string, of: (figures: HandOffFigures) => Share): Column => ({
  head,
  cell: ({ figures }) => (
    <span className={styles.number}>
      {shareWords(of(figures))}
      {of(figures).of > 0 && <span className={styles.dim}> of {countOf(of(figures).of)}</span>}
    </span>
  ),
  saved: [
    [`${head}, share`, ({ figures }) => of(figures).share],
    [`${head}, count`, ({ figures }) => of(figures).count],
    [`${head}, of`, ({ figures }) => of(figures).of],
  ],
})

const count = (head: string, of: (figures: HandOffFigures) => number): Column => ({
  head,
  cell: ({ figures }) => countOf(of(figures)),
  saved: [[head, ({ figures }) => of(figures)]],
})

const duration = (head: string, of: (figures: HandOffFigures) => number | null): Column => ({
  head,
  cell: ({ figures }) => <span className={styles.number}>{durationWords(of(figures))}</span>,
  saved: [[`${head}, seconds`, ({ figures }) => of(figures)]],
})

/** Who is asked in private stays private: of teams the name leads to their inbox, and no number to tickets. */
export const handOffColumns = (nameHead: string): readonly Column[] => [
  {
    head: nameHead,
    cell: ({ name, teamSlug }) =>
      teamSlug === undefined ? (
        name
      ) : (
        <Link to="/teams/$slug" params={{ slug: teamSlug }} search={{ show: 'ended' }}>
          {name}
        </Link>
      ),
    saved: [[nameHead, ({ name }) => name]],
  },
  share('In time', ({ inTime }) => inTime),
  duration('Held, half', ({ held }) => held.medianSeconds),
  duration('Nine of ten', ({ held }) => held.p90Seconds),
  share('Seen in time', ({ seenInTime }) => seenInTime),
  count('Asked', ({ asked }) => asked),
  count('Answered', ({ answered }) => answered),
  share('To the customer', ({ answeredDirectly }) => answeredDirectly),
  count('Declined', ({ declined }) => declined),
  count('Passed on', ({ passedOn }) => passedOn),
  count('Withdrawn', ({ withdrawn }) => withdrawn),
  count('Open now', ({ openNow }) => openNow),
  share('Asked back', ({ askedBack }) => askedBack),
]
