import { z } from 'zod'
import { ClassId } from './evidence.ts'
import { MailState } from './mail.ts'
import { Id, Instant, pageOf, pageQuery } from './paging.ts'
import { conflict, notFound, problemKind } from './problem.ts'
import { route } from './route.ts'
import { TeamRef } from './team-ref.ts'

export const reportIncomplete = problemKind(
  'report-incomplete',
  422,
  'The report is not ready to page anyone',
  'Fill in what `errors` names: the reader is woken by this and starts from what you write.',
)
export const reportAlreadyHandedOff = problemKind(
  'report-already-handed-off',
  409,
  'This report has already been handed off',
  'Load it again to see to whom and what came of it.',
)
export const alreadyTold = problemKind(
  'already-told',
  409,
  'Everyone on this list was already told',
  'The told ledger of the report shows who was told what and when.',
)
export const reportImported = problemKind(
  'report-imported',
  409,
  'This report came with an import, after it was over',
  'Whom they told then is not known here. Write to a customer in their ticket.',
)

const PersonRef = z.object({ id: Id, name: z.string() })
const TicketRef = z.object({
  id: Id,
  number: z.number().int(),
  subject: z.string(),
  customerName: z.string().nullable(),
  contactName: z.string(),
  contactEmail: z.string(),
  site: z.string().nullable().describe('The site that the customer wrote about'),
})

/** What is still missing before a report may page. */
export const ReportGap = z.object({ pointer: z.string(), detail: z.string() })

export const RollbackRequest = z.object({
  id: Id,
  reportId: Id,
  deployId: z.string(),
  service: z.string(),
  version: z.string(),
  state: z.enum(['asked', 'accepted', 'declined']),
  askedBy: PersonRef,
  askedAt: Instant,
  decidedBy: PersonRef.nullable(),
  decidedAt: Instant.nullable(),
  reason: z.string().nullable(),
})
export type RollbackRequest = z.infer<typeof RollbackRequest>

export const Watch = z.object({
  id: Id,
  state: z.enum(['watching', 'falling', 'at-zero', 'recovered']),
  startedAt: Instant,
  zeroMinutes: z.number().int().describe('Minutes at zero that count as recovered'),
  errorsLastMinute: z.number().int(),
  eventsLastMinute: z.number().int().nullable().describe('Traffic of the slice: silence is not recovery'),
  lastErrorAt: Instant.nullable(),
  zeroSince: Instant.nullable(),
  recoveredAt: Instant.nullable(),
  points: z.array(z.object({ at: Instant, errors: z.number().int() })),
  from: Instant.describe('Of the points'),
  to: Instant,
  stepSeconds: z.number().int().describe('Of the points'),
})
export type Watch = z.infer<typeof Watch>

export const Told = z.object({
  ticketId: Id,
  round: z.number().int().describe('Whoever tells again begins another one, and so does the end of the errors'),
  contactEmail: z.string(),
  customerName: z.string().nullable(),
  at: Instant,
  by: PersonRef,
  text: z.string(),
  nextBy: Instant.nullable().describe('When they were promised to hear again'),
  delivery: MailState,
})

export const AffectedCustomer = z.object({
  customerKey: z.string(),
  customerId: Id.nullable(),
  name: z.string(),
  isVip: z.boolean(),
  errors: z.number().int(),
  firstSeenAt: Instant,
  ticket: TicketRef.nullable().describe('null: has not written in'),
  toldAt: Instant.nullable(),
})

export const ReportText = z.object({
  title: z.string().max(300),
  claim: z.string().max(5000).describe('What is broken, in one or two sentences'),
  reproduction: z.string().max(20_000).describe('Steps that show the fault'),
  frequency: z.string().max(2000).describe('How often, in orders of magnitude'),
  impact: z.string().max(5000).describe('Who and how many are hit, and what they cannot do'),
  ask: z.string().max(5000).describe('What is asked of the team'),
})
export type ReportText = z.infer<typeof ReportText>

const ReportState = z.enum(['draft', 'handed-off', 'rolling-back', 'watching', 'recovered', 'told'])

export const ReportSummary = z.object({
  id: Id,
  number: z.number().int(),
  title: z.string(),
  state: ReportState,
  class: z.object({ id: z.string(), template: z.string() }).nullable(),
  team: TeamRef.nullable(),
  tickets: z.number().int(),
  createdAt: Instant,
  createdBy: PersonRef.nullable(),
})

