import { z } from 'zod'
import { PageUrgency } from './pager-pages.ts'
import { Id } from './paging.ts'
import { notFound } from './problem.ts'
import { route } from './route.ts'
import { said } from './said.ts'
import { TeamRef } from './team-ref.ts'

export const routingFields = ['title', 'body', 'severity', 'key'] as const
export type RoutingField = (typeof routingFields)[number]

export const severities = ['critical', 'error', 'warning', 'info'] as const

const Text = z
  .string()
  .trim()
  .min(1)
  .max(300)
  .overwrite((text) => text.replaceAll('\0', '').toWellFormed())

/** What an alert has to say, without regard to case. */
export const RoutingCondition = z
  .discriminatedUnion('op', [
    z.object({ field: z.enum(routingFields), op: z.enum(['is', 'contains', 'starts-with']), value: Text }),
    z.object({
      field: z.enum(routingFields),
      op: z.literal('in').describe('It is one of these'),
      value: z.array(Text).min(1).max(50),
    }),
  ])
  .superRefine((condition, ctx) => {
    if (condition.field !== 'severity' || condition.op === 'contains' || condition.op === 'starts-with') return
    const words: readonly string[] = typeof condition.value === 'string' ? [condition.value] : condition.value
    const known: readonly string[] = severities
    if (!words.every((word) => known.includes(word.toLowerCase())))
      ctx.addIssue({ code: 'custom', path: ['value'], message: said`A severity is critical, error, warning or info.` })
  })
  .meta({ examples: [{ field: 'title', op: 'contains', value: 'disk' }] })
export type RoutingCondition = z.infer<typeof RoutingCondition>

export const RoutingOutcome = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('page'),
    team: Id.nullable().default(null).describe('null: the team of the source'),
    urgency: PageUrgency.nullable().default(null).describe('null: as the severity says'),
    isGrouped: z
      .boolean()
      .default(false)
      .describe('Its alerts join the page of an earlier one as long as that has not ended'),
  }),
  z.object({ kind: z.literal('quiet').describe('Kept and listed, and pages nobody') }),
])
export type RoutingOutcome = z.infer<typeof RoutingOutcome>

export const RoutingRule = z.object({
  id: Id.optional().describe('Of one that there is; a new one gets its own'),
  name: z.string().trim().min(1).max(80),
  where: z.array(RoutingCondition).max(10).describe('All of them hold; none: every alert'),
  outcome: RoutingOutcome,
})
export type RoutingRule = z.infer<typeof RoutingRule>

const rulesMax = 100
const rules = z.array(RoutingRule).max(rulesMax).describe('In order: the first that fits decides')

const Routing = z.object({ rules: z.array(RoutingRule.extend({ id: Id })) })

const params = z.object({ id: Id })

export const getRouting = route({
  method: 'GET',
  path: '/api/pager/alert-sources/{id}/routing',
  summary: 'What is done with the alerts of a source, by rules of which the first that fits decides',
  params,
  answer: Routing,
  problems: [notFound],
})

export const setRouting = route({
  method: 'PUT',
  path: '/api/pager/alert-sources/{id}/routing',
  summary: 'Set the rules of a source, all of them; what no rule fits pages its team as the severity says',
  params,
  body: z.object({ rules }),
  answer: Routing,
  problems: [notFound],
})

export const triedAlertsMax = 1000

const PagesOfTeam = z.object({ team: TeamRef, high: z.number().int(), low: z.number().int() })

const Pages = z.object({
  pages: z.number().int(),
  ofTeams: z.array(PagesOfTeam).describe('Most first'),
})

const Fitting = z.object({
  alerts: z.number().int().describe('How many it would have decided'),
  titles: z.array(z.string()).describe('The latest of them'),
})

export const tryRouting = route({
  method: 'POST',
  path: '/api/pager/alert-sources/{id}/routing/trial',
  summary: 'What rules would have done with the alerts of the last hours, by what these say now; nothing is done',
  params,
  body: z.object({ rules, hours: z.number().int().min(1).max(168).default(24) }),
  answer: z.object({
    alerts: z.number().int(),
    isCut: z.boolean().describe(`There were more: only the latest ${triedAlertsMax} were looked at`),
    rules: z.array(Fitting).describe('In the order of the rules'),
    byNone: Fitting,
    would: Pages.extend({ quiet: z.number().int().describe('Alerts that would have paged nobody') }),
    were: Pages.extend({ quiet: z.number().int().describe('Alerts that paged nobody') }),
  }),
  problems: [notFound],
})
