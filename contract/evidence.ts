import { z } from 'zod'
import { said } from './said.ts'
import { eventFilter } from './event-filter.ts'
import { Id, Instant, pageOf, pageQuery, WebUrl } from './paging.ts'
import { notFound, problemKind, tooLarge, unavailable } from './problem.ts'
import { route } from './route.ts'

export const evidenceUnavailable = problemKind(
  'evidence-unavailable',
  503,
  'The evidence engine cannot be asked at the moment',
  'Tickets and pages work on. Try again after as many seconds as `Retry-After` says; `detail` names the reason.',
)

/** A short hash of the error message without its parameters; it never changes once shown. */
export const ClassId = z.string().regex(/^[0-9a-f]{16}$/, said`A class id is 16 hexadecimal digits`)

/** Attribute names and values that must all hold, e.g. `{"cdn": "northstar", "feature": "lambda"}`. */
export const SliceWhere = z.record(z.string(), z.string())

export const EventItem = z.object({
  timestamp: Instant,
  kind: z.string(),
  serviceName: z.string(),
  customerId: z.string(),
  site: z.string(),
  method: z.string(),
  path: z.string(),
  statusCode: z.number().int().describe('0 where the event has none'),
  severity: z.string(),
  body: z.string(),
  errorMessage: z.string(),
  classId: z.string().describe('Class of the error message, empty where there is none'),
  requestId: z.string(),
  isError: z.boolean(),
  attributes: z.record(z.string(), z.string()).describe('Everything the event says, by intake name'),
})
export type EventItem = z.infer<typeof EventItem>

export const DeployItem = z.object({
  id: Id,
  service: z.string(),
  version: z.string(),
  startedAt: Instant,
  by: z.string(),
  title: z.string(),
  url: z.string().nullable(),
  hosts: z.number().int().describe('Hosts updated so far'),
  firstHostAt: Instant.nullable(),
  lastHostAt: Instant.nullable(),
  isRollback: z.boolean().describe('The version ran before on this service'),
})
export type DeployItem = z.infer<typeof DeployItem>

export const ErrorClassItem = z.object({
  id: ClassId,
  template: z.string().describe('The message with `<*>` where its parameters were'),
  example: z.string(),
  errors: z.number().int(),
  customers: z.number().int(),
  firstSeenAt: Instant.describe('By anybody, in all evidence that is kept'),
  lastSeenAt: Instant.describe('Within what was asked for'),
})
export type ErrorClassItem = z.infer<typeof ErrorClassItem>

export const ExplainedSlice = z.object({
  where: SliceWhere,
  errors: z.number().int(),
  share: z.number().describe("Share of the class's errors that lie in the slice, 0 to 1"),
  eventShare: z.number().describe('Share of all events that lie in the slice, 0 to 1'),
  score: z.number().describe('Log likelihood ratio; higher explains more'),
})
export type ExplainedSlice = z.infer<typeof ExplainedSlice>

export const BlamedDeploy = z.object({
  id: Id,
  service: z.string(),
  version: z.string(),
  title: z.string(),
  by: z.string(),
  startedAt: Instant,
  hosts: z.object({
    updated: z.number().int(),
    total: z.number().int().describe('Hosts that served requests in the time looked at, and those updated'),
  }),
  evidence: z.object({
    hosts: z.array(
      z.object({
        host: z.string(),
        updatedAt: Instant.nullable(),
        firstErrorAt: Instant,
        errors: z.number().int(),
      }),
    ),
    errorsOnUpdatedHosts: z.number().int(),
    errorsElsewhere: z.number().int(),
    chance: z.number().describe('How often chance alone fits as well as this roll-out, 0 to 1'),
    sentence: z.string().describe('What was computed, in words'),
  }),
})
export type BlamedDeploy = z.infer<typeof BlamedDeploy>

export const CustomerCounts = z.object({
  seen: z.number().int().describe('Customers with at least one such error'),
  exposed: z
    .number()
    .int()
    .describe(
      'Customers with events in the first slice, or with any where none is found; on updated hosts where a deploy is blamed',
    ),
  estimated: z.number().int().describe('Chao1 lower bound of all that are hit so far, from `seen` to `exposed`'),
})
export type CustomerCounts = z.infer<typeof CustomerCounts>

