import { z } from 'zod'
import { said } from './said.ts'
import { TimeZone } from './paging.ts'

// Whatever is no time is not compared with another one.
const wallTime = (pattern: RegExp, error: string) => z.string().regex(pattern, { error, abort: true })

const Span = z
  .strictObject({
    from: wallTime(/^(?:[01]\d|2[0-3]):[0-5]\d$/, said`Write it as HH:MM.`),
    until: wallTime(/^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/, said`Write it as HH:MM, at most 24:00.`),
  })
  .refine(({ from, until }) => from < until, {
    error: 'A span ends later than it begins. Write a night as two: until 24:00, and from 00:00 on the next day.',
    path: ['until'],
  })

const Day = z
  .array(Span)
  .max(20, said`A day has at most 20 spans.`)
  .superRefine((spans, ctx) => {
    for (const [position, span] of spans.entries()) {
      const before = spans[position - 1]
      if (before === undefined || before.until <= span.from) continue
      const message = said`Spans follow each other: begin at ${before.until} or later, where the one before ends.`
      ctx.addIssue({ code: 'custom', message, path: [position, 'from'] })
    }
  })
  .default([])

const Hours = z
  .strictObject({
    monday: Day,
    tuesday: Day,
    wednesday: Day,
    thursday: Day,
    friday: Day,
    saturday: Day,
    sunday: Day,
  })
  .refine((week) => Object.values(week).some((spans) => spans.length > 0), {
    error: 'A calendar is open at some time of the week.',
  })

const Holidays = z
  .array(z.strictObject({ on: z.iso.date(), name: z.string().trim().min(1).max(200) }))
  .max(1000, said`A calendar has at most 1,000 holidays.`)
  .superRefine((holidays, ctx) => {
    const names = new Map<string, string>()
    for (const [position, { on, name }] of holidays.entries()) {
      const known = names.get(on)
      if (known === undefined) names.set(on, name)
      else ctx.addIssue({ code: 'custom', message: said`${on} is "${known}" already.`, path: [position, 'on'] })
    }
  })

const example = {
  timeZone: 'Europe/London',
  hours: { monday: [{ from: '09:00', until: '17:30' }], saturday: [{ from: '10:00', until: '13:00' }] },
  holidays: [{ on: '2026-12-25', name: 'Christmas Day' }],
}

/** When people work: hours of the week as a clock on their wall shows them, and the days on which nobody does. */
export const Calendar = z
  .strictObject({
    timeZone: TimeZone,
    hours: Hours.describe('Spans of each day, in order; a day without spans is closed'),
    holidays: Holidays.describe('Days on which the hours of the week do not hold'),
  })
  .meta({ examples: [example] })
export type Calendar = z.infer<typeof Calendar>