export const Report = ReportSummary.extend({
  text: ReportText,
  gaps: z.array(ReportGap),
  slices: z.array(z.object({ where: z.record(z.string(), z.string()) })),
  firstSeenAt: Instant.nullable(),
  customers: z.object({ seen: z.number().int(), exposed: z.number().int(), estimated: z.number().int() }).nullable(),
  deploy: z
    .object({
      id: z.string(),
      service: z.string(),
      version: z.string(),
      title: z.string(),
      by: z.string(),
      startedAt: Instant,
    })
    .nullable(),
  ticketList: z.array(TicketRef),
  affected: z.array(AffectedCustomer),
  pageId: Id.nullable(),
  rollback: RollbackRequest.nullable(),
  watch: Watch.nullable(),
  told: z.array(Told),
  telling: z
    .object({
      total: z.number().int(),
      waiting: z.number().int().describe('Still to be told'),
      refused: z.array(z.object({ ticketId: Id, reason: z.string() })),
    })
    .nullable()
    .describe('How far the newest telling is'),
  untold: z.array(Id).describe('Tickets that were not told in this round, nor are being told'),
  round: z.number().int().describe('The round of telling that is under way'),
  imported: z
    .object({ at: Instant, recoveredAt: Instant })
    .nullable()
    .describe('Of a report that was over before it came here: nobody knows who was told, so nobody is told again'),
  promisedBy: Instant.nullable().describe('When those who were told last were promised to hear again; null: not'),
  timeline: z.array(z.object({ at: Instant, who: z.string(), what: z.string() })),
})
export type Report = z.infer<typeof Report>

const reportId = z.object({ id: Id })

export const listReports = route({
  method: 'GET',
  path: '/api/incidents/reports',
  summary: 'Trouble reports, newest first; those on which a ticket is, or by which a customer is hit',
  query: z.object({ ...pageQuery, ticketId: Id.optional(), customerId: Id.optional() }),
  answer: pageOf(ReportSummary),
})

/** So many reports are told apart in a list of tickets, each with so many tickets. */
export const groupedMax = { reports: 50, tickets: 2000 }

export const listReportTickets = route({
  method: 'GET',
  path: '/api/incidents/report-tickets',
  summary: 'The tickets of each trouble report of which not everyone has been told, the newest report first',
  answer: z.object({
    items: z.array(
      z.object({
        report: z.object({ id: Id, number: z.number().int(), title: z.string(), state: ReportState }),
        ticketIds: z.array(Id).describe(`At most ${groupedMax.tickets}`),
      }),
    ),
  }),
})

export const draftReport = route({
  method: 'POST',
  path: '/api/incidents/reports',
  summary:
    'Draft a trouble report from a class of error and the tickets about it; the same class and open report is returned again',
  body: z.object({
    classId: ClassId.optional(),
    ticketIds: z.array(Id).max(100).default([]),
    signalId: Id.optional(),
  }),
  answer: Report,
  status: 201,
  problems: [notFound],
})

/** A report that was over elsewhere, before its company came here. */
export const ImportedReport = z.object({
  reference: z.string().trim().min(1).max(200).describe('Where it comes from, such as `old-desk:incident-12`'),
  title: z.string().trim().min(1).max(300),
  claim: z.string().trim().min(1).max(5000),
  reproduction: ReportText.shape.reproduction,
  frequency: ReportText.shape.frequency,
  impact: ReportText.shape.impact,
  ask: ReportText.shape.ask,
  createdAt: Instant,
  handedOffAt: Instant,
  team: z.string().max(100).describe('Slug of the team that it was handed off to'),
  recoveredAt: Instant,
  timeline: z
    .array(z.object({ at: Instant, who: z.string().trim().min(1).max(200), what: z.string().trim().min(1).max(2000) }))
    .max(200)
    .describe('The oldest first'),
  tickets: z.array(z.string().max(200)).max(200).describe('References of imported tickets'),
})
export type ImportedReport = z.infer<typeof ImportedReport>

