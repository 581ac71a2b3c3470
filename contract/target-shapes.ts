import { z } from 'zod'
import { said } from './said.ts'
import { Id } from './paging.ts'

/** Sixty days around the clock. */
const minutesMax = 86_400
const range = said`Give whole minutes, from 1 to 86,400.`
const Minutes = z.number(range).int(range).min(1, range).max(minutesMax, range)

/** Both targets of each plan, by what is made of a target. */
export const ofEachPlan = <T extends z.ZodType>(target: T) => {
  const ofPlan = z.object({
    usual: target,
    urgent: target.describe('From the instant at which a ticket becomes urgent, where that is due sooner'),
  })
  return z.object({
    free: ofPlan.describe('Also for a sender who is nobody’s contact'),
    pro: ofPlan,
    premium: ofPlan,
  })
}

export const targetMinutes = {
  firstMinutes: Minutes.describe('Until our first word, in working time'),
  nextMinutes: Minutes.describe('Until our next word, each time they write'),
  resolutionMinutes: Minutes.nullable().describe(
    'Until it is resolved, while it does not wait on the customer; null: nobody promises that',
  ),
}

export const NewTargets = ofEachPlan(z.object({ ...targetMinutes, calendarId: Id }))
export type NewTargets = z.infer<typeof NewTargets>
