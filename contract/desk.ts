import { SenderProof } from './mail.ts'
import { z } from 'zod'
import { Plan } from './customers.ts'
import { Email, Id, Instant, pageOf, pageQuery, ScreenOrWebUrl, WebUrl } from './paging.ts'
import * as problem from './desk-problems.ts'
import { conflict, notFound } from './problem.ts'
import { fileRoute, route } from './route.ts'

export * from './desk-problems.ts'

export const TicketState = z.enum(['open', 'resolved', 'merged'])
export const WaitingOn = z.object({
  holder: z
    .enum(['support', 'customer', 'teams', 'nobody'])
    .describe(
      'Who must act next: support once an answer came in, though other teams are still asked; nobody once resolved',
    ),
  teams: z.array(z.object({ id: Id, slug: z.string(), name: z.string() })).describe('Every team that is asked'),
  since: Instant,
})
export type WaitingOn = z.infer<typeof WaitingOn>

/** A running clock: due, and whether it ran out. `stoppedAt` set = met or missed for good. */
export const Clock = z.object({
  name: z.enum(['first-response', 'next-response', 'acknowledge', 'answer']),
  startedAt: Instant,
  dueAt: Instant,
  stoppedAt: Instant.nullable(),
  breachedAt: Instant.nullable(),
})
export type Clock = z.infer<typeof Clock>

export const HandOffState = z.enum(['asked', 'acknowledged', 'answered', 'declined', 'withdrawn', 'returned'])

const PersonRef = z.object({ id: Id, name: z.string() })
const TeamRef = z.object({ id: Id, slug: z.string(), name: z.string() })
const CustomerRef = z.object({ id: Id, key: z.string(), name: z.string(), plan: Plan, isVip: z.boolean() })

export const HandOff = z.object({
  id: Id,
  ticketId: Id,
  round: z.number().int(),
  state: HandOffState.describe(
    'An answer or refusal goes back to support at once; `returned` once support went on from it',
  ),
  outcome: z
    .enum(['answered', 'declined', 'withdrawn'])
    .nullable()
    .describe('How it ended; null while the team is asked'),
  question: z.string(),
  evidenceLinks: z.array(z.object({ label: z.string(), url: z.string() })),
  mayReplyToCustomer: z.boolean(),
  askedBy: PersonRef,
  askedTeam: TeamRef,
  askedAt: Instant,
  acknowledgedBy: PersonRef.nullable(),
  acknowledgedAt: Instant.nullable(),
  endedBy: PersonRef.nullable(),
  endedAt: Instant.nullable(),
  answer: z.string().nullable().describe('The answer, or the reason for declining'),
  answeredToCustomer: z.boolean(),
  returnedTo: PersonRef.nullable(),
  clocks: z.array(Clock),
})
export type HandOff = z.infer<typeof HandOff>

export const TicketSummary = z.object({
  id: Id,
  number: z.number().int(),
  subject: z.string(),
  state: TicketState,
  isUrgent: z.boolean().describe('Came in through the emergency address from a customer who may page'),
  customer: CustomerRef.nullable().describe('null for a sender who is nobody’s contact'),
  contact: z.object({ name: z.string(), email: z.string() }),
  owner: PersonRef.nullable(),
  waitingOn: WaitingOn,
  clocks: z.array(Clock).describe('The customer clock, and those of each team that is asked'),
  nextDueAt: Instant.nullable().describe('The nearest breach over all its clocks'),
  messageCount: z.number().int(),
  lastMessageAt: Instant,
  createdAt: Instant,
  isDocumented: z.boolean().nullable().describe('null while open; false = doc debt'),
})
export type TicketSummary = z.infer<typeof TicketSummary>

export const Attachment = z.object({
  id: Id,
  fileName: z.string(),
  contentType: z.string(),
  sizeBytes: z.number().int(),
  isDamaged: z.boolean(),
  contentId: z.string().nullable().describe('Of an image that the text shows at its place: data-image in the HTML'),
  path: z.string().describe('Where its bytes are; a path of this server'),
})
export type Attachment = z.infer<typeof Attachment>

