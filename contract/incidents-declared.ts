import { z } from 'zod'
import { AffectedCustomer, ReportSummary } from './incidents.ts'
import { Id, Instant, pageOf, pageQuery } from './paging.ts'
import { conflict, notFound, problemKind } from './problem.ts'
import { fileRoute, route } from './route.ts'
import { said } from './said.ts'

export const incidentUndecided = problemKind(
  'incident-undecided',
  422,
  'Nobody has decided what customers read about this incident',
  'Decide to publish it, to tell those who are hit one by one, or nothing, with the reason; then close it.',
)
export const partElsewhere = problemKind(
  'part-elsewhere',
  409,
  'This is part of another incident already',
  'Open that one, and merge the two where they are the same.',
)

const PersonRef = z.object({ id: Id, name: z.string() })

/** sev1: many are hit, or several VIPs; sev2: a VIP or some; sev3: few or nobody known. */
export const severities = ['sev1', 'sev2', 'sev3'] as const
export const Severity = z.enum(severities)
export type Severity = z.infer<typeof Severity>

/** commander: decides; scribe: keeps the time line; liaison: speaks with customers, support unless said otherwise. */
export const incidentRoles = ['commander', 'scribe', 'liaison'] as const
export const IncidentRole = z.enum(incidentRoles)
export type IncidentRole = z.infer<typeof IncidentRole>

/** What an incident is made of. */
export const partKinds = ['report', 'signal', 'ticket', 'page'] as const
export const IncidentPart = z.object({ kind: z.enum(partKinds), id: Id })
export type IncidentPart = z.infer<typeof IncidentPart>

/** publish: on the status page; individual: whoever is hit hears one by one; nothing: nobody is told. */
export const decisions = ['publish', 'individual', 'nothing'] as const
export type Decision = (typeof decisions)[number]

/** How far an incident is, in this order. */
export const incidentSteps = ['found', 'paged', 'mending', 'zero', 'told', 'closed'] as const
export type IncidentStep = (typeof incidentSteps)[number]

export const IncidentSummary = z.object({
  id: Id,
  number: z.number().int(),
  title: z.string(),
  severity: Severity,
  step: z.enum(incidentSteps).describe('The furthest that was reached; one on the way may be passed over'),
  declaredAt: Instant,
  beganAt: Instant.nullable().describe('First faulty request that is known'),
  closedAt: Instant.nullable(),
  mergedInto: z.object({ id: Id, number: z.number().int() }).nullable(),
  customers: z.number().int().describe('Hit, as far as is known'),
  tickets: z.number().int(),
  declaredBy: PersonRef.nullable().describe('null: a program in its own name'),
  liaison: PersonRef.nullable().describe('Who speaks with customers'),
  wordDueAt: Instant.nullable().describe(
    'When whoever wrote in hears next, by promise or by policy; null: nobody waits',
  ),
})
export type IncidentSummary = z.infer<typeof IncidentSummary>

const IncidentLine = z.object({
  id: Id,
  at: Instant,
  who: z.string(),
  what: z.string(),
  path: z.string().nullable().describe('Where it can be seen'),
  isByPerson: z.boolean().describe('Written by somebody; others come by themselves'),
  corrected: z
    .object({ by: PersonRef, what: z.string(), at: Instant })
    .nullable()
    .describe('Who corrected it last, and what it said before anybody did'),
  isLeftOut: z.boolean().describe('Somebody said that it does not belong here'),
  comments: z.array(z.object({ id: Id, by: PersonRef, at: Instant, text: z.string() })),
})
export type IncidentLine = z.infer<typeof IncidentLine>

/** What is to be done next; null where nothing is. */
const NextAct = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('draft') }),
  z.object({ kind: z.literal('hand-off'), reportId: Id, number: z.number().int() }),
  z.object({ kind: z.literal('answer-page'), pageId: Id }),
  z.object({ kind: z.literal('watch'), reportId: Id.nullable() }),
  z.object({ kind: z.literal('tell'), reportId: Id, number: z.number().int(), tickets: z.number().int() }),
  z.object({ kind: z.literal('decide') }),
  z.object({ kind: z.literal('close') }),
])
export type NextAct = z.infer<typeof NextAct>

