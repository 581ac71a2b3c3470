import { z } from 'zod'
import { said } from './said.ts'
import { OpeningAct } from './desk-rules.ts'
import { Ticket } from './desk-shapes.ts'
import { FieldValues } from './field-shapes.ts'
import { Id, Instant } from './paging.ts'
import { notFound, problemKind } from './problem.ts'
import { Recurrence } from './recurrence.ts'
import { route } from './route.ts'
import { Subject } from './subject-shape.ts'

const word = {
  subject: Subject,
  text: z
    .string()
    .trim()
    .min(1, said`Write what is to be done.`)
    .max(100_000),
}

export const openOwnTicket = route({
  method: 'POST',
  path: '/api/desk/own-tickets',
  summary: 'Open a ticket for ourselves: the text is a note, nobody is mailed, and no customer waits',
  body: z.object({ ...word, fields: FieldValues.default({}) }),
  answer: Ticket,
  status: 201,
})

export const recurringMax = 200

export const tooManyRecurring = problemKind(
  'too-many-recurring-tickets',
  409,
  'There are as many recurring tickets as may be',
  said`Delete one first: there may be ${recurringMax}.`,
)

const fields = {
  ...word,
  recurrence: Recurrence,
  acts: z.array(OpeningAct).max(10).default([]).describe('What is done to each, one after the other'),
  isOn: z.boolean().default(true),
  waitsForLast: z.boolean().default(true).describe('None is opened while the one before is open'),
}

export const RecurringTicket = z.object({
  id: Id,
  ...fields,
  acts: z.array(OpeningAct),
  isOn: z.boolean(),
  waitsForLast: z.boolean(),
  nextAt: Instant.nullable().describe('When the next one opens; null while it is off'),
  last: z.object({ id: Id, number: z.number().int(), openedAt: Instant }).nullable(),
  changedBy: z.object({ id: Id, name: z.string() }).describe('Who asks for what is opened'),
})
export type RecurringTicket = z.infer<typeof RecurringTicket>

export const listRecurringTickets = route({
  method: 'GET',
  path: '/api/desk/recurring-tickets',
  summary: 'Tickets for ourselves that open again and again, the next one first',
  answer: z.object({ items: z.array(RecurringTicket) }),
})

export const addRecurringTicket = route({
  method: 'POST',
  path: '/api/desk/recurring-tickets',
  summary: 'Open a ticket for ourselves again and again, at the local time of a zone',
  body: z.object(fields),
  answer: RecurringTicket,
  status: 201,
  problems: [tooManyRecurring],
})

export const changeRecurringTicket = route({
  method: 'PUT',
  path: '/api/desk/recurring-tickets/{id}',
  summary: 'Change what opens, or when; those that were opened stay as they are',
  params: z.object({ id: Id }),
  body: z.object(fields),
  answer: RecurringTicket,
  problems: [notFound],
})

export const deleteRecurringTicket = route({
  method: 'DELETE',
  path: '/api/desk/recurring-tickets/{id}',
  summary: 'Open no more of them; those that were opened stay',
  params: z.object({ id: Id }),
  answer: z.object({ deleted: z.literal(true) }),
  problems: [notFound],
})
