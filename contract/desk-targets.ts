import { z } from 'zod'
import { Calendar } from './calendar.ts'
import { Id, Instant, pageOf, pageQuery } from './paging.ts'
import { alreadyExists, conflict, notFound, problemKind } from './problem.ts'
import { route } from './route.ts'
import { NewTargets, ofEachPlan, targetMinutes } from './target-shapes.ts'

export const calendarBuiltIn = problemKind(
  'calendar-built-in',
  409,
  'This calendar is built in',
  'It stays as it is. Add a calendar of your own with the hours that you want.',
)
export const tooManyCalendars = problemKind(
  'too-many-calendars',
  409,
  'There are as many calendars as may be',
  'Change one that nobody needs any more.',
)

const made = {
  madeAt: Instant.nullable().describe('null for what came with Bellwether'),
  madeBy: z.string().nullable().describe('null for what came with Bellwether'),
}

/** A calendar by its name, in its newest version. */
export const NamedCalendar = z.object({
  id: Id,
  name: z.string(),
  isBuiltIn: z.boolean().describe('Nobody changes a built-in calendar'),
  version: z.number().int().describe('Rises with each change; clocks that run keep the version they started with'),
  calendar: Calendar,
  recount: z
    .object({
      total: z.number().int(),
      done: z.number().int(),
      askedAt: Instant,
      finishedAt: Instant.nullable().describe('null while it goes on'),
    })
    .nullable()
    .describe('How far it is that clocks which run follow a change; null where that was never asked'),
  ...made,
})
export type NamedCalendar = z.infer<typeof NamedCalendar>

const CalendarName = z.string().trim().min(1).max(80)
const basedOn = z
  .number()
  .int()
  .min(1)
  .describe('The version that was changed: whoever changes it meanwhile is not overwritten')

export const listCalendars = route({
  method: 'GET',
  path: '/api/desk/calendars',
  summary: 'All calendars, by name; at most 100',
  answer: z.object({ items: z.array(NamedCalendar) }),
})

const calendarId = z.object({ id: Id })

export const getCalendar = route({
  method: 'GET',
  path: '/api/desk/calendars/{id}',
  summary: 'One calendar, in its newest version',
  params: calendarId,
  answer: NamedCalendar,
  problems: [notFound],
})

export const addCalendar = route({
  method: 'POST',
  path: '/api/desk/calendars',
  summary: 'Add a calendar',
  body: z.object({ name: CalendarName, calendar: Calendar }),
  answer: NamedCalendar,
  status: 201,
  problems: [alreadyExists, tooManyCalendars],
})

export const changeCalendar = route({
  method: 'PUT',
  path: '/api/desk/calendars/{id}',
  summary: 'Make a new version of a calendar: clocks that start from now on follow it',
  params: calendarId,
  body: z.object({
    basedOn,
    name: CalendarName,
    calendar: Calendar,
    isForRunning: z
      .boolean()
      .default(false)
      .describe('Whether clocks that run follow it as well, such as for a holiday that was forgotten'),
  }),
  answer: NamedCalendar,
  problems: [notFound, conflict, alreadyExists, calendarBuiltIn],
})

/** Within what working time a customer hears from us, and is served. */
export const ResponsePolicy = z.object({
  version: z.number().int(),
  targets: ofEachPlan(z.object({ ...targetMinutes, calendar: z.object({ id: Id, name: z.string() }) })),
  ...made,
})
export type ResponsePolicy = z.infer<typeof ResponsePolicy>

export const getResponsePolicy = route({
  method: 'GET',
  path: '/api/desk/response-policy',
  summary: 'The targets that clocks of customers start with now',
  answer: ResponsePolicy,
})

export const listResponsePolicies = route({
  method: 'GET',
  path: '/api/desk/response-policy/versions',
  summary: 'Every version of the targets, the newest first',
  query: z.object(pageQuery),
  answer: pageOf(ResponsePolicy),
})

export const setResponsePolicy = route({
  method: 'PUT',
  path: '/api/desk/response-policy',
  summary: 'Make a new version of the targets: clocks that start from now on follow it, those that run keep theirs',
  body: z.object({ basedOn, targets: NewTargets }),
  answer: ResponsePolicy,
  problems: [conflict],
})

/** How many clocks would run, and how many of them would run out: by the targets that hold, and by those tried. */
export const TriedClocks = z.object({ of: z.number().int(), before: z.number().int(), after: z.number().int() })

export const TargetsTrial = z.object({
  since: Instant,
  tickets: z.number().int(),
  isWhole: z.boolean().describe('false where there were more tickets than are tried: then the newest are'),
  first: TriedClocks.describe('Of tickets, the first word'),
  next: TriedClocks.describe('Of tickets, any later word'),
  resolution: TriedClocks.describe('Of tickets, the end'),
  newlyLate: z
    .array(z.object({ id: Id, number: z.number().int(), subject: z.string() }))
    .describe('Tickets with a clock that runs out by the targets tried alone; at most 20'),
})
export type TargetsTrial = z.infer<typeof TargetsTrial>

export const tryTargets = route({
  method: 'POST',
  path: '/api/desk/response-policy/trial',
  summary: 'Try targets on the tickets of the last 30 days, by their messages; changes nothing',
  body: z.object({ targets: NewTargets }),
  answer: TargetsTrial,
})