export const Incident = IncidentSummary.extend({
  severityChosen: z.object({ by: PersonRef, reason: z.string() }).nullable().describe('null: by the rule'),
  severityByRule: Severity,
  steps: z.array(z.object({ step: z.enum(incidentSteps), isReached: z.boolean(), at: Instant.nullable() })),
  next: NextAct.nullable(),
  roles: z.array(z.object({ role: IncidentRole, person: PersonRef, since: Instant })),
  proposed: z
    .array(z.object({ role: IncidentRole, person: PersonRef }))
    .describe('Who is on for it now, of the roles that nobody has'),
  decision: z
    .object({ kind: z.enum(decisions), reason: z.string(), by: PersonRef, at: Instant })
    .nullable()
    .describe('What customers read'),
  parts: z
    .array(IncidentPart)
    .describe('What it is made of; tickets and pages may stand below that came with a report'),
  decisionByPolicy: z.enum(decisions).describe('What is proposed'),
  reports: z.array(ReportSummary),
  signals: z.array(z.object({ id: Id, title: z.string(), detectedAt: Instant, recoveredAt: Instant.nullable() })),
  ticketList: z.array(
    z.object({ id: Id, number: z.number().int(), subject: z.string(), customerName: z.string().nullable() }),
  ),
  pages: z.array(
    z.object({
      id: Id,
      title: z.string(),
      state: z.enum(['open', 'acknowledged', 'resolved']),
      team: z.string().nullable(),
      at: Instant,
    }),
  ),
  hit: z.array(AffectedCustomer).describe('Of all reports; who is hit by several with the sum of their errors'),
  detections: z
    .array(
      z.object({
        by: z.enum(['signal', 'ticket', 'page', 'declaration']),
        at: Instant,
        delaySeconds: z.number().int().describe('Since the first faulty request that is known; below zero: before it'),
      }),
    )
    .describe('The first of each, the one that noticed first before the others'),
  lines: z.array(IncidentLine).describe('In the order in which it happened'),
})
export type Incident = z.infer<typeof Incident>

const minutes = z.number().int().min(1).max(1440)
/** How soon whoever waits hears first, how often then, and what customers read unless somebody decides otherwise. */
export const IncidentPolicy = z.object({
  severity: Severity,
  firstMinutes: minutes.describe('From the declaration to the first word'),
  thenMinutes: minutes.describe('From one word to the next, where none was promised sooner or later'),
  decision: z.enum(decisions).describe('What is proposed'),
})
export type IncidentPolicy = z.infer<typeof IncidentPolicy>

export const listIncidentPolicies = route({
  method: 'GET',
  path: '/api/incidents/policies',
  summary: 'What is due to whoever waits, by how severe an incident is',
  answer: z.object({ items: z.array(IncidentPolicy) }),
})

export const setIncidentPolicy = route({
  method: 'PUT',
  path: '/api/incidents/policies/{severity}',
  summary: 'Say how soon and how often whoever waits hears, and what customers read by default',
  params: z.object({ severity: Severity }),
  body: IncidentPolicy.omit({ severity: true }),
  answer: IncidentPolicy,
})

const incidentId = z.object({ id: Id })
const Reason = z
  .string()
  .trim()
  .min(1, said`Say why: whoever comes later has to understand it.`)
  .max(2000)
const Title = z
  .string()
  .trim()
  .min(3, said`Name what is broken in one line.`)
  .max(300)

export const listIncidents = route({
  method: 'GET',
  path: '/api/incidents',
  summary: 'Incidents, those that are not closed first, then the newest',
  query: z.object({
    ...pageQuery,
    open: z.union([z.boolean(), z.stringbool()]).optional(),
    part: Id.optional().describe('Only that of which this report, signal, ticket or page is a part'),
  }),
  answer: pageOf(IncidentSummary),
})

/** So many parts of incidents that go on are told, of the newest first. */
export const listedPartsMax = 2000

export const listIncidentParts = route({
  method: 'GET',
  path: '/api/incidents/parts',
  summary: 'What belongs to an incident that is not closed, for lists that show it',
  answer: z.object({
    items: z.array(IncidentPart.extend({ incident: z.object({ id: Id, number: z.number().int() }) })),
  }),
})

export const declareIncident = route({
  method: 'POST',
  path: '/api/incidents',
  summary: 'Declare an incident, of what was found so far or by hand; what is part of an open one leads there',
  body: z.object({
    title: z.string().trim().max(300).default('').describe('Empty: that of its first part'),
    parts: z.array(IncidentPart).max(50).default([]),
  }),
  answer: Incident,
  status: 201,
  problems: [notFound, partElsewhere],
})

export const getIncident = route({
  method: 'GET',
  path: '/api/incidents/{id}',
  summary: 'One incident with everything that hangs on it',
  params: incidentId,
  answer: Incident,
  problems: [notFound],
})

