import { z } from 'zod'
import { said } from './said.ts'
import { conditionOver } from './condition.ts'
import { builtInViews, ticketFields } from './desk-views.ts'
import { removedStates } from './desk-removal.ts'
import { teamStillAsked, ticketAlreadyResolved, ticketMerged, ticketRemoved } from './desk-problems.ts'
import { viewTooWide } from './desk-own-views.ts'
import { Documentation } from './desk-shapes.ts'
import { signature } from './desk-signature.ts'
import { SaidFieldValues } from './field-shapes.ts'
import { Id, Instant } from './paging.ts'
import { priorities } from './priority.ts'
import { conflict, notFound, problemKind } from './problem.ts'
import { route } from './route.ts'
import { Tag } from './tag-shape.ts'

/** What can be done to one ticket or to many at once. */
export const Act = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('claim') }).describe('Become the owner of what nobody owns'),
  z.object({ kind: z.literal('give'), to: Id.nullable().describe('Who owns it from now on; null: nobody') }),
  z.object({
    kind: z.literal('tag'),
    add: z.array(Tag).max(20).default([]),
    remove: z.array(Tag).max(20).default([]),
  }),
  z.object({ kind: z.literal('prioritize'), priority: z.enum(priorities) }),
  z.object({
    kind: z.literal('set-fields'),
    values: SaidFieldValues.describe('By the key of the field; null takes a value away, and what is left out stays'),
  }),
  z.object({
    kind: z.literal('snooze'),
    until: Instant.describe(
      'It comes back then, or before: with the next word of its customer (an automatic mail is none), a question to a team or its answer, and half an hour before a clock of its customer runs out',
    ),
  }),
  z.object({ kind: z.literal('wake') }).describe('Back into the queue, now'),
  z
    .object({ kind: z.literal('reply'), text: z.string().trim().min(1).max(100_000), signature })
    .describe(
      'Answer the customer by mail: the blanks of the text, such as {first name}, are filled in for each. It goes out a minute later, and undoing takes back what has not',
    ),
  z.object({ kind: z.literal('resolve'), documentation: Documentation.nullable().default(null) }),
  z
    .object({
      kind: z.literal('remove'),
      into: z.enum(removedStates),
      blocksSender: z
        .boolean()
        .default(false)
        .describe('Their further mail comes into spam as well, unless they are a customer'),
    })
    .describe('Out of the queue, into spam or the trash: nothing of it waits or runs, and it can be restored'),
  z
    .object({ kind: z.literal('restore') })
    .describe('Back from spam or the trash, as it was before; whose mail is no spam is blocked no more'),
])
export type Act = z.infer<typeof Act>

/** At once; what is more is narrowed first. */
export const actTicketsMax = 10_000

export const tooManyTickets = problemKind(
  'too-many-tickets',
  409,
  'These are more tickets than can be changed at once',
  said`Narrow the list to ${actTicketsMax} tickets or fewer.`,
)

const PersonRef = z.object({ id: Id.nullable(), name: z.string() })

export const DoneAct = z.object({
  id: Id,
  act: Act,
  by: PersonRef.describe('The id is null for a program in its own name'),
  askedAt: Instant,
  total: z.number().int(),
  firstNumber: z.number().int().nullable().describe('The number of the first of its tickets'),
  done: z.number().int().describe('Of these; also those that were so before'),
  finishedAt: Instant.nullable().describe('null while it goes on'),
  undo: z
    .object({
      by: PersonRef,
      undone: z.number().int(),
      finishedAt: Instant.nullable(),
    })
    .nullable()
    .describe('null where it was not undone'),
  refused: z.number().int().describe('Of these; once it is undone, how many stay as they are'),
  refusals: z
    .array(z.object({ ticketId: Id, number: z.number().int(), subject: z.string(), reason: z.string() }))
    .describe('The first hundred of them, and why'),
})
export type DoneAct = z.infer<typeof DoneAct>

export const actOnTickets = route({
  method: 'POST',
  path: '/api/desk/acts',
  summary:
    'Do something to one ticket, which is done when it answers or refused, or to many, of which it tells how far it is',
  body: z.object({
    act: Act,
    tickets: z
      .union([
        z.strictObject({ ids: z.array(Id).min(1).max(actTicketsMax) }),
        z.strictObject({
          view: z.union([z.enum(builtInViews.map(({ id }) => id)), Id]),
          where: conditionOver(ticketFields).optional(),
          search: z.string().max(200).optional(),
        }),
      ])
      .describe('By id, or all that a view holds now'),
  }),
  answer: DoneAct,
  status: 201,
  problems: [
    notFound,
    conflict,
    viewTooWide,
    tooManyTickets,
    ticketMerged,
    ticketRemoved,
    ticketAlreadyResolved,
    teamStillAsked,
  ],
})

export const getAct = route({
  method: 'GET',
  path: '/api/desk/acts/{id}',
  summary: 'How far something that is done to many tickets is, and which of them refused it',
  params: z.object({ id: Id }),
  answer: DoneAct,
  problems: [notFound],
})

export const undoAct = route({
  method: 'POST',
  path: '/api/desk/acts/{id}/undo',
  summary: 'Bring back what was so before; a ticket that somebody changed since stays as it is, and that is said',
  params: z.object({ id: Id }),
  answer: DoneAct,
  problems: [notFound, conflict, ticketMerged, ticketRemoved, ticketAlreadyResolved, teamStillAsked],
})

export const listTags = route({
  method: 'GET',
  path: '/api/desk/tags',
  summary: 'The tags that are on tickets, by name',
  answer: z.object({ items: z.array(z.string()) }),
})
