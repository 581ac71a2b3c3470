import { z } from 'zod'
import { Id, Instant } from './paging.ts'
import { badInput, notFound } from './problem.ts'
import { route } from './route.ts'
import { said } from './said.ts'

const Service = z.string().trim().min(1).max(200)

/** What a deploy needs: of so many hours after it, in how many somebody watches customers. */
const DeployRule = z
  .object({
    hours: z.number().int().min(1).max(48),
    watchedHours: z.number().min(0).max(48),
    refuses: z.boolean().describe('false: it warns, and lets the deploy go'),
  })
  .refine(({ hours, watchedHours }) => watchedHours <= hours, {
    error: said`No more hours can be watched than there are.`,
    path: ['watchedHours'],
  })
  .meta({ examples: [{ hours: 8, watchedHours: 6, refuses: true }] })
export type DeployRule = z.infer<typeof DeployRule>

export const DeployWindow = z.object({
  service: z.string(),
  at: Instant,
  verdict: z
    .enum(['open', 'warned', 'closed', 'unknown'])
    .describe('unknown: no rota watches customers, so that nothing says whether anybody would see it'),
  line: z.string().describe('In one line for a person who reads the log of a pipeline'),
  rule: DeployRule,
  watchedHours: z.number().describe('Of the hours that the rule names, in how many somebody watches'),
  watched: z.array(z.object({ hours: z.number().int(), watchedHours: z.number() })),
  coverEndsAt: Instant.nullable().describe(
    'When the last of those who watch now goes; null: nobody watches now, or it does not end within a fortnight',
  ),
  nextEyesAt: Instant.nullable().describe('When the next comes after that'),
  opensAt: Instant.nullable().describe('When as much is watched as the rule asks; null: not within a fortnight'),
  override: z
    .object({ by: z.string(), reason: z.string(), until: Instant })
    .nullable()
    .describe('Somebody lets it go all the same'),
  check: z
    .object({
      name: z.string(),
      status: z.literal('completed'),
      conclusion: z.enum(['success', 'neutral', 'failure']),
      output: z.object({ title: z.string(), summary: z.string() }),
    })
    .describe('The same in the shape of a check run'),
})
export type DeployWindow = z.infer<typeof DeployWindow>

export const getDeployWindow = route({
  method: 'GET',
  path: '/api/pager/deploy-window',
  summary: 'Whether anybody will watch customers in the hours after a deploy, why not, and when the window opens',
  query: z.object({ service: Service, at: Instant.optional().describe('Now, where it is left out') }),
  answer: DeployWindow,
})

export const overrideDeployWindow = route({
  method: 'POST',
  path: '/api/pager/deploy-window/overrides',
  summary: 'Let a service be deployed although nobody watches, for some hours and for a reason that is kept',
  body: z.object({
    service: Service,
    reason: z.string().trim().min(1).max(500),
    by: z.string().trim().min(1).max(200).optional().describe('Who asks for it; a program has to say it'),
    hours: z.number().min(0.25).max(24).default(2),
  }),
  answer: DeployWindow,
  status: 201,
  problems: [badInput],
})

const DeployOverride = z.object({
  id: Id,
  service: z.string(),
  by: z.string(),
  reason: z.string(),
  at: Instant.describe('When it was made'),
  until: Instant,
})
export type DeployOverride = z.infer<typeof DeployOverride>

export const listDeployOverrides = route({
  method: 'GET',
  path: '/api/pager/deploy-window/overrides',
  summary: 'Which services may be deployed now although nobody watches, who said so and why',
  answer: z.object({ items: z.array(DeployOverride).describe('Those that hold, the newest first') }),
})

export const endDeployOverride = route({
  method: 'DELETE',
  path: '/api/pager/deploy-window/overrides/{id}',
  summary: 'Judge deploys of its service again',
  params: z.object({ id: Id }),
  answer: z.object({ service: z.string() }),
  problems: [notFound],
})

const DeployRules = z.object({
  items: z.array(z.object({ service: z.string(), rule: DeployRule })).describe('Services that differ, by name'),
  standard: DeployRule,
})

export const listDeployRules = route({
  method: 'GET',
  path: '/api/pager/deploy-rules',
  summary: 'What deploys need, of all services and of those that differ',
  answer: DeployRules,
})

export const setDeployRule = route({
  method: 'PUT',
  path: '/api/pager/deploy-rules',
  summary: 'Say what deploys need, of one service or of all that have nothing of their own',
  body: z.object({
    service: Service.nullable().describe('null: all'),
    rule: DeployRule.nullable().describe('null: as of all services; of all, as it was delivered'),
  }),
  answer: DeployRules,
  problems: [notFound],
})