export const importReports = route({
  method: 'POST',
  path: '/api/incidents/imported-reports',
  summary:
    'Bring along trouble reports that are over: nobody is paged or told, nothing is watched; what has a reference that is known stays as it is',
  body: z.object({ reports: z.array(ImportedReport).min(1).max(50) }),
  answer: z.object({ added: z.number().int(), known: z.number().int() }),
})

export const getReport = route({
  method: 'GET',
  path: '/api/incidents/reports/{id}',
  summary: 'One trouble report',
  params: reportId,
  answer: Report,
  problems: [notFound],
})

export const editReport = route({
  method: 'PATCH',
  path: '/api/incidents/reports/{id}',
  summary: 'Change the text of a draft',
  params: reportId,
  body: ReportText.partial(),
  answer: Report,
  problems: [notFound, reportAlreadyHandedOff],
})

export const addReportTicket = route({
  method: 'POST',
  path: '/api/incidents/reports/{id}/tickets',
  summary: 'Add a ticket to the report',
  params: reportId,
  body: z.object({ ticketId: Id }),
  answer: Report,
  problems: [notFound],
})

export const handOffReport = route({
  method: 'POST',
  path: '/api/incidents/reports/{id}/hand-off',
  summary: 'Page the on-call person of a team with the report, and ask for the rollback of the suspect deploy',
  params: reportId,
  body: z.object({ team: z.string().max(100).describe('Slug'), askRollback: z.boolean().default(true) }),
  answer: Report,
  problems: [notFound, reportIncomplete, reportAlreadyHandedOff],
})

export const listRollbackRequests = route({
  method: 'GET',
  path: '/api/incidents/rollback-requests',
  summary: 'Rollback requests, newest first: deploy tools poll state=accepted',
  query: z.object({ ...pageQuery, state: z.enum(['asked', 'accepted', 'declined']).optional() }),
  answer: pageOf(RollbackRequest),
})

export const decideRollback = route({
  method: 'POST',
  path: '/api/incidents/rollback-requests/{id}/decision',
  summary: 'Accept or decline a rollback request; declining needs a reason',
  params: reportId,
  body: z.object({ decision: z.enum(['accept', 'decline']), reason: z.string().max(5000).default('') }),
  answer: Report,
  problems: [notFound, conflict],
})

export const decideRollbackByLink = route({
  method: 'POST',
  path: '/api/incidents/links/{token}/rollback-decision',
  summary: 'Accept or decline from the signed link of the page, without signing in',
  access: 'open',
  params: z.object({ token: z.string().min(1).max(500) }),
  body: z.object({ decision: z.enum(['accept', 'decline']), reason: z.string().max(5000).default('') }),
  answer: RollbackRequest,
  problems: [notFound, conflict],
})

export const getRollbackByLink = route({
  method: 'GET',
  path: '/api/incidents/links/{token}/rollback',
  summary: 'The rollback request behind the signed link of a page',
  access: 'open',
  params: z.object({ token: z.string().min(1).max(500) }),
  answer: z.object({
    request: RollbackRequest.nullable(),
    title: z.string(),
    claim: z.string(),
    reportUrl: z.string(),
  }),
  problems: [notFound],
})

export const declareOver = route({
  method: 'POST',
  path: '/api/incidents/reports/{id}/recovery',
  summary: 'Say that it is over, where no watched error says so: everyone who was told is owed the last word',
  params: reportId,
  body: z.object({ reason: z.string().trim().min(1, 'Say how you know.').max(500) }),
  answer: Report,
  problems: [notFound, conflict],
})

export const tellCustomers = route({
  method: 'POST',
  path: '/api/incidents/reports/{id}/telling',
  summary: 'Begin to send everyone who wrote in a mail of their own in their own ticket; `telling` shows how far it is',
  params: reportId,
  body: z.object({
    text: z.string().min(1).max(20_000).describe('`{name}`, `{site}` and `{next}` are filled in for each'),
    nextBy: Instant.nullable()
      .default(null)
      .describe(
        'When they hear from us again, `{next}` in the text: a clock on each ticket. Needed until the errors are gone',
      ),
    round: z
      .number()
      .int()
      .optional()
      .describe('That of the report, the default, or the next one: to tell everyone again'),
    ticketIds: z.array(Id).min(1).optional().describe('Default: every ticket of the report'),
  }),
  answer: Report,
  status: 202,
  problems: [notFound, alreadyTold, reportImported],
})
