import { z } from 'zod'
import { Id, Instant, pageOf, pageQuery, TimeZone, WallTime } from './paging.ts'
import { ContactMethod, methodKinds } from './pager-pages.ts'
import { alreadyExists, conflict, notFound } from './problem.ts'
import { route } from './route.ts'
import { said } from './said.ts'
import { TeamRef } from './team-ref.ts'

const PersonRef = z.object({ id: Id, name: z.string() })
const Slug = z
  .string()
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, said`Use small letters, digits and single hyphens.`)
  .max(100)

export const rotaWeekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const

/** Hours of the week in which somebody is on, on the wall clock of the layer. */
export const RotaWindow = z
  .strictObject({
    days: z
      .array(z.enum(rotaWeekdays))
      .min(1, said`Choose a day.`)
      .max(7),
    from: WallTime,
    until: WallTime,
    daysLater: z.number().int().min(0).max(6).default(0).describe('Friday 17:00 until Monday 09:00 ends 3 days later'),
  })
  .refine(({ from, until, daysLater }) => daysLater > 0 || from < until, {
    error: said`Hours end later than they begin. Those of a night end on the next day.`,
    path: ['until'],
  })
export type RotaWindow = z.infer<typeof RotaWindow>

/** How many of each unit a turn may last. Hours divide a day, so that they hand over at the same times every day. */
const longest = { day: 90, week: 52, month: 12 }
const hoursOfTurn = [1, 2, 3, 4, 6, 8, 12]

export const RotaTurn = z
  .strictObject({ every: z.number().int().min(1).default(1), unit: z.enum(['hour', 'day', 'week', 'month']) })
  .refine(({ every, unit }) => (unit === 'hour' ? hoursOfTurn.includes(every) : every <= longest[unit]), {
    error: said`Turns of hours last 1, 2, 3, 4, 6, 8 or 12, others at most 90 days, 52 weeks or 12 months.`,
    path: ['every'],
  })
export type RotaTurn = z.infer<typeof RotaTurn>

const isNear = (day: string): boolean => day >= '1970-01-01' && day < '2200-01-01'

const writtenLayer = {
  name: z.string().trim().max(100).default(''),
  timeZone: TimeZone,
  turn: RotaTurn.default({ every: 1, unit: 'week' }),
  handOverTime: WallTime.default('09:00').describe(
    'Wall clock of the zone; one that the clocks skip moves forward by the gap, one that comes twice is the first',
  ),
  startsOn: z.iso
    .date()
    .refine(isNear, said`Choose a day from 1970 to 2199.`)
    .describe('First day of the first person'),
  counts: z
    .enum(['worked', 'calendar'])
    .default('worked')
    .describe('worked: turns pass over days without hours; calendar: they do not'),
  hours: z.array(RotaWindow).max(20).default([]).describe('When somebody is on at all; none: around the clock'),
}

const WrittenLayer = z.strictObject({
  id: Id.optional().describe('Of a layer that there is; without one it is the layer at this place, or a new one'),
  ...writtenLayer,
  people: z
    .array(Id)
    .min(1, said`Choose who takes turns.`)
    .max(100),
})

/** People of one place who take turns, handing over at a wall-clock time of their zone. */
export const RotaLayer = z.object({ id: Id, ...writtenLayer, people: z.array(PersonRef) })
export type RotaLayer = z.infer<typeof RotaLayer>

export const Work = z.object({
  slug: Slug,
  name: z.string(),
  watchesCustomers: z
    .boolean()
    .describe('Whoever is on for it sees customers in trouble: a deploy needs somebody who does'),
})
export type Work = z.infer<typeof Work>

/** A rota of a team, which may have several. One person is on at a time: of the layers the upmost that has somebody. */
export const Rota = z.object({
  id: Id,
  team: TeamRef,
  name: z.string().describe('Tells it from the other rotas of the team'),
  work: Work.pick({ slug: true, name: true }).describe('What its people are on for'),
  layers: z.array(RotaLayer).describe('The upmost first'),
})
export type Rota = z.infer<typeof Rota>

export const Shift = z.object({ person: PersonRef, startsAt: Instant, endsAt: Instant })
const Standing = {
  onCall: PersonRef.nullable(),
  until: Instant.nullable().describe('When this changes; null: not within a year'),
  next: z.object({ person: PersonRef, startsAt: Instant }).nullable(),
}

const Told = z.array(PersonRef).describe('Who got a mail because their shifts moved')

