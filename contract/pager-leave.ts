import { z } from 'zod'
import { Id, Instant, pageOf, pageQuery } from './paging.ts'
import { conflict, notFound } from './problem.ts'
import { route } from './route.ts'
import { said } from './said.ts'

const PersonRef = z.object({ id: Id, name: z.string() })

const leaveDaysMax = 366

const daysFrom = ({ firstOn, lastOn }: { firstOn: string; lastOn: string }): number =>
  (Date.parse(lastOn) - Date.parse(firstOn)) / 86_400_000 + 1

/** Days on which somebody is away. It takes nobody off call: that is an override, or a swap. */
export const Leave = z.object({
  id: Id,
  person: PersonRef,
  firstOn: z.iso.date(),
  lastOn: z.iso.date().describe('The last day, whole'),
  startsAt: Instant.describe('When the first day begins where the person lives'),
  endsAt: Instant.describe('When the last day ends there'),
  note: z.string().describe('Empty for whoever may not read it: the person and who changes rotas may'),
  isMine: z.boolean().describe('Whether whoever asks may remove it'),
})
export type Leave = z.infer<typeof Leave>

/** A shift of somebody that falls into their leave, as far as it does. */
const ShiftInLeave = z.object({ rota: z.object({ id: Id, name: z.string() }), startsAt: Instant, endsAt: Instant })

export const listLeave = route({
  method: 'GET',
  path: '/api/pager/leave',
  summary: 'Who is away now and later, in the order of the first days',
  query: z.object({ person: Id.optional(), ...pageQuery }),
  answer: pageOf(Leave),
})

export const addLeave = route({
  method: 'POST',
  path: '/api/pager/leave',
  summary: 'Say that you are away; whoever changes rotas says it of others as well. Nobody is taken off call by it',
  body: z
    .object({
      person: Id.optional().describe('Whoever asks, where it is left out'),
      firstOn: z.iso.date(),
      lastOn: z.iso.date(),
      note: z.string().trim().max(200).default(''),
    })
    .refine((leave) => daysFrom(leave) >= 1, { error: said`The last day is not before the first.`, path: ['lastOn'] })
    .refine((leave) => daysFrom(leave) <= leaveDaysMax, {
      error: said`Leave lasts at most ${leaveDaysMax} days.`,
      path: ['lastOn'],
    }),
  answer: Leave.extend({ shifts: z.array(ShiftInLeave).describe('The shifts of theirs that fall into it') }),
  status: 201,
  problems: [notFound, conflict],
})

export const removeLeave = route({
  method: 'DELETE',
  path: '/api/pager/leave/{id}',
  summary: 'Remove leave: they are not away',
  params: z.object({ id: Id }),
  answer: Leave,
  problems: [notFound],
})
