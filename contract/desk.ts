import { z } from 'zod'
import { Email, Id, Instant, pageOf, pageQuery } from './paging.ts'
import { conditionText } from './condition.ts'
import { builtInViews, ticketFields } from './desk-views.ts'
import * as problem from './desk-problems.ts'
import { ThenAct } from './unsent-shape.ts'
import { viewTooWide, ViewOrder } from './desk-own-views.ts'
import { Documentation, ListedTicket, Ticket, TimelineEntry } from './desk-shapes.ts'
import { signature } from './desk-signature.ts'
import { Subject } from './subject-shape.ts'
import { conflict, notFound } from './problem.ts'
import { fileIds } from './draft-file.ts'
import { fileRoute, route } from './route.ts'
import { TeamRef } from './team-ref.ts'

export * from './after-care-shape.ts'
export * from './desk-acts.ts'
export * from './desk-after-care.ts'
export * from './desk-fields.ts'
export * from './desk-figures.ts'
export * from './desk-forwards.ts'
export * from './desk-hand-offs.ts'
export * from './desk-customers.ts'
export * from './desk-files.ts'
export * from './desk-imports.ts'
export * from './desk-links.ts'
export * from './desk-mentions.ts'
export * from './desk-notices.ts'
export * from './desk-own-tickets.ts'
export * from './desk-own-views.ts'
export * from './desk-presence.ts'
export * from './desk-unsent.ts'
export * from './desk-problems.ts'
export * from './desk-removal.ts'
export * from './desk-rules.ts'
export * from './desk-search.ts'
export * from './desk-shapes.ts'
export * from './desk-signature.ts'
export * from './desk-snippets.ts'
export * from './desk-taken.ts'
export * from './desk-targets.ts'
export * from './desk-team-targets.ts'
export * from './desk-unread.ts'
export { NewTargets } from './target-shapes.ts'

export const listTickets = route({
  method: 'GET',
  path: '/api/desk/tickets',
  summary: 'A view of the queue, nearest breach first; what is resolved the latest first',
  query: z.object({
    ...pageQuery,
    view: z
      .union([z.enum(builtInViews.map(({ id }) => id)), Id])
      .default('open')
      .describe('One that everybody has, or the id of one that somebody made'),
    where: conditionText(ticketFields).optional().describe('Narrows the view; a condition as JSON'),
    order: ViewOrder.optional().describe('In which order; that of the view where it is not said'),
    customerId: Id.optional(),
    search: z.string().max(200).optional(),
  }),
  answer: pageOf(ListedTicket),
  problems: [notFound, viewTooWide],
})

export const countTickets = route({
  method: 'GET',
  path: '/api/desk/counts',
  summary: 'How many tickets each view holds, and open hand-offs of each team',
  answer: z.object({
    views: z.record(z.string(), z.number().int()),
    handOffs: z.array(z.object({ team: TeamRef, open: z.number().int() })),
  }),
})

const ticketId = z.object({ id: Id })
const ticketIdOrNumber = z.object({ id: z.union([Id, z.string().regex(/^\d{1,9}$/)]) })

export const getTicket = route({
  method: 'GET',
  path: '/api/desk/tickets/{id}',
  summary: 'One ticket; the id may be its number. What was said on it is its time line',
  params: ticketIdOrNumber,
  answer: Ticket,
  problems: [notFound],
})

export const listTimeline = route({
  method: 'GET',
  path: '/api/desk/tickets/{id}/timeline',
  summary: 'What happened on a ticket, the newest first: messages, notes, hand-offs and changes',
  params: ticketIdOrNumber,
  query: z.object(pageQuery),
  answer: pageOf(TimelineEntry),
  problems: [notFound],
})

