import { z } from 'zod'
import { Id, Instant, pageOf, pageQuery } from './paging.ts'
import { OldKey, Pause, pauseBody, renewalBody } from './pager-renewal.ts'
import { alreadyExists, notFound } from './problem.ts'
import { route } from './route.ts'
import { TeamRef } from './team-ref.ts'

/** From where alerts come: a monitoring system with a key of its own, whose alerts page a team. */
export const AlertSource = z.object({
  id: Id,
  team: TeamRef,
  name: z.string(),
  addedAt: Instant,
  lastEventAt: Instant.nullable().describe('null: nothing has come yet'),
  openAlerts: z.number().int(),
  paused: Pause.nullable().describe('Since when its alerts are kept and page nobody; null: they page'),
  heldAlerts: z.number().int().describe('Open alerts that page once it is paused no more'),
  oldKey: OldKey.nullable().describe('The key before this one, while it still works'),
})
export type AlertSource = z.infer<typeof AlertSource>

export const Alert = z.object({
  id: Id,
  key: z.string().describe('By which its sender names it; of a very long one the beginning'),
  title: z.string(),
  severity: z
    .enum(['critical', 'error', 'warning', 'info'])
    .describe('Where no rule says otherwise critical and error page, a warning can wait, and what informs is kept'),
  state: z.enum(['open', 'acknowledged', 'resolved']),
  count: z.number().int().describe('How often it was sent'),
  firstAt: Instant,
  lastAt: Instant,
  pageId: Id.nullable(),
  kept: z
    .enum(['quiet', 'maintenance', 'paused'])
    .nullable()
    .describe('Why it pages nobody: a rule says so, a maintenance that is under way, or its source is paused'),
})
export type Alert = z.infer<typeof Alert>

const sourceId = z.object({ id: Id })

export const listAlertSources = route({
  method: 'GET',
  path: '/api/pager/alert-sources',
  summary: 'Where alerts come from',
  answer: z.object({ items: z.array(AlertSource) }),
})

/** With what its senders need; shown once, as only the hash of its key is kept. */
const SourceWithKey = AlertSource.extend({
  key: z.string().describe('As `routing_key` of PagerDuty Events API v2 requests, or as GenieKey of Opsgenie requests'),
  pagerDutyUrl: z.string().describe('For PagerDuty Events API v2 requests; change events go to its neighbour'),
  alertmanagerUrl: z
    .string()
    .describe('For a webhook receiver of Alertmanager; with it as the prefix Prometheus and amtool post alerts'),
  opsgenieUrl: z.string().describe('In place of the address of the Opsgenie API'),
  slackUrl: z.string().describe('For what would write to a chat of Slack'),
  victorOpsUrl: z.string().describe('For VictorOps events; a routing key may follow'),
  webhookUrl: z.string().describe('For any JSON, read by the mapping of the source'),
  mailAddress: z
    .string()
    .nullable()
    .describe(
      'For mail: the subject is the alert, and says when it is over. The same behind the name of any other mailbox; null while none receives mail',
    ),
})

const writtenSource = z.object({
  team: z.string().max(100).describe('Slug'),
  name: z.string().trim().min(1).max(100),
})

export const addAlertSource = route({
  method: 'POST',
  path: '/api/pager/alert-sources',
  summary: 'Add a source of alerts; its key is shown this once',
  body: writtenSource,
  answer: SourceWithKey,
  status: 201,
  problems: [notFound, alreadyExists],
})

export const changeAlertSource = route({
  method: 'PUT',
  path: '/api/pager/alert-sources/{id}',
  summary: 'Call a source otherwise, or have it page another team from now on; pages that are open stay where they are',
  params: sourceId,
  body: writtenSource,
  answer: AlertSource,
  problems: [notFound, alreadyExists],
})

export const pauseAlertSource = route({
  method: 'PUT',
  path: '/api/pager/alert-sources/{id}/pause',
  summary: 'Have the alerts of a source kept without paging anybody, or no more: what is open still pages then',
  params: sourceId,
  body: pauseBody,
  answer: AlertSource,
  problems: [notFound],
})

export const renewAlertSourceKey = route({
  method: 'POST',
  path: '/api/pager/alert-sources/{id}/key',
  summary: 'Give a source a new key, shown this once; the old one works for a day more, or stops now',
  params: sourceId,
  body: renewalBody,
  answer: SourceWithKey,
  problems: [notFound],
})

export const removeAlertSource = route({
  method: 'DELETE',
  path: '/api/pager/alert-sources/{id}',
  summary: 'Remove a source: its key works no more, its open alerts are over',
  params: sourceId,
  answer: z.object({ ended: z.number().int().describe('How many alerts were open') }),
  problems: [notFound],
})

export const listAlerts = route({
  method: 'GET',
  path: '/api/pager/alert-sources/{id}/alerts',
  summary: 'The alerts of a source, newest first',
  params: sourceId,
  query: z.object(pageQuery),
  answer: pageOf(Alert),
  problems: [notFound],
})

export const getAlert = route({
  method: 'GET',
  path: '/api/pager/alert-sources/{id}/alerts/{alert}',
  summary: 'An alert with what was sent last of it, and its page',
  params: z.object({ id: Id, alert: Id }),
  answer: Alert.extend({
    source: z.object({ id: Id, name: z.string() }),
    body: z.string(),
    payload: z
      .string()
      .nullable()
      .describe('JSON as it came, cut where it is long, without what is a secret by its name; null: none was kept'),
    endedAt: Instant.nullable(),
    page: z
      .object({ id: Id, title: z.string(), state: z.enum(['open', 'acknowledged', 'resolved']) })
      .nullable()
      .describe('null: it pages nobody, or not yet'),
  }),
  problems: [notFound],
})

const Change = z.object({
  id: Id,
  source: z.object({ id: Id, name: z.string() }),
  summary: z.string(),
  origin: z.string().nullable().describe('Which system says so, by its own word'),
  details: z.string(),
  happenedAt: Instant.describe('By its sender, where they say'),
  receivedAt: Instant,
})

export const listChanges = route({
  method: 'GET',
  path: '/api/pager/changes',
  summary: 'What sources said was changed, by PagerDuty change events of the last 90 days, newest first',
  query: z.object(pageQuery),
  answer: pageOf(Change),
})
