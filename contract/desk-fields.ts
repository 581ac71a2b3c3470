import { z } from 'zod'
import { Choices, FieldKey, FieldKind, FieldName, FieldValue, NewFieldKey } from './field-shapes.ts'
import { alreadyExists, notFound, problemKind } from './problem.ts'
import { route } from './route.ts'

const ShownWhen = z.object({ field: FieldKey, is: FieldValue })

/** What is asked of whoever opens a ticket by the form on the web. */
export const FormField = z.object({
  key: z.string().describe('Its name in the API; stays as it is'),
  name: z.string(),
  kind: FieldKind,
  choices: z.array(z.string()).describe('Of the kind "choice"; else empty'),
  shownWhen: ShownWhen.nullable().describe('Asked for only where another field has this value; null: always'),
  isRequired: z.boolean().describe('On the form nobody leaves it out, where it is shown'),
})
export type FormField = z.infer<typeof FormField>

export const TicketField = FormField.extend({
  isOnForm: z.boolean().describe('The form on the web asks for it'),
  tickets: z.number().int().describe('How many tickets have a value in it'),
})
export type TicketField = z.infer<typeof TicketField>

export const tooManyTicketFields = problemKind(
  'too-many-ticket-fields',
  409,
  'There are as many fields as there may be',
  'Remove one that nobody needs.',
)
export const fieldInUse = problemKind(
  'field-in-use',
  409,
  'Something asks for this field',
  'Change what the detail names first: it would ask for a field that is none.',
)

const said = {
  name: FieldName,
  choices: Choices.default([]),
  shownWhen: ShownWhen.nullable().default(null),
  isOnForm: z.boolean().default(false),
  isRequired: z.boolean().default(false),
}

export const listTicketFields = route({
  method: 'GET',
  path: '/api/desk/fields',
  summary: 'What this organisation writes down about tickets besides what all have, in their order',
  answer: z.object({ items: z.array(TicketField) }),
})

export const addTicketField = route({
  method: 'POST',
  path: '/api/desk/fields',
  summary: 'Add a field of tickets, as the last one',
  body: z.object({ key: NewFieldKey, kind: FieldKind, ...said }),
  answer: TicketField,
  status: 201,
  problems: [alreadyExists, tooManyTicketFields],
})

export const changeTicketField = route({
  method: 'PUT',
  path: '/api/desk/fields/{key}',
  summary: 'Change a field of tickets; its kind stays, and so do values that were chosen before',
  params: z.object({ key: FieldKey }),
  body: z.object(said),
  answer: TicketField,
  problems: [notFound, alreadyExists],
})

export const removeTicketField = route({
  method: 'DELETE',
  path: '/api/desk/fields/{key}',
  summary: 'Remove a field of tickets with every value in it',
  params: z.object({ key: FieldKey }),
  answer: z.object({ removed: z.boolean() }),
  problems: [notFound, fieldInUse],
})
