import { z } from 'zod'
import { Choices, CustomerField, FieldKey, FieldKind, FieldName, NewFieldKey } from './field-shapes.ts'
import { alreadyExists, notFound, problemKind } from './problem.ts'
import { route } from './route.ts'

export const tooManyFields = problemKind(
  'too-many-fields',
  409,
  'There are as many fields as there may be',
  'Remove one that nobody needs.',
)

export const listCustomerFields = route({
  method: 'GET',
  path: '/api/customers/fields',
  summary: 'What this organisation writes down about its customers besides what all have, in their order',
  answer: z.object({ items: z.array(CustomerField) }),
})

export const addCustomerField = route({
  method: 'POST',
  path: '/api/customers/fields',
  summary: 'Add a field, as the last one',
  body: z.object({ key: NewFieldKey, name: FieldName, kind: FieldKind, choices: Choices.default([]) }),
  answer: CustomerField,
  status: 201,
  problems: [alreadyExists, tooManyFields],
})

export const changeCustomerField = route({
  method: 'PUT',
  path: '/api/customers/fields/{key}',
  summary: 'Change the name or the choices of a field; values that were chosen before stay',
  params: z.object({ key: FieldKey }),
  body: z.object({ name: FieldName, choices: Choices.default([]) }),
  answer: CustomerField,
  problems: [notFound, alreadyExists],
})

export const removeCustomerField = route({
  method: 'DELETE',
  path: '/api/customers/fields/{key}',
  summary: 'Remove a field with every value in it',
  params: z.object({ key: FieldKey }),
  answer: z.object({ removed: z.boolean() }),
  problems: [notFound],
})
