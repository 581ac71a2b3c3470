import { z } from 'zod'
import { Id } from './paging.ts'
import { notFound } from './problem.ts'
import { route } from './route.ts'
import { said } from './said.ts'
import { TeamRef } from './team-ref.ts'

const PersonRef = z.object({ id: Id, name: z.string() })
const OfTeam = Id.nullable().describe('null: the team of the page')

/** People and who is on call, never another policy: a policy cannot point at itself. */
const PagingTarget = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('on-call'), team: OfTeam }),
  z.strictObject({ kind: z.literal('rota'), rota: Id }),
  z.strictObject({ kind: z.literal('team'), team: OfTeam }),
  z.strictObject({ kind: z.literal('person'), person: Id }),
  z.strictObject({ kind: z.literal('administrators') }),
])

const minutes = z.number().int().min(1).max(1440)

/** How a page goes on while nobody answers. */
export const PagingPolicy = z
  .strictObject({
    steps: z
      .array(
        z.strictObject({
          targets: z
            .array(PagingTarget)
            .min(1, said`Choose whom it notifies.`)
            .max(20),
          minutes: minutes.describe('Until the next step, while nobody answers'),
        }),
      )
      .min(1, said`A policy has a step.`)
      .max(20),
    repeats: z.number().int().min(0).max(20).describe('How often all of it comes again'),
    againMinutes: minutes.describe(
      'When everything was tried, the last step comes again so often, until somebody answers',
    ),
    acknowledgementMinutes: minutes
      .nullable()
      .describe('Whoever acknowledges has to end it in this time, or it begins anew; null: there is no such time'),
  })
  .meta({
    examples: [
      {
        steps: [{ targets: [{ kind: 'on-call', team: null }], minutes: 10 }],
        repeats: 1,
        againMinutes: 15,
        acknowledgementMinutes: null,
      },
    ],
  })
export type PagingPolicy = z.infer<typeof PagingPolicy>

const TeamPolicy = z.object({
  team: TeamRef,
  isStandard: z.boolean().describe('Nobody has set one for this team'),
  policy: PagingPolicy,
  rotas: z.array(PersonRef).describe('The rotas that it names, by their ids'),
  ifItRangNow: z
    .array(z.array(PersonRef))
    .describe('Whom each step would notify now; a step of nobody is passed over at once'),
})
export type TeamPolicy = z.infer<typeof TeamPolicy>

export const listPolicies = route({
  method: 'GET',
  path: '/api/pager/policies',
  summary: 'How the pages of each team go on while nobody answers, and whom they would reach if one rang now',
  answer: z.object({ items: z.array(TeamPolicy) }),
})

export const setPolicy = route({
  method: 'PUT',
  path: '/api/pager/policies/{team}',
  summary: 'Set how the pages of a team go on',
  params: z.object({ team: z.string().max(100).describe('Slug') }),
  body: z.object({ policy: PagingPolicy.nullable().describe('null: the standard') }),
  answer: TeamPolicy,
  problems: [notFound],
})
