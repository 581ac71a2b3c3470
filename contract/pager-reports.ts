import { z } from 'zod'
import { Id, Instant, TimeZone } from './paging.ts'
import { Work } from './pager-rotas.ts'
import { notFound } from './problem.ts'
import { fileRoute, route } from './route.ts'
import { said } from './said.ts'
import { TeamRef } from './team-ref.ts'

const PersonRef = z.object({ id: Id, name: z.string() })

/** So many days are reported at most: a year, wherever it begins. */
export const reportDaysMax = 366

/** So many pages are in one file at most. */
export const reportFilePagesMax = 100_000

/** When somebody sleeps, on the wall clock of where they live. */
export const reportNight = { from: '22:00', until: '07:00' } as const

/** What opened a page. Alerts have a source with a name of its own. */
export const pageOrigins = ['alerts', 'heartbeats', 'by-hand', 'tickets', 'reports', 'signals', 'other'] as const
export type PageOrigin = (typeof pageOrigins)[number]

const Day = z.iso
  .date()
  .refine((day) => day >= '1970-01-01' && day < '2200-01-01', said`Choose a day from 1970 to 2199.`)

const asked = z.object({
  from: Day.describe('The first day'),
  to: Day.describe(`The last day; at most ${reportDaysMax} days are reported`),
  zone: TimeZone.optional().describe('Whose days, weeks and hours; your own, where it is left out'),
  team: z.string().max(100).optional().describe('Slug; pages of this team alone'),
})

const counts = {
  pages: z.number().int(),
  acknowledged: z.number().int().describe('By a person, at any time; a program that acknowledges is nobody'),
  missed: z
    .number()
    .int()
    .describe('Every step was tried before anybody acknowledged it, and nobody ever did; ended or open'),
  endedUnacknowledged: z
    .number()
    .int()
    .describe('Ended, by itself or by somebody, before anybody acknowledged it and before every step was tried'),
  escalated: z.number().int().describe('Went on past the first step of the policy'),
  exhausted: z.number().int().describe('Every step was tried before anybody answered, if anybody did'),
  noise: z
    .number()
    .int()
    .describe(
      'Of an alert, a heartbeat or a signal, and over by itself: nobody acknowledged, escalated, reassigned or ended it or wrote a note',
    ),
  medianSeconds: z.number().int().nullable().describe('Until it was acknowledged, of those that were'),
  p90Seconds: z.number().int().nullable().describe('Nine of ten of those were acknowledged within it'),
}
const Counts = z.object(counts)

/** What pages were in a span of days, and what they meant for those who were woken. Tests are not counted. */
export const PagingReport = z.object({
  from: Instant,
  until: Instant.describe('Midnight after the last day'),
  timeZone: z.string().describe('Of the days, weeks and hours'),
  totals: Counts.extend({ open: z.number().int().describe('Nobody answered them yet') }),
  weeks: z
    .array(
      Counts.extend({
        week: z.string().describe('ISO 8601, e.g. 2026-W03'),
        monday: z.iso.date(),
        isWhole: z.boolean().describe('false: it began before the first day, or goes on'),
      }),
    )
    .describe('In order, also those without any'),
  teams: z.array(Counts.extend({ team: TeamRef })).describe('Most pages first'),
  sources: z
    .array(
      Counts.extend({
        origin: z.enum(pageOrigins),
        source: z.object({ id: Id, name: z.string(), team: TeamRef }).nullable(),
      }),
    )
    .describe('Most pages first; the source is of alerts alone'),
  hours: z
    .array(z.array(z.number().int()).length(24))
    .length(7)
    .describe('Pages by weekday, Monday first, and hour of the day in which they were opened'),
  people: z
    .array(
      z.object({
        person: PersonRef,
        timeZone: z.string().describe('Whose nights are theirs'),
        isOwnZone: z.boolean().describe('false: nobody knows where they live, so it is the zone of the report'),
        pages: z.number().int().describe('Of which they were notified'),
        acknowledged: z.number().int().describe('By them first'),
        nightRings: z.number().int().describe('How often a page went to them at night, each time it did'),
        nightsBroken: z.number().int().describe('Nights in which at least one did'),
        shifts: z.number().int(),
        hoursOnCall: z.number(),
      }),
    )
    .describe('Most broken nights first'),
  shifts: z
    .object({
      count: z.number().int(),
      quiet: z.number().int().describe('In which no page went to whoever had them, and they answered on no ticket'),
      from: Instant.describe('What was overridden before is not known any more'),
      rows: z.array(
        z.object({
          rota: z.object({ id: Id, name: z.string(), work: Work.pick({ slug: true, name: true }) }),
          team: TeamRef,
          person: PersonRef,
          startsAt: Instant,
          endsAt: Instant,
          pages: z.number().int().describe('Of the team, that went to them first in it; of a rota for paging alone'),
          acknowledged: z.number().int().describe('Of these, by them'),
          tickets: z
            .number()
            .int()
            .describe('On which they answered a customer, or a question of a colleague, while they had it'),
          nightRings: z.number().int(),
          nightsBroken: z.number().int(),
        }),
      ),
      more: z.number().int().describe('How many further shifts were not quiet'),
    })
    .describe('Of the rotas that there are, cut to the days of the report, those that broke most nights first'),
})
export type PagingReport = z.infer<typeof PagingReport>
export type ReportCounts = z.infer<typeof Counts>

export const getPagingReport = route({
  method: 'GET',
  path: '/api/pager/report',
  summary:
    'Pages by week, team, source, hour and person: how soon somebody answered, what was noise, whose nights broke',
  query: asked,
  answer: PagingReport,
  problems: [notFound],
})

export const exportPagingReport = fileRoute({
  path: '/api/pager/report.csv',
  summary: 'The pages of a report, one in each line, as CSV (RFC 4180)',
  query: asked,
  file: {
    contentTypes: ['application/octet-stream'],
    description: `CSV in UTF-8, to be saved; at most ${reportFilePagesMax} pages`,
  },
})
