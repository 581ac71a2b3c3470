import { z } from 'zod'
import { AlertTrigger } from './alert-rules.ts'
import { BlamedDeploy, ClassId, CustomerCounts, SliceWhere } from './evidence.ts'
import { Id, Instant, pageOf, pageQuery } from './paging.ts'
import { notFound } from './problem.ts'
import { route } from './route.ts'
import { SignalLevel } from './signal-level.ts'

export * from './alert-rules.ts'
export * from './signal-level.ts'

export const Signal = z.object({
  id: Id,
  detector: z.string().describe('What noticed it: new-class for a class of failures never seen before, alert-rule'),
  subject: z
    .string()
    .describe(
      'What it is about, for new-class the id of the class, for alert-rule that of the rule; a detector has one open signal about it at most',
    ),
  level: SignalLevel,
  detectedAt: Instant,
  firstSeenAt: Instant.describe(
    'First error of the class in all evidence that is kept, or when it began to be as the rule says',
  ),
  lastSeenAt: Instant,
  class: z
    .object({ id: ClassId, template: z.string(), example: z.string() })
    .nullable()
    .describe('null: a rule found it'),
  rule: z
    .object({
      id: Id,
      version: z.number().int(),
      name: z.string(),
      trigger: AlertTrigger,
      peak: z.number().describe('The highest value so far, as in the history of a rule'),
    })
    .nullable()
    .describe('The alert rule that fires, as it was then; null: a class'),
  slices: z.array(z.object({ where: SliceWhere })).describe('The best first'),
  deploy: BlamedDeploy.pick({
    id: true,
    service: true,
    version: true,
    title: true,
    by: true,
    startedAt: true,
  }).nullable(),
  customers: CustomerCounts.nullable().describe('null: a rule found it, which counts no customers'),
  errors: z.number().int().describe('0 for a rule'),
  recoveredAt: Instant.nullable().describe(
    'No such error for 15 minutes while traffic flowed on; or the rule holds no more',
  ),
})
export type Signal = z.infer<typeof Signal>

export const listSignals = route({
  method: 'GET',
  path: '/api/signals',
  summary: 'Detected changes worth a look, the newest first',
  query: z.object({ open: z.union([z.boolean(), z.stringbool()]).optional(), ...pageQuery }),
  answer: pageOf(Signal),
})

export const getSignal = route({
  method: 'GET',
  path: '/api/signals/{id}',
  summary: 'One signal',
  params: z.object({ id: Id }),
  answer: Signal,
  problems: [notFound],
})