export const openAttachment = fileRoute({
  path: '/api/desk/tickets/{id}/attachments/{attachmentId}',
  summary: 'The bytes of an attachment of a message on this ticket',
  params: ticketIdOrNumber.extend({ attachmentId: Id }),
  file: {
    contentTypes: ['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'application/pdf', 'application/octet-stream'],
    description: 'What its bytes say it is: such an image may be shown in a page, everything else is to be saved',
  },
})

export const openThumbnail = fileRoute({
  path: '/api/desk/tickets/{id}/attachments/{attachmentId}/thumbnail',
  summary: 'A small picture of an attached image',
  params: ticketIdOrNumber.extend({ attachmentId: Id }),
  file: { contentTypes: ['image/webp'], description: 'At most 320 pixels wide and 240 high' },
})

export const openRawMessage = fileRoute({
  path: '/api/desk/tickets/{id}/messages/{messageId}/raw',
  summary: 'The mail of a message on this ticket, as it came',
  params: ticketIdOrNumber.extend({ messageId: Id }),
  file: { contentTypes: ['message/rfc822'], description: 'The raw mail, to be saved' },
})

export const openTicket = route({
  method: 'POST',
  path: '/api/desk/tickets',
  summary: 'Open a ticket to a customer who has not written',
  body: z.object({
    contactEmail: Email,
    subject: Subject,
    text: z
      .string()
      .max(100_000)
      .default('')
      .describe('It is sent to the contact; empty: nothing goes out, and the first reply is the first that they read'),
    signature,
  }),
  answer: Ticket,
  status: 201,
})

export const claimTicket = route({
  method: 'POST',
  path: '/api/desk/tickets/{id}/claim',
  summary: 'Become the owner; with `takeOver` also when somebody else is',
  params: ticketId,
  body: z.object({ takeOver: z.boolean().default(false) }),
  answer: Ticket,
  problems: [notFound, problem.ticketMerged, problem.ticketRemoved, conflict, problem.ticketAlreadyResolved],
})

export const addNote = route({
  method: 'POST',
  path: '/api/desk/tickets/{id}/notes',
  summary: 'Write an internal note',
  params: ticketId,
  body: z.object({ text: z.string().min(1).max(100_000), fileIds }),
  answer: Ticket,
  status: 201,
  problems: [notFound],
})

export const replyToTicket = route({
  method: 'POST',
  path: '/api/desk/tickets/{id}/replies',
  summary: 'Answer the customer by mail',
  params: ticketId,
  body: z.object({
    text: z.string().min(1).max(100_000),
    signature,
    seenMessageId: Id.describe('The newest message the writer saw; an older one is refused as stale'),
    confirmStale: z.boolean().default(false),
    nextUpdateBy: Instant.nullable()
      .default(null)
      .describe('When the text says that they hear from us next: a promise, with a clock of its own'),
    cc: z
      .array(z.string().max(254))
      .max(50)
      .optional()
      .describe('Who gets it besides the contact, among the participants; all of them where it is left out'),
    fileIds,
    sendAt: Instant.nullable().default(null).describe('When it goes out, unless somebody writes before; null: now'),
    thenAct: ThenAct.nullable().default(null).describe('What is done to the ticket with it, in one'),
  }),
  answer: Ticket,
  status: 201,
  problems: [
    notFound,
    problem.ticketMerged,
    problem.ticketRemoved,
    problem.staleReply,
    problem.replyWaits,
    problem.ticketAlreadyResolved,
    problem.teamStillAsked,
  ],
})

export const addParticipant = route({
  method: 'POST',
  path: '/api/desk/tickets/{id}/participants',
  summary: 'Let somebody take part: they get our answers in Cc, and theirs join the ticket',
  params: ticketId,
  body: z.object({ address: Email, name: z.string().max(200).default('') }),
  answer: Ticket,
  status: 201,
  problems: [notFound, problem.ticketMerged, problem.ticketRemoved, problem.tooManyParticipants],
})

export const removeParticipant = route({
  method: 'DELETE',
  path: '/api/desk/tickets/{id}/participants/{address}',
  summary: 'Take somebody out for good: no later mail that names them brings them back',
  params: z.object({ id: Id, address: z.string().max(254) }),
  answer: Ticket,
  problems: [notFound, problem.ticketMerged, problem.ticketRemoved],
})

const otherTicket = z
  .union([Id, z.string().regex(/^\d{1,9}$/), z.int().min(1).max(999_999_999)])
  .describe('Id or number')

export const mergeTicket = route({
  method: 'POST',
  path: '/api/desk/tickets/{id}/merge',
  summary: 'Merge a ticket into another, which goes on with everything said in both; answers that one',
  params: ticketId,
  body: z.object({
    into: otherTicket,
    acrossCustomers: z.boolean().default(false),
  }),
  answer: Ticket,
  problems: [notFound, problem.ticketMerged, problem.ticketRemoved, problem.teamStillAsked, problem.otherCustomer],
})

export const unmergeTicket = route({
  method: 'POST',
  path: '/api/desk/tickets/{id}/unmerge',
  summary:
    'Take a merged ticket out of the one in which it goes on, whenever that was: what was said on it goes back; answers it',
  params: ticketIdOrNumber,
  answer: Ticket,
  problems: [notFound, conflict, problem.ticketMerged, problem.ticketRemoved],
})

export const splitTicket = route({
  method: 'POST',
  path: '/api/desk/tickets/{id}/split',
  summary:
    'What a customer wrote besides becomes a ticket of its own, which waits since they wrote it; answers that one',
  params: ticketId,
  body: z.object({ messageId: Id }),
  answer: Ticket,
  status: 201,
  problems: [notFound, problem.ticketMerged, problem.ticketRemoved],
})

export const moveMessage = route({
  method: 'POST',
  path: '/api/desk/tickets/{id}/moved-messages',
  summary: 'What a customer wrote moves to another ticket and waits there since they wrote it; answers that ticket',
  params: ticketId,
  body: z.object({
    messageId: Id,
    into: otherTicket,
    acrossCustomers: z.boolean().default(false),
  }),
  answer: Ticket,
  problems: [notFound, problem.otherCustomer, problem.ticketMerged, problem.ticketRemoved],
})

export const resolveTicket = route({
  method: 'POST',
  path: '/api/desk/tickets/{id}/resolution',
  summary: 'Resolve; without `documentation` the ticket becomes doc debt',
  params: ticketId,
  body: z.object({ documentation: Documentation.nullable().default(null) }),
  answer: Ticket,
  problems: [
    notFound,
    problem.ticketMerged,
    problem.ticketRemoved,
    problem.ticketAlreadyResolved,
    problem.teamStillAsked,
  ],
})

export const reopenTicket = route({
  method: 'POST',
  path: '/api/desk/tickets/{id}/reopening',
  summary: 'Open a resolved ticket again',
  params: ticketId,
  answer: Ticket,
  problems: [notFound, problem.ticketMerged, problem.ticketRemoved, conflict],
})

export const documentTicket = route({
  method: 'PUT',
  path: '/api/desk/tickets/{id}/documentation',
  summary: 'Say how the answer was documented; pays the doc debt',
  params: ticketId,
  body: Documentation,
  answer: Ticket,
  problems: [notFound, problem.ticketMerged, problem.ticketRemoved],
})
