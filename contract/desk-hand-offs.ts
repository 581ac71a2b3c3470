import { z } from 'zod'
import { said } from './said.ts'
import { notFound } from './problem.ts'
import * as problem from './desk-problems.ts'
import { HandOff, Ticket, TicketSummary } from './desk-shapes.ts'
import { HandOffRequest, Question, Whom } from './hand-off-request.ts'
import { Id, Instant, pageOf, pageQuery } from './paging.ts'
import { route } from './route.ts'
import { TeamRef } from './team-ref.ts'

const Word = z
  .string()
  .trim()
  .min(1, said`Write a few words.`)
  .max(20_000)
const Answer = z.object({
  text: z
    .string()
    .trim()
    .min(1, said`Write the answer.`)
    .max(100_000),
  toCustomer: z.boolean().default(false),
  todo: z.string().trim().max(2000).default('').describe('What the team still does afterwards; stays in its inbox'),
})

export type { HandOffRequest } from './hand-off-request.ts'

export const handOffTicket = route({
  method: 'POST',
  path: '/api/desk/tickets/{id}/hand-offs',
  summary: 'Ask a team about a ticket; several may be asked at once, each with its own clocks',
  params: z.object({ id: Id }),
  body: HandOffRequest,
  answer: Ticket,
  status: 201,
  problems: [
    notFound,
    problem.ticketMerged,
    problem.ticketRemoved,
    problem.ticketAlreadyResolved,
    problem.teamAlreadyAsked,
  ],
})

const PersonRef = z.object({ id: Id, name: z.string() })

export const proposeHandOff = route({
  method: 'GET',
  path: '/api/desk/hand-off-proposal',
  summary: 'When a team would owe an answer if it were asked now, by its targets and hours, and who is there',
  query: z.object({ team: Id, isUrgent: z.stringbool().default(false) }),
  answer: z.object({
    team: TeamRef,
    acknowledgeBy: Instant,
    answerBy: Instant,
    hours: z.object({ id: Id, name: z.string(), timeZone: z.string() }),
    isOpen: z.boolean().describe('Whether the team works now'),
    opensAt: Instant.nullable().describe('When it works next; null while it does'),
    onCall: z.array(PersonRef).describe('Whom a rota of the team has on call now'),
    people: z.array(PersonRef).describe('Who is in the team, by name'),
  }),
  problems: [notFound],
})

const handOffId = z.object({ id: Id })
const ended = [notFound, problem.handOffNotOpen]

export const acknowledgeHandOff = route({
  method: 'POST',
  path: '/api/desk/hand-offs/{id}/acknowledgement',
  summary: 'Say that the asked team has seen the question',
  params: handOffId,
  answer: Ticket,
  problems: ended,
})

export const answerHandOff = route({
  method: 'POST',
  path: '/api/desk/hand-offs/{id}/answer',
  summary: 'Answer; the ticket returns to support by itself',
  params: handOffId,
  body: Answer,
  answer: Ticket,
  problems: [...ended, problem.mayNotAnswerCustomer],
})

export const askBack = route({
  method: 'POST',
  path: '/api/desk/hand-offs/{id}/question-back',
  summary: 'Ask support back; the clock of the team stands still until it replies',
  params: handOffId,
  body: z.object({ text: Question }),
  answer: Ticket,
  problems: ended,
})

export const replyToHandOff = route({
  method: 'POST',
  path: '/api/desk/hand-offs/{id}/replies',
  summary: 'Reply to what the team asked back; its clock runs on',
  params: handOffId,
  body: z.object({ text: Word }),
  answer: Ticket,
  problems: [notFound, problem.nothingAskedBack],
})

export const declineHandOff = route({
  method: 'POST',
  path: '/api/desk/hand-offs/{id}/refusal',
  summary: 'Decline with a reason; the ticket returns to support by itself',
  params: handOffId,
  body: z.object({ reason: Word }),
  answer: Ticket,
  problems: ended,
})

