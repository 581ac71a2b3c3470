import { z } from 'zod'
import { said } from './said.ts'
import { TimeZone, WallTime } from './paging.ts'

export const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const

const common = {
  at: WallTime.describe(
    'Of the wall clock of its zone; where the clocks skip it, as much later as they skip; where they repeat it, the first',
  ),
  timeZone: TimeZone,
  startsOn: z.iso
    .date()
    .refine((day) => day >= '2000' && day < '2100', said`Choose a day of this century.`)
    .meta({ examples: ['2026-01-20'] })
    .describe('The first day that counts, from which every second or third is told'),
}

/** When something happens again and again. */
export const Recurrence = z.discriminatedUnion('unit', [
  z.object({ ...common, unit: z.literal('day'), every: z.number().int().min(1).max(365) }),
  z.object({
    ...common,
    unit: z.literal('week'),
    every: z.number().int().min(1).max(52),
    on: z
      .array(z.enum(weekdays))
      .min(1, said`Choose a day.`)
      .max(7),
  }),
  z.object({
    ...common,
    unit: z.literal('month'),
    every: z.number().int().min(1).max(12),
    on: z.number().int().min(1).max(31).describe('The day; in a month that is shorter its last'),
  }),
])
export type Recurrence = z.infer<typeof Recurrence>
export type Weekday = (typeof weekdays)[number]
