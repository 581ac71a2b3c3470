import { z } from 'zod'
import { Id } from './paging.ts'
import { notFound } from './problem.ts'
import { route } from './route.ts'

/** By what the figures of tickets are split; a person is the owner. */
export const ticketSplits = ['week', 'plan', 'customer', 'person', 'channel', 'mailbox'] as const
export const handOffSplits = ['week', 'team', 'asker'] as const
export type TicketSplit = (typeof ticketSplits)[number]
export type HandOffSplit = (typeof handOffSplits)[number]

/** So many weeks are asked for at most: a year, wherever it begins. */
export const figureWeeksMax = 53

const Share = z
  .object({ count: z.number().int(), of: z.number().int(), share: z.number().nullable() })
  .describe('`count` of so many; the share of nothing is null')
export type Share = z.infer<typeof Share>

const Spread = z
  .object({
    of: z.number().int(),
    medianSeconds: z.number().int().nullable(),
    p90Seconds: z.number().int().nullable().describe('Nine of ten took at most so long'),
  })
  .describe('How long it took, within 2.5 %; null where nothing did')
export type Spread = z.infer<typeof Spread>

/** Of the tickets that were opened in a time, as they stand now. */
export const TicketFigures = z.object({
  opened: z.number().int(),
  resolved: z.number().int(),
  firstResponse: Spread.extend({ inTime: Share }).describe(
    'Until our first word to whoever wrote first, on the clock of the wall; in time of those answered or missed by their clock',
  ),
  nextResponse: z.object({ inTime: Share }).describe('Of the clocks of later words that were answered or missed'),
  rounds: z.object({
    tickets: Share.describe('Tickets about which a team was asked'),
    mean: z.number().nullable().describe('Rounds of a ticket that had any'),
  }),
  reopened: Share.describe('Opened again, of those that were ever resolved: whether the answer was right'),
  touchedAgain: Share.describe('With more than one word of ours, of those with one'),
  docDebt: Share.describe('Resolved without a word on documents, of those resolved'),
  satisfied: Share.describe('Whose customer says that the answer was good, of those who said anything of it'),
})
export type TicketFigures = z.infer<typeof TicketFigures>

/** Of the hand-offs that were asked in a time, as they stand now. Private ones are counted: a count tells nothing. */
export const HandOffFigures = z.object({
  asked: z.number().int(),
  answered: z.number().int(),
  declined: z.number().int(),
  passedOn: z.number().int(),
  withdrawn: z.number().int(),
  openNow: z.number().int(),
  inTime: Share.describe('Ended by the team in time, of those that it ended or missed'),
  seenInTime: Share.describe('Acknowledged or ended in time, of those that were or were missed'),
  answeredDirectly: Share.describe('To the customer, of those answered'),
  held: Spread.describe('Until it ended, without the time in which the team waited for a reply of support'),
  askedBack: Share.describe('In which the team asked back, of those asked'),
})
export type HandOffFigures = z.infer<typeof HandOffFigures>

const Day = z.iso.date()
const period = {
  from: Day.describe('The week of this day is the first; weeks begin on Monday, in UTC'),
  to: Day.describe(`The week of this day is the last; at most ${figureWeeksMax} weeks`),
}

const figuresOf = <T extends z.ZodType>(figures: T) =>
  z.object({
    from: Day.describe('A Monday'),
    until: Day.describe('The Monday after the last week'),
    totals: figures,
    before: z.object({ from: Day, until: Day, totals: figures }).describe('As many weeks before, to compare'),
    rows: z
      .array(
        z.object({
          key: z.string().nullable().describe('A Monday, a plan, an id ...; null for those that have none'),
          name: z.string(),
          figures,
        }),
      )
      .describe('Weeks in their order, also those without any; else the 50 with most'),
    more: z.number().int().describe('How many more rows there would be'),
  })

export const getTicketFigures = route({
  method: 'GET',
  path: '/api/desk/figures/tickets',
  summary: 'How tickets went that were opened in these weeks: answered in time, right the first time, written down',
  query: z.object({ ...period, by: z.enum(ticketSplits).default('week') }),
  answer: figuresOf(TicketFigures),
})

export const getHandOffFigures = route({
  method: 'GET',
  path: '/api/desk/figures/hand-offs',
  summary: 'How hand-offs went that were asked in these weeks: how long teams held them, and what came of it',
  query: z.object({
    ...period,
    by: z.enum(handOffSplits).default('week'),
    team: Id.optional().describe('Only what this team was asked'),
  }),
  answer: figuresOf(HandOffFigures),
  problems: [notFound],
})