export const Explanation = z.object({
  class: z.object({ id: ClassId, template: z.string(), example: z.string() }),
  from: Instant,
  to: Instant,
  firstSeenAt: Instant,
  lastSeenAt: Instant,
  isNew: z
    .boolean()
    .describe('Never seen before `from` in all evidence that is kept, which reaches back far enough to say so'),
  isOlderThanHistory: z.boolean().describe('It was there as soon as the evidence began: nobody knows since when'),
  historySince: Instant.nullable().describe('How far the evidence reaches back'),
  errors: z.number().int(),
  ratePerMinute: z.number().describe('Errors per minute between the first and the last one'),
  trafficShare: z.number().describe('Errors of this class as a share of all events, 0 to 1'),
  sites: z.number().int(),
  slices: z
    .array(ExplainedSlice)
    .describe('Those that hold most of the errors, the best first; empty: no slice explains it'),
  partialSlices: z.array(ExplainedSlice).describe('What stands out beyond chance, and yet holds the lesser part'),
  series: z.object({
    stepSeconds: z.number().int(),
    points: z.array(
      z.object({
        at: Instant,
        errors: z.number().int(),
        rollOutShare: z.number().nullable().describe("Share of the blamed deploy's hosts that were updated by then"),
      }),
    ),
  }),
  deploy: BlamedDeploy.nullable(),
  othersConsidered: z.array(
    z.object({
      id: Id,
      service: z.string(),
      version: z.string(),
      title: z.string(),
      startedAt: Instant,
      score: z.number(),
    }),
  ),
  customers: CustomerCounts,
  customerList: z
    .array(z.object({ customerId: z.string(), errors: z.number().int(), firstSeenAt: Instant }))
    .describe('The 200 with most errors'),
})
export type Explanation = z.infer<typeof Explanation>

const ndjson = 'application/x-ndjson'

export const RefusedLine = z.object({
  line: z.number().int().describe('From 1'),
  pointer: z.string().describe('JSON pointer within the event, empty for the line as a whole'),
  detail: z.string(),
})

export const NotUnderstood = z
  .object({
    service: z.number().int().describe('Without a service'),
    instant: z.number().int().describe('Without an instant; they got the time of receipt'),
    status: z.number().int().describe('With neither a status, a severity nor an error message'),
  })
  .describe('Accepted events that lack something under every name that is known')

export const RejectedLine = RefusedLine.extend({
  id: Id,
  sourceName: z.string().describe('The token or the person that sent it'),
  receivedAt: Instant,
  text: z.string().describe('The line, cut to 4 KB'),
})
export type RejectedLine = z.infer<typeof RejectedLine>

export const IntakeSource = z.object({
  name: z.string(),
  lastAt: Instant,
  accepted: z.number().int(),
  corrected: z.number().int(),
  refused: z.number().int(),
  notUnderstood: NotUnderstood,
})
export type IntakeSource = z.infer<typeof IntakeSource>

export const acceptEvents = route({
  method: 'POST',
  path: '/api/evidence/events',
  summary: 'Send events: one JSON object a line, plain or gzip',
  streamed: {
    contentType: ndjson,
    description:
      'Each line is one event, e.g. {"timestamp":"2026-11-20T16:00:00.000Z","kind":"request","service.name":"revproxy",' +
      '"customer.id":"acme","http.response.status_code":502,"error.message":"..."}. Unknown names are kept and can be ' +
      'searched; the names of OpenTelemetry, ECS, pino, winston, bunyan, slog, zap, nginx and others are understood. ' +
      'Good lines are kept whatever is beside them. Where no line is right: `errors[].pointer` "/12" is line 12.',
  },
  answer: z.object({
    accepted: z.number().int(),
    corrected: z.number().int().describe('Events from the future that got the time of receipt'),
    refused: z
      .array(RefusedLine)
      .describe('The first 100 lines that were not kept; sending them again changes nothing'),
    refusedCount: z.number().int(),
    notUnderstood: NotUnderstood,
  }),
  status: 202,
  problems: [tooLarge, unavailable],
})

export const listRejections = route({
  method: 'GET',
  path: '/api/evidence/rejections',
  summary: 'Lines that were refused, the newest first, and what each source sent in the last 7 days',
  query: z.object(pageQuery),
  answer: pageOf(RejectedLine).extend({ sources: z.array(IntakeSource) }),
})

export const recordDeploy = route({
  method: 'POST',
  path: '/api/evidence/deploys',
  summary: 'Say that a deploy has begun; again the same answers the same',
  body: z.object({
    service: z.string().min(1).max(200),
    version: z.string().min(1).max(200),
    startedAt: Instant,
    by: z.string().min(1).max(200),
    title: z.string().min(1).max(500),
    url: WebUrl.optional(),
  }),
  answer: z.object({
    id: Id,
    corrected: z
      .object({ reported: Instant, startedAt: Instant })
      .nullable()
      .describe('Where `startedAt` lay ahead of our clock: what was said, and what is kept'),
  }),
  status: 201,
})

