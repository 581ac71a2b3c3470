import { z } from 'zod'
import { Ticket } from './desk-shapes.ts'
import { teamStillAsked, ticketAlreadyResolved, ticketMerged, ticketRemoved, staleReply } from './desk-problems.ts'
import { Id } from './paging.ts'
import { conflict, notFound, problemKind } from './problem.ts'
import { route } from './route.ts'
import { UnsentReply } from './unsent-shape.ts'

export const alreadySent = problemKind(
  'already-sent',
  409,
  'It has gone out, or was taken back',
  'Load the ticket again: if it has gone out it stands there.',
)

export { ThenAct, UnsentReply } from './unsent-shape.ts'

const params = z.object({ id: Id })

export const listUnsent = route({
  method: 'GET',
  path: '/api/desk/unsent-replies',
  summary: 'Your own replies that have not gone out, those that were stopped first',
  answer: z.object({ items: z.array(UnsentReply) }),
})

export const takeBackReply = route({
  method: 'DELETE',
  path: '/api/desk/unsent-replies/{id}',
  summary: 'Take a reply back before it goes out, or put away one that was stopped',
  query: z.object({
    forget: z
      .stringbool()
      .default(false)
      .describe('Nobody goes on with it: its files are gone, too. Else they are yours, to write on with'),
  }),
  params,
  answer: Ticket,
  problems: [notFound, alreadySent],
})

export const sendUnsent = route({
  method: 'POST',
  path: '/api/desk/unsent-replies/{id}/sending',
  summary: 'Send a reply now that was to go out later',
  params,
  answer: Ticket,
  problems: [
    notFound,
    conflict,
    alreadySent,
    ticketMerged,
    ticketRemoved,
    staleReply,
    ticketAlreadyResolved,
    teamStillAsked,
  ],
})
