import { z } from 'zod'
import { said } from './said.ts'
import { FormField } from './desk-fields.ts'
import * as problem from './desk-problems.ts'
import { Ticket } from './desk-shapes.ts'
import { FieldValues } from './field-shapes.ts'
import { Email, Id } from './paging.ts'
import { notFound, tooManyRequests } from './problem.ts'
import { route } from './route.ts'
import { Subject } from './subject-shape.ts'

const contact = z.object({ email: Email, name: z.string().trim().max(200).default('') })
const word = {
  contact,
  subject: Subject,
  text: z
    .string()
    .trim()
    .min(1, said`Write what it is about.`)
    .max(100_000),
  isEmergency: z.boolean().default(false).describe('Pages support where the customer may page'),
  fields: FieldValues.default({}).describe('What stands in the fields of this organisation, by their keys'),
}

export const takeTicket = route({
  method: 'POST',
  path: '/api/desk/taken-tickets',
  summary: 'Open a ticket with what a customer said elsewhere: the words are theirs, and their clocks run',
  body: z.object({
    ...word,
    channel: z.enum(['phone', 'in-person', 'chat', 'api']),
    cc: z.array(Email).max(50).default([]).describe('Who takes part besides the contact'),
    isAcknowledged: z
      .boolean()
      .default(true)
      .describe('Whether the contact is mailed the number, so that they can answer'),
  }),
  answer: Ticket,
  status: 201,
})

const Form = z.object({
  isOpen: z.boolean(),
  organisation: z.string(),
  fields: z.array(FormField).describe('For which it asks besides, in their order'),
})

export const getForm = route({
  method: 'GET',
  path: '/api/desk/form',
  summary: 'Whether the form on the web is open, and whose it is',
  access: 'open',
  answer: Form,
})

export const setForm = route({
  method: 'PUT',
  path: '/api/desk/form',
  summary: 'Open or shut the form on the web',
  body: z.object({ isOpen: z.boolean() }),
  answer: Form,
})

export const askByForm = route({
  method: 'POST',
  path: '/api/desk/form',
  summary: 'Open a ticket from the form on the web, without signing in',
  access: 'open',
  body: z.object(word),
  answer: z.object({ number: z.number().int() }),
  status: 201,
  problems: [notFound, tooManyRequests],
})

export const changeContact = route({
  method: 'PUT',
  path: '/api/desk/tickets/{id}/contact',
  summary: 'Make somebody else the requester, whom answers go to; the ticket is of their customer then',
  params: z.object({ id: Id }),
  body: contact.extend({
    keepsFormer: z.boolean().default(true).describe('Whether whoever asked before takes part; else they are left out'),
  }),
  answer: Ticket,
  problems: [notFound, problem.ticketMerged, problem.ticketRemoved],
})