const WrittenRota = z.object({
  name: z.string().trim().min(1).max(100),
  layers: z
    .array(WrittenLayer)
    .min(1, said`A rota has a layer.`)
    .max(12)
    .describe('The upmost first'),
})

const teamSlug = z.string().max(100)
const rotaId = z.object({ id: Id })

export const listWorks = route({
  method: 'GET',
  path: '/api/pager/works',
  summary: 'What people can be on for: paging, and any work that is done by turns',
  answer: z.object({ items: z.array(Work) }),
})

export const addWork = route({
  method: 'POST',
  path: '/api/pager/works',
  summary: 'Add a kind of work that rotas can be for',
  body: z.object({ slug: Slug, name: z.string().trim().min(1).max(100), watchesCustomers: z.boolean().default(false) }),
  answer: Work,
  status: 201,
  problems: [alreadyExists],
})

export const changeWork = route({
  method: 'PATCH',
  path: '/api/pager/works/{slug}',
  summary: 'Rename a kind of work, or say whether it watches customers',
  params: z.object({ slug: Slug }),
  body: z.object({ name: z.string().trim().min(1).max(100).optional(), watchesCustomers: z.boolean().optional() }),
  answer: Work,
  problems: [notFound],
})

export const listRotas = route({
  method: 'GET',
  path: '/api/pager/rotas',
  summary: 'Rotas, those of a team together, with who is on now, who is next and the shifts of the next four weeks',
  query: z.object({
    team: teamSlug.optional().describe('Slug of the team whose rotas are asked for'),
    id: Id.optional().describe('Of the one that is asked for'),
    ...pageQuery,
  }),
  answer: pageOf(Rota.extend({ ...Standing, shifts: z.array(Shift) })),
  problems: [notFound],
})

export const addRota = route({
  method: 'POST',
  path: '/api/pager/rotas',
  summary: 'Add a rota to a team; everyone whom one of its rotas for paging has on call is paged',
  body: WrittenRota.extend({ team: teamSlug.describe('Slug'), work: Slug.default('paging') }),
  answer: Rota,
  status: 201,
  problems: [notFound, alreadyExists],
})

export const changeRota = route({
  method: 'PUT',
  path: '/api/pager/rotas/{id}',
  summary: 'Change a rota; whoever is on call stays until the next hand-over',
  params: rotaId,
  body: WrittenRota,
  answer: Rota.extend({ told: Told }),
  problems: [notFound, alreadyExists],
})

export const removeRota = route({
  method: 'DELETE',
  path: '/api/pager/rotas/{id}',
  summary: 'Remove a rota: nobody has turns on it from now on',
  params: rotaId,
  answer: z.object({
    told: Told,
    onCall: z.array(PersonRef).describe('Whom the other rotas of the team have on call now'),
  }),
  problems: [notFound],
})

/** Nobody on call, or two layers that have somebody, in the same way several times. */
export const RotaHole = z.object({
  kind: z.enum(['gap', 'overlap']),
  why: z
    .enum(['clocks', 'hours', 'override'])
    .describe(
      'clocks: two zones change them on different days; hours: no layer has them; override: somebody took them out',
    ),
  minutes: z.number().int().describe('How long each of them is'),
  count: z.number().int(),
  spans: z.array(z.object({ startsAt: Instant, endsAt: Instant })),
  clocks: z
    .array(z.object({ timeZone: z.string(), changesAt: Instant }))
    .describe('Of `clocks`: which zone changes them when, the first and the last around it'),
})
export type RotaHole = z.infer<typeof RotaHole>

const Load = z.object({
  person: PersonRef,
  hours: z.number(),
  nightHours: z.number().describe('From 22:00 until 06:00 where the person lives'),
  weekendHours: z.number(),
  reachedBy: z
    .array(z.enum(methodKinds))
    .describe(
      'Kinds of their contact methods, in the order in which they are notified; where it is mail alone no phone rings',
    ),
  failing: z
    .array(ContactMethod.extend({ at: Instant, error: z.string() }))
    .describe('Ways to which their last page did not go'),
})

/** Somebody who is away while they have shifts: until somebody overrides them or takes them over they stay on call. */
export const RotaAway = z.object({
  person: PersonRef,
  startsAt: Instant.describe('Of the leave'),
  endsAt: Instant,
  shifts: z
    .array(
      z.object({
        startsAt: Instant,
        endsAt: Instant,
        isCoverAsked: z.boolean().describe('Somebody asks for cover of it; of a part of a shift it is a shift apart'),
      }),
    )
    .describe('As far as they fall into it'),
})
export type RotaAway = z.infer<typeof RotaAway>

