import type { HandOffFigures, Share, TicketFigures } from '@bellwether/contract/desk-figures.ts'
import { type Buckets, spreadOf } from './spread.rules.ts'

/** What is counted of the tickets of a week; a period is the sum of its weeks. */
export type TicketSums = Readonly<
  Record<
    | 'opened'
    | 'resolved'
    | 'everResolved'
    | 'firstJudged'
    | 'firstLate'
    | 'nextCount'
    | 'nextLate'
    | 'withRounds'
    | 'rounds'
    | 'reopened'
    | 'replied'
    | 'touchedAgain'
    | 'docDebt'
    | 'judgedByCustomer'
    | 'good',
    number
  >
> & { readonly firstSeconds: Buckets }

export type HandOffSums = Readonly<
  Record<
    | 'asked'
    | 'answered'
    | 'declined'
    | 'passedOn'
    | 'withdrawn'
    | 'judged'
    | 'late'
    | 'seenJudged'
    | 'seenLate'
    | 'answeredDirectly'
    | 'askedBack',
    number
  >
> & { readonly heldSeconds: Buckets }

/** What is counted of one week, for one value of what it is split by; the key is empty where there is none. */
export interface WeekSums<Sums> {
  readonly week: string
  readonly key: string
  readonly sums: Sums
}

const noTickets: TicketSums = {
  opened: 0,
  resolved: 0,
  everResolved: 0,
  firstJudged: 0,
  firstLate: 0,
  nextCount: 0,
  nextLate: 0,
  withRounds: 0,
  rounds: 0,
  reopened: 0,
  replied: 0,
  touchedAgain: 0,
  docDebt: 0,
  judgedByCustomer: 0,
  good: 0,
  firstSeconds: {},
}

const noHandOffs: HandOffSums = {
  asked: 0,
  answered: 0,
  declined: 0,
  passedOn: 0,
  withdrawn: 0,
  judged: 0,
  late: 0,
  seenJudged: 0,
  seenLate: 0,
  answeredDirectly: 0,
  askedBack: 0,
  heldSeconds: {},
}

type Sums = Readonly<Record<string, number | Buckets>>

/** Adds in place: a year of many people is thousands of weeks. */
function sumOf<S extends Sums>(none: S, weeks: readonly S[]): S {
  const numbers: Record<string, number> = {}
  const buckets: Record<string, Record<string, number>> = {}
  for (const week of weeks) {
    for (const [name, value] of Object.entries(week)) {
      if (typeof value === 'number') numbers[name] = (numbers[name] ?? 0) + value
      else addTo((buckets[name] ??= {}), value)
    }
  }
  return { ...none, ...numbers, ...buckets }
}

function addTo(sum: Record<string, number>, more: Buckets): void {
  for (const [bucket, count] of Object.entries(more)) sum[bucket] = (sum[bucket] ?? 0) + count
}

const share = (count: number, of: number): Share => ({ count, of, share: of === 0 ? null : count / of })

/** What weeks of tickets say together. */
export function ticketFigures(weeks: readonly TicketSums[]): TicketFigures {
  const sum = sumOf(noTickets, weeks)
  return {
    opened: sum.opened,
    resolved: sum.resolved,
    firstResponse: {
      ...spreadOf(sum.firstSeconds),
      inTime: share(sum.firstJudged - sum.firstLate, sum.firstJudged),
    },
    nextResponse: { inTime: share(sum.nextCount - sum.nextLate, sum.nextCount) },
    rounds: {
      tickets: share(sum.withRounds, sum.opened),
      mean: sum.withRounds === 0 ? null : sum.rounds / sum.withRounds,
    },
    reopened: share(sum.reopened, sum.everResolved),
    touchedAgain: share(sum.touchedAgain, sum.replied),
    docDebt: share(sum.docDebt, sum.resolved),
    satisfied: share(sum.good, sum.judgedByCustomer),
  }
}

/** What weeks of hand-offs say together. */
export function handOffFigures(weeks: readonly HandOffSums[]): HandOffFigures {
  const sum = sumOf(noHandOffs, weeks)
  const { asked, answered, declined, passedOn, withdrawn } = sum
  return {
    asked,
    answered,
    declined,
    passedOn,
    withdrawn,
    openNow: asked - answered - declined - passedOn - withdrawn,
    inTime: share(sum.judged - sum.late, sum.judged),
    seenInTime: share(sum.seenJudged - sum.seenLate, sum.seenJudged),
    answeredDirectly: share(sum.answeredDirectly, answered),
    held: spreadOf(sum.heldSeconds),
    askedBack: share(sum.askedBack, asked),
  }
}
