import { z } from 'zod'
import { Id, Instant, pageOf, pageQuery } from './paging.ts'
import { conflict, notFound, problemKind } from './problem.ts'
import { route } from './route.ts'
import { said } from './said.ts'
import { TeamRef } from './team-ref.ts'

const PersonRef = z.object({ id: Id, name: z.string() })

export const notFree = problemKind(
  'not-free',
  409,
  'Whoever takes it is not free then',
  'Leave it to somebody else, or send `anyway: true`.',
)

const isWholeMinute = (text: string): boolean => Date.parse(text) % 60_000 === 0

const WholeMinute = Instant.refine(isWholeMinute, said`Shifts begin and end on whole minutes.`)

const endsLater = {
  error: said`It ends later than it begins.`,
  path: ['endsAt'],
}

const isInOrder = ({ startsAt, endsAt }: { startsAt: string; endsAt: string }): boolean =>
  Date.parse(startsAt) < Date.parse(endsAt)

const SwapSpan = z.strictObject({ startsAt: WholeMinute, endsAt: WholeMinute }).refine(isInOrder, endsLater)

export const SwapState = z.enum(['open', 'taken', 'declined', 'withdrawn', 'past-due'])
export type SwapState = z.infer<typeof SwapState>

/** Somebody asks for cover of a shift, or of a part of one. Until somebody takes it, it stays theirs. */
export const Swap = z.object({
  id: Id,
  rota: z.object({ id: Id, name: z.string(), team: TeamRef }),
  person: PersonRef.describe('Whose shift it is'),
  startsAt: Instant,
  endsAt: Instant,
  inReturn: z
    .object({ startsAt: Instant, endsAt: Instant })
    .nullable()
    .describe('What of theirs the asker takes from whoever is asked'),
  to: PersonRef.nullable().describe('Who is asked; null: whoever is on the rota or on its team'),
  note: z.string(),
  state: SwapState,
  isTheirs: z
    .boolean()
    .describe('Whether what is asked for, and what is offered, still is whose it was: else nobody can take it'),
  askedAt: Instant,
  endedAt: Instant.nullable(),
  takenBy: PersonRef.nullable(),
  may: z
    .object({ take: z.boolean(), decline: z.boolean(), withdraw: z.boolean() })
    .describe('What whoever asks may do with it'),
})
export type Swap = z.infer<typeof Swap>

const swapId = z.object({ id: Id })

export const listSwaps = route({
  method: 'GET',
  path: '/api/pager/swaps',
  summary: 'Shifts for which somebody asks for cover, in the order in which they begin',
  query: z.object({
    state: SwapState.optional(),
    rota: Id.optional(),
    ...pageQuery,
  }),
  answer: pageOf(Swap),
})

export const askForCover = route({
  method: 'POST',
  path: '/api/pager/swaps',
  summary: 'Ask for cover of a shift of yours, or of a part of it; whoever changes rotas asks for others as well',
  body: z
    .object({
      rota: Id,
      startsAt: WholeMinute,
      endsAt: WholeMinute,
      to: Id.optional().describe('Who is asked; without it whoever is on the rota or on its team'),
      inReturn: SwapSpan.optional().describe('What of theirs is taken in return; only with `to`'),
      note: z.string().trim().max(500).default(''),
    })
    .refine(isInOrder, endsLater)
    .meta({
      examples: [
        {
          rota: '6fd7e3b6-9d2e-4b6a-8f4a-6e7a8c9d0e1f',
          startsAt: '2030-01-05T08:00:00Z',
          endsAt: '2030-01-05T20:00:00Z',
        },
      ],
    }),
  answer: Swap,
  status: 201,
  problems: [notFound, conflict],
})

export const takeSwap = route({
  method: 'POST',
  path: '/api/pager/swaps/{id}/taking',
  summary: 'Take a shift for which somebody asks for cover: you are on then, and they are on in return for you',
  params: swapId,
  body: z.object({
    anyway: z.boolean().default(false).describe('Though you are away then, or on call elsewhere'),
  }),
  answer: Swap,
  problems: [notFound, conflict, notFree],
})

export const declineSwap = route({
  method: 'POST',
  path: '/api/pager/swaps/{id}/declining',
  summary: 'Say no, as the one who is asked for cover',
  params: swapId,
  answer: Swap,
  problems: [notFound, conflict],
})

export const withdrawSwap = route({
  method: 'POST',
  path: '/api/pager/swaps/{id}/withdrawal',
  summary: 'Ask for cover no longer: the shift stays yours',
  params: swapId,
  answer: Swap,
  problems: [notFound, conflict],
})