export const recordRollOut = route({
  method: 'POST',
  path: '/api/evidence/deploys/{id}/hosts',
  summary: 'Say which hosts run the deploy since when',
  params: z.object({ id: Id }),
  streamed: {
    contentType: ndjson,
    description:
      'Each line: {"host": "pop3-h1", "at": "2026-11-20T16:02:11.000Z"}. Good lines are kept whatever is beside them.',
  },
  answer: z.object({
    accepted: z.number().int().describe('Hosts'),
    corrected: z.number().int().describe('Hosts whose clock is ahead; they got the time of receipt'),
    refused: z.array(RefusedLine).describe('The first 100 lines that were not kept'),
    refusedCount: z.number().int(),
  }),
  status: 202,
  problems: [notFound, tooLarge],
})

export const listDeploys = route({
  method: 'GET',
  path: '/api/evidence/deploys',
  summary: 'Deploys, the latest first',
  query: z.object({
    from: Instant.optional(),
    to: Instant.optional(),
    service: z.string().max(200).optional(),
    ...pageQuery,
  }),
  answer: pageOf(DeployItem),
})

export const getRollOut = route({
  method: 'GET',
  path: '/api/evidence/deploys/{id}/hosts',
  summary: 'The hosts of a deploy, the earliest first',
  params: z.object({ id: Id }),
  query: z.object(pageQuery),
  answer: pageOf(z.object({ host: z.string(), at: Instant })).extend({ deploy: DeployItem }),
  problems: [notFound],
})

export const listEvents = route({
  method: 'GET',
  path: '/api/evidence/events',
  summary: 'Events that match, the newest first',
  query: z.object({ ...eventFilter, ...pageQuery }),
  answer: pageOf(EventItem),
  problems: [evidenceUnavailable],
})

export const getTimeline = route({
  method: 'GET',
  path: '/api/evidence/timeline',
  summary: 'Events and errors over time, with the deploys of that time',
  query: z.object(eventFilter),
  answer: z.object({
    from: Instant,
    to: Instant,
    stepSeconds: z.number().int(),
    historySince: Instant.nullable().describe('Of all evidence: what was before nobody knows'),
    points: z
      .array(z.object({ at: Instant, events: z.number().int(), errors: z.number().int() }))
      .describe('The first and the last step may reach beyond the time asked for: they are not whole'),
    deploys: z.array(DeployItem),
  }),
  problems: [evidenceUnavailable],
})

export const listAttributeValues = route({
  method: 'GET',
  path: '/api/evidence/attributes',
  summary: 'The most frequent values of each attribute',
  query: z.object(eventFilter),
  answer: z.object({
    countedEvery: z.number().int().describe('1 where all events were counted, n where every n-th one stands for n'),
    attributes: z.array(
      z.object({
        attribute: z.string(),
        values: z.array(z.object({ value: z.string(), events: z.number().int(), errors: z.number().int() })),
      }),
    ),
  }),
  problems: [evidenceUnavailable],
})

export const listErrorClasses = route({
  method: 'GET',
  path: '/api/evidence/classes',
  summary: 'Classes of errors, the most frequent first (at most 200)',
  query: z.object(eventFilter),
  answer: z.object({ items: z.array(ErrorClassItem) }),
  problems: [evidenceUnavailable],
})

export const listUnusualErrors = route({
  method: 'GET',
  path: '/api/evidence/unusual-errors',
  summary: 'Classes of errors that are more frequent than before, for as many good events, the most frequent first',
  query: z.object(eventFilter),
  answer: z.object({
    before: z
      .object({ from: Instant, to: Instant })
      .describe('What is compared with: as long before, at least a day, as far as there is evidence'),
    isJudged: z
      .boolean()
      .describe('False: too few events without an error from before to say of the other classes that they are usual'),
    items: z.array(
      z.object({
        id: ClassId,
        errors: z.number().int(),
        errorsBefore: z.number().int(),
        since: Instant.describe('The first one of the time asked for'),
      }),
    ),
  }),
  problems: [evidenceUnavailable],
})

export const explainClass = route({
  method: 'GET',
  path: '/api/evidence/classes/{id}/explanation',
  summary: 'What accounts for a class of errors: the slice, the deploy, the customers',
  params: z.object({ id: ClassId }),
  query: z.object({ from: eventFilter.from, to: eventFilter.to }),
  answer: Explanation,
  problems: [notFound, evidenceUnavailable],
})
