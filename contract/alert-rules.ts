import { z } from 'zod'
import { conditionOver } from './condition.ts'
import { evidenceUnavailable } from './evidence.ts'
import { Id, Instant } from './paging.ts'
import { conflict, notFound, problemKind } from './problem.ts'
import { route } from './route.ts'
import { said } from './said.ts'
import { SignalLevel } from './signal-level.ts'
import { TeamRef } from './team-ref.ts'

export const alertRulesMax = 200
export const replayDaysMax = 31
/** A history shows so many firings; of more it says how many there are. */
export const firingsMax = 200

export const tooManyAlertRules = problemKind(
  'too-many-alert-rules',
  409,
  'There are as many alert rules as may be',
  said`Remove one first: there may be ${alertRulesMax}.`,
)

/** Which events: those that a search of the evidence by the same condition finds. */
const Events = z.strictObject({
  where: conditionOver().describe('A condition over any attribute, as evidence is searched; {"and": []} is all events'),
  errors: z.boolean().default(false).describe('Only failures'),
})
export type AlertEvents = z.output<typeof Events>

const count = z.number().int().min(1).max(1_000_000_000)
const minutes = z.number().int().min(1).max(1440)

/** When a rule fires. Each is judged at the end of each minute. */
export const AlertTrigger = z
  .discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('threshold'),
      events: Events,
      atLeast: count.describe('So many events in the window'),
      windowMinutes: minutes,
    }),
    z.strictObject({
      kind: z.literal('ratio'),
      events: Events.describe('Of these'),
      bad: Events.describe('the share that is so'),
      shareMin: z.number().gt(0).max(1),
      eventsMin: count.describe('With fewer events in the window it never fires'),
      windowMinutes: minutes,
    }),
    z
      .strictObject({
        kind: z.literal('burn-rate'),
        events: Events.describe('What the objective is about'),
        bad: Events.describe('What uses up its error budget'),
        objective: z.number().min(0.5).max(0.99999).describe('Share of the events that are to be good'),
        rateMin: z
          .number()
          .gt(0)
          .max(1000)
          .describe('1 uses up exactly the budget; 14.4 for an hour is 2 % of 30 days'),
        longMinutes: minutes,
        shortMinutes: minutes.describe('So that it ends soon after the trouble does'),
        eventsMin: count.describe('With fewer events in the long window it never fires'),
      })
      .refine(({ longMinutes, shortMinutes }) => shortMinutes < longMinutes, {
        path: ['shortMinutes'],
        error: said`The short window is shorter than the long one.`,
      }),
    z.strictObject({
      kind: z.literal('new-class'),
      events: Events.describe('Errors among these'),
      customersMin: count.describe('So many customers have an error that nobody had before'),
    }),
    z.strictObject({
      kind: z.literal('absence'),
      events: Events,
      quietMinutes: minutes.describe('None of them for so long, although there were some before'),
    }),
  ])
  .meta({
    examples: [
      {
        kind: 'threshold',
        events: { where: { field: 'service.name', op: '=', value: 'checkout' }, errors: true },
        atLeast: 50,
        windowMinutes: 5,
      },
    ],
  })
export type AlertTrigger = z.output<typeof AlertTrigger>
export type AlertKind = AlertTrigger['kind']
export const alertKinds = ['threshold', 'ratio', 'burn-rate', 'new-class', 'absence'] as const satisfies AlertKind[]

const what = {
  trigger: AlertTrigger,
  holdMinutes: z.number().int().min(1).max(120).default(1).describe('For how many minutes on end it must be so'),
}
const fields = {
  name: z.string().trim().min(1).max(100),
  ...what,
  level: SignalLevel.describe('page: wakes the team; notice: waits for a look'),
  team: z.string().max(100).nullable().default(null).describe('Slug of the team that it pages; null: support'),
}

const Person = z.object({ id: Id, name: z.string() })

const RuleVersion = z.object({
  version: z.number().int().describe('Each change is another'),
  name: z.string(),
  ...what,
  level: SignalLevel,
  team: TeamRef.nullable().describe('null: support'),
  changedAt: Instant,
  changedBy: Person.nullable().describe('null: a program in its own name'),
})

export const AlertRule = RuleVersion.extend({
  id: Id,
  state: z
    .enum(['quiet', 'firing', 'paused', 'failing', 'unseen'])
    .describe('failing: it cannot be looked at, `failure` says why; unseen: nobody has looked yet'),
  failure: z.string().nullable(),
  lookedTo: Instant.nullable().describe('Up to where the evidence was looked at'),
  lastFiredAt: Instant.nullable(),
})
export type AlertRule = z.infer<typeof AlertRule>

