import { z } from 'zod'
import { AfterCare } from './after-care-shape.ts'
import { Id, Instant } from './paging.ts'
import { notFound } from './problem.ts'
import { route } from './route.ts'

/** What a text says until somebody writes their own. */
export const firstTexts = {
  quiet:
    'Hello {name},\n\nwe have not heard from you about "{subject}" and hope that it is solved. If it is not, just answer this mail, or say so here:\n\n{link}\n\nIf we do not hear from you we close ticket {number}. Any word from you opens it again.\n',
  satisfaction:
    'Hello {name},\n\nticket {number}, "{subject}", is closed. Was our answer good? One click is enough:\n\nYes: {link}?answer=good\nNo: {link}?answer=bad\n',
} as const

export const getAfterCare = route({
  method: 'GET',
  path: '/api/desk/after-care',
  summary: 'What happens by itself after an answer and after the end of a ticket',
  answer: AfterCare,
})

export const setAfterCare = route({
  method: 'PUT',
  path: '/api/desk/after-care',
  summary: 'Set what happens by itself after an answer and after the end of a ticket',
  body: AfterCare,
  answer: AfterCare,
})

export const CustomerAnswer = z.enum(['good', 'bad', 'solved', 'not-solved'])
export type CustomerAnswer = z.infer<typeof CustomerAnswer>

/** What a link in a mail asks its reader, and where their ticket stands. */
export const CustomerAsk = z.object({
  kind: z.enum(['receipt', 'quiet', 'satisfaction']),
  organisation: z.string(),
  number: z.number().int(),
  subject: z.string(),
  isOpen: z.boolean().describe('Whether the ticket is open now'),
  turn: z
    .enum(['us', 'you', 'nobody'])
    .describe('Whose turn it is: an open hand-off is ours, a ticket that ended nobody’s'),
  hearBy: Instant.nullable().describe('Until when they were promised to hear from us'),
  works: z
    .array(
      z.object({
        team: z.string(),
        since: Instant,
        answerBy: Instant.nullable().describe('When it owes support its answer; null while its clock is paused'),
      }),
    )
    .describe('Teams that were asked and have not answered: those that customers are shown, in no private question'),
  answer: CustomerAnswer.nullable().describe('What they said last'),
  comment: z.string().nullable(),
})
export type CustomerAsk = z.infer<typeof CustomerAsk>

/** Teams of which customers are told that they work on their ticket. */
export const ShownTeams = z.object({ teamIds: z.array(Id) })
export type ShownTeams = z.infer<typeof ShownTeams>

export const getShownTeams = route({
  method: 'GET',
  path: '/api/desk/shown-teams',
  summary: 'The teams of which customers are told that they work on their ticket',
  answer: ShownTeams,
})

export const showTeam = route({
  method: 'PUT',
  path: '/api/desk/shown-teams/{id}',
  summary: 'Tell customers, or tell them no more, that this team works on their ticket and when it answers',
  params: z.object({ id: Id }),
  body: z.object({ isShown: z.boolean() }),
  answer: ShownTeams,
  problems: [notFound],
})

const link = z.object({ token: z.string().min(1).max(500) })

export const getCustomerAsk = route({
  method: 'GET',
  path: '/api/desk/customer-asks/{token}',
  summary: 'What the signed link in a mail asks its reader',
  access: 'open',
  params: link,
  answer: CustomerAsk,
  problems: [notFound],
})

export const answerCustomerAsk = route({
  method: 'POST',
  path: '/api/desk/customer-asks/{token}/answer',
  summary: 'Answer by the signed link in a mail; said again, the last word counts and every one is kept',
  access: 'open',
  params: link,
  body: z.object({ answer: CustomerAnswer, comment: z.string().trim().max(5000).default('') }),
  answer: CustomerAsk,
  problems: [notFound],
})
