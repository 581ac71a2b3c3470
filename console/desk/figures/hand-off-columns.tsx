import type { HandOffFigures, Share } from '@bellwether/contract/desk-figures.ts'
import { Link } from '@tanstack/react-router'
import { countOf } from '../../ui/figures.ts'
import { t } from '../../ui/words.ts'
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
      {of(figures).of > 0 && <span className={styles.dim}> {t`of ${countOf(of(figures).of)}`}</span>}
    </span>
  ),
  saved: [
    [t`${head}, share`, ({ figures }) => of(figures).share],
    [t`${head}, count`, ({ figures }) => of(figures).count],
    [t`${head}, of`, ({ figures }) => of(figures).of],
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
  saved: [[t`${head}, seconds`, ({ figures }) => of(figures)]],
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
  share(t`In time`, ({ inTime }) => inTime),
  duration(t`Held, median`, ({ held }) => held.medianSeconds),
  duration(t`90 % within`, ({ held }) => held.p90Seconds),
  share(t`Seen in time`, ({ seenInTime }) => seenInTime),
  count(t`Asked`, ({ asked }) => asked),
  count(t`Answered`, ({ answered }) => answered),
  share(t`To the customer`, ({ answeredDirectly }) => answeredDirectly),
  count(t`Declined`, ({ declined }) => declined),
  count(t`Passed on`, ({ passedOn }) => passedOn),
  count(t`Withdrawn`, ({ withdrawn }) => withdrawn),
  count(t`Open now`, ({ openNow }) => openNow),
  share(t`Asked back`, ({ askedBack }) => askedBack),
]