export const listAlertRules = route({
  method: 'GET',
  path: '/api/signals/rules',
  summary: 'Rules by which the evidence opens signals, by name',
  answer: z.object({ items: z.array(AlertRule) }),
})

export const getAlertRule = route({
  method: 'GET',
  path: '/api/signals/rules/{id}',
  summary: 'One alert rule',
  params: z.object({ id: Id }),
  answer: AlertRule,
  problems: [notFound],
})

export const addAlertRule = route({
  method: 'POST',
  path: '/api/signals/rules',
  summary: 'Open a signal whenever the evidence looks so',
  body: z.object(fields),
  answer: AlertRule,
  status: 201,
  problems: [tooManyAlertRules, notFound],
})

export const changeAlertRule = route({
  method: 'PUT',
  path: '/api/signals/rules/{id}',
  summary: 'Change an alert rule: another version of it begins, those before are kept',
  params: z.object({ id: Id }),
  body: z.object({ ...fields, version: z.number().int().describe('The one that was seen') }),
  answer: AlertRule,
  problems: [notFound, conflict],
})

export const pauseAlertRule = route({
  method: 'PUT',
  path: '/api/signals/rules/{id}/pause',
  summary: 'Let an alert rule rest, which ends its signal, or go on',
  params: z.object({ id: Id }),
  body: z.object({ isPaused: z.boolean() }),
  answer: AlertRule,
  problems: [notFound],
})

export const removeAlertRule = route({
  method: 'DELETE',
  path: '/api/signals/rules/{id}',
  summary: 'Remove an alert rule, which ends its signal; what it found stays',
  params: z.object({ id: Id }),
  answer: z.object({ removed: z.literal(true) }),
  problems: [notFound],
})

export const listAlertRuleVersions = route({
  method: 'GET',
  path: '/api/signals/rules/{id}/versions',
  summary: 'What an alert rule said and since when, the newest first; also of one that was removed',
  params: z.object({ id: Id }),
  answer: z.object({ items: z.array(RuleVersion) }),
  problems: [notFound],
})

const Firing = z.object({
  from: Instant.describe('When it began to be so'),
  firedAt: Instant,
  endedAt: Instant.nullable().describe('null: at the end of the time looked at it had not ended'),
  peak: z.number().describe('The highest value meanwhile: events, a share, a burn rate, customers, or quiet minutes'),
})
export type Firing = z.infer<typeof Firing>

const Replay = z.object({
  from: Instant.describe('From where evidence of this kind is kept, if that is later than what was asked for'),
  to: Instant,
  isCut: z.boolean().describe('The evidence does not reach back as far as was asked for'),
  count: z.number().int().describe('How often it would have fired'),
  firings: z.array(Firing).describe(`The first ${firingsMax}`),
})

const span = {
  from: Instant.optional().describe('30 days before `to` when missing'),
  to: Instant.optional().describe('Now when missing'),
}

export const replayAlertRule = route({
  method: 'POST',
  path: '/api/signals/rules/replay',
  summary: `When a rule that nobody saved yet would have fired, in ${replayDaysMax} days at most; nothing is done`,
  body: z.object({ ...what, ...span }),
  answer: Replay.extend({
    limit: z.number().describe('At this value it fires'),
    stepMinutes: z.number().int(),
    points: z
      .array(z.object({ at: Instant, value: z.number().nullable().describe('null: too little to say anything') }))
      .describe('The highest value of each step'),
  }),
  problems: [evidenceUnavailable],
})

const KeptReplay = Replay.extend({
  id: Id,
  version: z.number().int().describe('Of the rule'),
  madeAt: Instant,
  madeBy: Person.nullable(),
})

export const keepReplay = route({
  method: 'POST',
  path: '/api/signals/rules/{id}/replays',
  summary: 'Replay a version of an alert rule over a stretch of the evidence, and keep what came of it',
  params: z.object({ id: Id }),
  body: z.object({ version: z.number().int().optional().describe('The present one when missing'), ...span }),
  answer: KeptReplay,
  status: 201,
  problems: [notFound, evidenceUnavailable],
})

export const listReplays = route({
  method: 'GET',
  path: '/api/signals/rules/{id}/replays',
  summary: 'What came of the replays of an alert rule that were kept, the newest first',
  params: z.object({ id: Id }),
  answer: z.object({ items: z.array(KeptReplay) }),
  problems: [notFound],
})