export const exportIncident = fileRoute({
  path: '/api/incidents/{id}/export.md',
  summary: 'One incident as Markdown: its facts, how late it was noticed, its time line, as people wrote it',
  params: incidentId,
  file: { contentTypes: ['application/octet-stream'], description: 'Markdown in UTF-8, to be saved' },
  problems: [notFound],
})

export const changeIncident = route({
  method: 'PATCH',
  path: '/api/incidents/{id}',
  summary: 'Name an incident, or say when it began',
  params: incidentId,
  body: z.object({ title: Title.optional(), beganAt: Instant.nullable().optional() }),
  answer: Incident,
  problems: [notFound, conflict],
})

export const chooseSeverity = route({
  method: 'PUT',
  path: '/api/incidents/{id}/severity',
  summary: 'Choose how severe an incident is, with the reason; without one the rule judges again',
  params: incidentId,
  body: z.object({ chosen: z.object({ severity: Severity, reason: Reason }).nullable() }),
  answer: Incident,
  problems: [notFound, conflict],
})

export const giveRole = route({
  method: 'PUT',
  path: '/api/incidents/{id}/roles/{role}',
  summary: 'Give a role to somebody, or take it from whoever has it',
  params: z.object({ id: Id, role: IncidentRole }),
  body: z.object({ person: Id.nullable() }),
  answer: Incident,
  problems: [notFound, conflict],
})

export const decideOnIncident = route({
  method: 'PUT',
  path: '/api/incidents/{id}/decision',
  summary: 'Decide what customers read about an incident, with the reason',
  params: incidentId,
  body: z.object({ kind: z.enum(decisions), reason: Reason }),
  answer: Incident,
  problems: [notFound, conflict],
})

export const addIncidentPart = route({
  method: 'POST',
  path: '/api/incidents/{id}/parts',
  summary: 'Add a report, a signal, a ticket or a page to an incident',
  params: incidentId,
  body: IncidentPart,
  answer: Incident,
  problems: [notFound, conflict, partElsewhere],
})

export const splitIncident = route({
  method: 'POST',
  path: '/api/incidents/{id}/split',
  summary: 'Make another incident of some parts, which take their lines with them',
  params: incidentId,
  body: z.object({ title: Title, parts: z.array(IncidentPart).min(1).max(50) }),
  answer: Incident.describe('The new one'),
  status: 201,
  problems: [notFound, conflict],
})

export const mergeIncident = route({
  method: 'POST',
  path: '/api/incidents/{id}/merge',
  summary: 'Merge an incident into another, which gets its parts and its lines',
  params: incidentId,
  body: z.object({ into: Id }),
  answer: Incident.describe('The one in which it goes on'),
  problems: [notFound, conflict],
})

export const closeIncident = route({
  method: 'POST',
  path: '/api/incidents/{id}/close',
  summary: 'Close an incident of which somebody decided what customers read',
  params: incidentId,
  answer: Incident,
  problems: [notFound, conflict, incidentUndecided],
})

export const reopenIncident = route({
  method: 'POST',
  path: '/api/incidents/{id}/reopen',
  summary: 'Open a closed incident again, with the reason',
  params: incidentId,
  body: z.object({ reason: Reason }),
  answer: Incident,
  problems: [notFound, conflict],
})

const lineOf = z.object({ id: Id, line: Id })

export const addIncidentLine = route({
  method: 'POST',
  path: '/api/incidents/{id}/lines',
  summary: 'Write down what happened, now or before',
  params: incidentId,
  body: z.object({
    what: z.string().trim().min(1).max(2000),
    at: Instant.nullable().default(null).describe('null: now'),
  }),
  answer: Incident,
  status: 201,
  problems: [notFound],
})

export const correctIncidentLine = route({
  method: 'PATCH',
  path: '/api/incidents/{id}/lines/{line}',
  summary: 'Correct a line of the time line, or leave it out; what it said is kept',
  params: lineOf,
  body: z.object({
    what: z.string().trim().min(1).max(2000).optional(),
    at: Instant.optional(),
    isLeftOut: z.boolean().optional(),
  }),
  answer: Incident,
  problems: [notFound],
})

export const commentOnLine = route({
  method: 'POST',
  path: '/api/incidents/{id}/lines/{line}/comments',
  summary: 'Say something about a line of the time line',
  params: lineOf,
  body: z.object({ text: z.string().trim().min(1).max(2000) }),
  answer: Incident,
  status: 201,
  problems: [notFound],
})