/** A day on which the hours of a calendar of the desk do not hold, and who has shifts on it who lives in its zone. */
const RotaHoliday = z.object({
  on: z.iso.date(),
  name: z.string(),
  calendar: z.string().describe('Which says so'),
  startsAt: Instant,
  endsAt: Instant,
  people: z.array(PersonRef),
})

/** What a rota makes of the year that comes. */
export const RotaForecast = z.object({
  from: Instant,
  to: Instant,
  holes: z.array(RotaHole),
  away: z.array(RotaAway),
  holidays: z.array(RotaHoliday),
  people: z.array(Load).describe('How the year is shared'),
})
export type RotaForecast = z.infer<typeof RotaForecast>

export const forecastRota = route({
  method: 'GET',
  path: '/api/pager/rotas/{id}/forecast',
  summary: 'A year ahead: where nobody is on, why, and how the hours are shared',
  params: rotaId,
  answer: RotaForecast,
  problems: [notFound],
})

export const previewRota = route({
  method: 'POST',
  path: '/api/pager/rota-previews',
  summary: 'What a rota would be, before it is saved: its shifts of four weeks and its year',
  body: z.object({
    rota: Id.optional().describe('The rota that these layers would change'),
    layers: WrittenRota.shape.layers,
  }),
  answer: z.object({ shifts: z.array(Shift), forecast: RotaForecast }),
  problems: [notFound],
})

export const RotaOverride = z.object({
  id: Id,
  person: PersonRef.nullable().describe('null: nobody is on'),
  startsAt: Instant,
  endsAt: Instant,
  note: z.string(),
  by: PersonRef.nullable(),
})

export const listShifts = route({
  method: 'GET',
  path: '/api/pager/rotas/{id}/shifts',
  summary: 'The shifts of a rota between two instants, where nobody is on, and what was overridden',
  params: rotaId,
  query: z.object({
    from: Instant.optional().describe('Now, where it is left out'),
    to: Instant.optional().describe('At most 400 days later; four weeks, where it is left out'),
  }),
  answer: z.object({
    shifts: z.array(Shift),
    gaps: z.array(z.object({ startsAt: Instant, endsAt: Instant })),
    overrides: z.array(RotaOverride),
    away: z
      .array(z.object({ person: PersonRef, startsAt: Instant, endsAt: Instant }))
      .describe('When those who have the shifts are on leave'),
  }),
  problems: [notFound],
})

export const addOverrides = route({
  method: 'POST',
  path: '/api/pager/rotas/{id}/overrides',
  summary: 'Put somebody, or nobody, on call for some spans of time, whoever had them',
  params: rotaId,
  body: z.object({
    person: Id.nullable(),
    spans: z
      .array(
        z
          .strictObject({ startsAt: Instant, endsAt: Instant })
          .refine(({ startsAt, endsAt }) => Date.parse(startsAt) < Date.parse(endsAt), {
            error: said`It ends later than it begins.`,
            path: ['endsAt'],
          })
          .meta({ examples: [{ startsAt: '2030-01-05T08:00:00Z', endsAt: '2030-01-05T20:00:00Z' }] }),
      )
      .min(1)
      .max(400),
    note: z.string().trim().max(500).default(''),
  }),
  answer: z.object({ items: z.array(RotaOverride), told: Told }),
  status: 201,
  problems: [notFound, conflict],
})

export const removeOverrides = route({
  method: 'POST',
  path: '/api/pager/rotas/{id}/override-removals',
  summary: 'Take overrides back, together; of one that has begun, the rest',
  params: rotaId,
  body: z.object({ overrides: z.array(Id).min(1).max(400) }),
  answer: z.object({ told: Told }),
  problems: [notFound],
})

const Cover = z.object({
  team: TeamRef,
  work: Work.pick({ slug: true, name: true }),
  at: Instant,
  people: z.array(PersonRef).describe('Everyone who is on, once'),
  rotas: z.array(z.object({ id: Id, name: z.string(), ...Standing })),
})

export const getCover = route({
  method: 'GET',
  path: '/api/pager/cover',
  summary: 'Who is on for a kind of work at an instant, until when, and who is next',
  query: z.object({
    team: teamSlug.describe('Slug'),
    work: Slug.default('paging'),
    at: Instant.optional().describe('Now, where it is left out'),
  }),
  answer: Cover,
  problems: [notFound],
})