const entry = { id: Id, at: Instant }
/** One line of the ticket's time line, oldest first. */
export const TimelineEntry = z.discriminatedUnion('kind', [
  z.object({
    ...entry,
    kind: z.literal('message'),
    direction: z.enum(['in', 'out']),
    author: z.object({ name: z.string(), email: z.string().nullable() }),
    text: z.string().describe('What was written, quotes and signatures left out'),
    fullText: z.string().describe('The whole text, for "show quoted"'),
    html: z.string().nullable().describe('Cleaned; show it in a sandboxed frame'),
    attachments: z.array(Attachment),
    leftOut: z.array(z.string()).describe('What is in the mail and neither shown nor attached, in words'),
    isAutomatic: z.boolean(),
    isList: z.boolean().describe('Came through a mailing list; answers go to people alone'),
    delivery: z.object({ state: z.string(), reason: z.string().nullable() }).nullable(),
    copies: z
      .array(z.object({ address: z.string(), state: z.string(), reason: z.string().nullable() }))
      .describe('Who got our answer in Cc, and what became of it there'),
    sender: SenderProof.nullable().describe('Of what came in by mail; null for the rest'),
    rawPath: z.string().nullable().describe('Where the mail is as it came; null for what did not come by mail'),
    /** Sender is not a participant, or similar: shown with the message. */
    flag: z.string().nullable(),
  }),
  z.object({ ...entry, kind: z.literal('note'), author: PersonRef.nullable(), text: z.string() }),
  z.object({ ...entry, kind: z.literal('hand-off'), handOff: HandOff }),
  z.object({
    ...entry,
    kind: z.literal('change'),
    who: z.string(),
    what: z.string().describe('e.g. "claimed the ticket", "resolved the ticket"'),
  }),
])
export type TimelineEntry = z.infer<typeof TimelineEntry>

/** Somebody who takes part in a ticket besides its contact: they get our answers in Cc, and theirs join it. */
export const Participant = z.object({
  address: z.string(),
  name: z.string(),
  since: Instant,
  messageId: Id.nullable().describe('The mail that named them first'),
  addedBy: PersonRef.nullable().describe('Who added them, where no mail did'),
})
export type Participant = z.infer<typeof Participant>

export const Documentation = z.object({
  outcome: z.enum(['linked-article', 'edited-article', 'forum-answer', 'not-needed']),
  url: WebUrl.nullable(),
  reason: z.string().max(5000).nullable(),
})

export const Ticket = TicketSummary.extend({
  sites: z.array(z.string()).describe('The sites of the customer, those named in the mail first'),
  mentionedSites: z.array(z.string()),
  timeline: z.array(TimelineEntry),
  openHandOffs: z.array(HandOff),
  newestMessageId: Id.describe('The message that was filed last, whatever its time'),
  participants: z.array(Participant).describe('Besides the contact'),
  documentation: Documentation.nullable(),
  related: z.array(z.object({ id: Id, number: z.number().int(), subject: z.string(), why: z.string() })),
  mergedInto: z
    .object({ id: Id, number: z.number().int(), subject: z.string() })
    .nullable()
    .describe('Where a merged ticket goes on'),
})
export type Ticket = z.infer<typeof Ticket>