export const passOnHandOff = route({
  method: 'POST',
  path: '/api/desk/hand-offs/{id}/passing-on',
  summary: 'Pass the question on to another team, whose own clocks start; what happened before goes along',
  params: handOffId,
  body: z.object({ ...Whom, reason: Word }),
  answer: Ticket,
  problems: [...ended, problem.teamAlreadyAsked],
})

export const withdrawHandOff = route({
  method: 'POST',
  path: '/api/desk/hand-offs/{id}/withdrawal',
  summary: 'Take the question back',
  params: handOffId,
  answer: Ticket,
  problems: ended,
})

export const goOnFromHandOff = route({
  method: 'POST',
  path: '/api/desk/hand-offs/{id}/return',
  summary: 'Go on from an answer or a refusal; a reply, another question and a resolution do so as well',
  params: handOffId,
  answer: Ticket,
  problems: [notFound, problem.nothingReturned],
})

export const addTeamNote = route({
  method: 'POST',
  path: '/api/desk/hand-offs/{id}/team-notes',
  summary: 'Write a note for the asked team alone',
  params: handOffId,
  body: z.object({ text: Word }),
  answer: Ticket,
  status: 201,
  problems: [notFound],
})

export const finishTodo = route({
  method: 'POST',
  path: '/api/desk/hand-offs/{id}/todo-done',
  summary: 'Say that the team has done what it still had to do',
  params: handOffId,
  answer: Ticket,
  problems: [notFound, problem.nothingToDo],
})

export const listHandOffs = route({
  method: 'GET',
  path: '/api/desk/hand-offs',
  summary: 'The inbox of a team: what it is asked by nearest breach, what it answered, or what it still has to do',
  query: z.object({
    ...pageQuery,
    team: z.string().max(100).describe('Slug'),
    show: z.enum(['open', 'ended', 'todo']).default('open'),
  }),
  answer: pageOf(HandOff.extend({ ticket: TicketSummary })),
})

/** What the link in a notice is about: the question, for whoever was told of it. */
export const AskedByLink = z.object({
  you: PersonRef,
  ticket: z.object({ number: z.number().int(), subject: z.string(), customer: z.string().nullable() }),
  customerSaid: z.string().nullable().describe('What the customer wrote last'),
  handOff: HandOff,
})
export type AskedByLink = z.infer<typeof AskedByLink>

const link = z.object({ token: z.string().min(1).max(500) })

export const getAskedByLink = route({
  method: 'GET',
  path: '/api/desk/asked/{token}',
  summary: 'The question that the signed link of a notice is about, without signing in',
  access: 'open',
  params: link,
  answer: AskedByLink,
  problems: [notFound],
})

export const acknowledgeByLink = route({
  method: 'POST',
  path: '/api/desk/asked/{token}/acknowledgement',
  summary: 'Say by the signed link that the question was seen',
  access: 'open',
  params: link,
  answer: AskedByLink,
  problems: ended,
})

export const answerByLink = route({
  method: 'POST',
  path: '/api/desk/asked/{token}/answer',
  summary: 'Answer by the signed link; the ticket returns to support by itself',
  access: 'open',
  params: link,
  body: Answer,
  answer: AskedByLink,
  problems: [...ended, problem.mayNotAnswerCustomer],
})

export const askBackByLink = route({
  method: 'POST',
  path: '/api/desk/asked/{token}/question-back',
  summary: 'Ask support back by the signed link',
  access: 'open',
  params: link,
  body: z.object({ text: Question }),
  answer: AskedByLink,
  problems: ended,
})

export const declineByLink = route({
  method: 'POST',
  path: '/api/desk/asked/{token}/refusal',
  summary: 'Decline by the signed link, with a reason',
  access: 'open',
  params: link,
  body: z.object({ reason: Word }),
  answer: AskedByLink,
  problems: ended,
})
