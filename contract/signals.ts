import { z } from 'zod'
import { BlamedDeploy, ClassId, CustomerCounts, SliceWhere } from './evidence.ts'
import { Id, Instant, pageOf, pageQuery } from './paging.ts'
import { notFound } from './problem.ts'
import { route } from './route.ts'

/** page: a deploy explains it, wake somebody. notice: many customers, nothing explains it yet. */
export const SignalLevel = z.enum(['page', 'notice'])
export type SignalLevel = z.infer<typeof SignalLevel>

export const Signal = z.object({
  id: Id,
  detector: z.string().describe('What noticed it: new-class for a class of failures never seen before'),
  subject: z
    .string()
    .describe('What it is about, for new-class the id of the class; a detector has one open signal about it at most'),
  level: SignalLevel,
  detectedAt: Instant,
  firstSeenAt: Instant.describe('First error of the class in all evidence that is kept'),
  lastSeenAt: Instant,
  class: z.object({ id: ClassId, template: z.string(), example: z.string() }),
  slices: z.array(z.object({ where: SliceWhere })).describe('The best first'),
  deploy: BlamedDeploy.pick({
    id: true,
    service: true,
    version: true,
    title: true,
    by: true,
    startedAt: true,
  }).nullable(),
  customers: CustomerCounts,
  errors: z.number().int(),
  recoveredAt: Instant.nullable().describe('No such error for 15 minutes while traffic flowed on'),
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