export const listTickets = route({
  method: 'GET',
  path: '/api/desk/tickets',
  summary: 'The queue, nearest breach first',
  query: z.object({
    ...pageQuery,
    view: z
      .enum(['open', 'mine', 'unclaimed', 'waiting-on-customer', 'waiting-on-teams', 'doc-debt', 'resolved'])
      .default('open'),
    customerId: Id.optional(),
    search: z.string().max(200).optional(),
  }),
  answer: pageOf(TicketSummary),
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
  summary: 'One ticket with its whole time line; the id may be its number',
  params: ticketIdOrNumber,
  answer: Ticket,
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

export const openRawMessage = fileRoute({
  path: '/api/desk/tickets/{id}/messages/{messageId}/raw',
  summary: 'The mail of a message on this ticket, as it came',
  params: ticketIdOrNumber.extend({ messageId: Id }),
  file: { contentTypes: ['message/rfc822'], description: 'The raw mail, to be saved' },
})

export const openTicket = route({
  method: 'POST',
  path: '/api/desk/tickets',
  summary: 'Open a ticket to a customer; the text is sent to the contact',
  body: z.object({
    contactEmail: Email,
    subject: z.string().min(1).max(500),
    text: z.string().min(1).max(100_000),
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
  problems: [notFound, problem.ticketMerged, conflict, problem.ticketAlreadyResolved],
})

export const addNote = route({
  method: 'POST',
  path: '/api/desk/tickets/{id}/notes',
  summary: 'Write an internal note',
  params: ticketId,
  body: z.object({ text: z.string().min(1).max(100_000) }),
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
    seenMessageId: Id.describe('The newest message the writer saw; an older one is refused as stale'),
    confirmStale: z.boolean().default(false),
    cc: z
      .array(z.string().max(254))
      .max(50)
      .optional()
      .describe('Who gets it besides the contact, among the participants; all of them where it is left out'),
  }),
  answer: Ticket,
  status: 201,
  problems: [notFound, problem.ticketMerged, problem.staleReply, problem.ticketAlreadyResolved],
})

export const addParticipant = route({
  method: 'POST',
  path: '/api/desk/tickets/{id}/participants',
  summary: 'Let somebody take part: they get our answers in Cc, and theirs join the ticket',
  params: ticketId,
  body: z.object({ address: Email, name: z.string().max(200).default('') }),
  answer: Ticket,
  status: 201,
  problems: [notFound, problem.ticketMerged, problem.tooManyParticipants],
})

export const removeParticipant = route({
  method: 'DELETE',
  path: '/api/desk/tickets/{id}/participants/{address}',
  summary: 'Take somebody out for good: no later mail that names them brings them back',
  params: z.object({ id: Id, address: z.string().max(254) }),
  answer: Ticket,
  problems: [notFound, problem.ticketMerged],
})

export const mergeTicket = route({
  method: 'POST',
  path: '/api/desk/tickets/{id}/merge',
  summary: 'Merge a ticket into another, which goes on with everything said in both; answers that one',
  params: ticketId,
  body: z.object({
    into: z.union([Id, z.string().regex(/^\d{1,9}$/), z.int().min(1).max(999_999_999)]).describe('Id or number'),
    acrossCustomers: z.boolean().default(false),
  }),
  answer: Ticket,
  problems: [notFound, problem.ticketMerged, problem.teamStillAsked, problem.otherCustomer],
})

export const handOffTicket = route({
  method: 'POST',
  path: '/api/desk/tickets/{id}/hand-offs',
  summary: 'Ask another team about a ticket; several may be asked at once, each with its own clock',
  params: ticketId,
  body: z.object({
    toTeam: Id,
    question: z.string().min(1, 'Write the question: nobody starts from nothing.').max(20_000),
    dueAt: Instant,
    mayReplyToCustomer: z.boolean().default(false),
    evidenceLinks: z
      .array(z.object({ label: z.string().max(200), url: ScreenOrWebUrl }))
      .max(20)
      .default([]),
  }),
  answer: Ticket,
  status: 201,
  problems: [notFound, problem.ticketMerged, problem.ticketAlreadyResolved, problem.teamAlreadyAsked],
})

const handOffId = z.object({ id: Id })

export const acknowledgeHandOff = route({
  method: 'POST',
  path: '/api/desk/hand-offs/{id}/acknowledgement',
  summary: 'Say that the asked team has seen the question',
  params: handOffId,
  answer: Ticket,
  problems: [notFound, problem.handOffNotOpen],
})

export const answerHandOff = route({
  method: 'POST',
  path: '/api/desk/hand-offs/{id}/answer',
  summary: 'Answer; the ticket returns to support by itself',
  params: handOffId,
  body: z.object({ text: z.string().min(1).max(100_000), toCustomer: z.boolean().default(false) }),
  answer: Ticket,
  problems: [notFound, problem.handOffNotOpen, problem.mayNotAnswerCustomer],
})

export const declineHandOff = route({
  method: 'POST',
  path: '/api/desk/hand-offs/{id}/refusal',
  summary: 'Decline with a reason; the ticket returns to support by itself',
  params: handOffId,
  body: z.object({ reason: z.string().min(1).max(20_000) }),
  answer: Ticket,
  problems: [notFound, problem.handOffNotOpen],
})

export const withdrawHandOff = route({
  method: 'POST',
  path: '/api/desk/hand-offs/{id}/withdrawal',
  summary: 'Take the question back',
  params: handOffId,
  answer: Ticket,
  problems: [notFound, problem.handOffNotOpen],
})

export const listHandOffs = route({
  method: 'GET',
  path: '/api/desk/hand-offs',
  summary: 'The queue of a team: its hand-offs, nearest breach first',
  query: z.object({ ...pageQuery, team: z.string().max(100).describe('Slug'), ended: z.stringbool().default(false) }),
  answer: pageOf(HandOff.extend({ ticket: TicketSummary })),
})

export const resolveTicket = route({
  method: 'POST',
  path: '/api/desk/tickets/{id}/resolution',
  summary: 'Resolve; without `documentation` the ticket becomes doc debt',
  params: ticketId,
  body: z.object({ documentation: Documentation.nullable().default(null) }),
  answer: Ticket,
  problems: [notFound, problem.ticketMerged, problem.ticketAlreadyResolved, problem.teamStillAsked],
})

export const reopenTicket = route({
  method: 'POST',
  path: '/api/desk/tickets/{id}/reopening',
  summary: 'Open a resolved ticket again',
  params: ticketId,
  answer: Ticket,
  problems: [notFound, problem.ticketMerged, conflict],
})

export const documentTicket = route({
  method: 'PUT',
  path: '/api/desk/tickets/{id}/documentation',
  summary: 'Say how the answer was documented; pays the doc debt',
  params: ticketId,
  body: Documentation,
  answer: Ticket,
  problems: [notFound, problem.ticketMerged],
})
