import { z } from 'zod'
import { said } from './said.ts'
import { Condition, conditionOver } from './condition.ts'
import { viewTooWide } from './desk-own-views.ts'
import { removedStates } from './desk-removal.ts'
import { ticketFields } from './desk-views.ts'
import { FieldValues } from './field-shapes.ts'
import { Id } from './paging.ts'
import { priorities } from './priority.ts'
import { conflict, notFound, problemKind } from './problem.ts'
import { route } from './route.ts'
import { ruleEvents } from './rule-events.ts'
import { Tag } from './tag-shape.ts'

export const rulesMax = 200

export const tooManyRules = problemKind(
  'too-many-rules',
  409,
  'There are as many rules as may be',
  said`Delete one first: there may be ${rulesMax}.`,
)

/** What is done to a ticket that somebody opened. */
const onOpened = [
  z.object({ kind: z.literal('tag'), add: z.array(Tag).min(1).max(20) }),
  z.object({ kind: z.literal('prioritize'), priority: z.enum(priorities) }),
  z
    .object({
      kind: z.literal('set-fields'),
      values: FieldValues.refine((values) => Object.keys(values).length > 0, said`Choose a field.`).meta({
        examples: [{ product: 'dns' }],
      }),
    })
    .describe('Writes into fields of this organisation, by their keys'),
  z.object({ kind: z.literal('give'), to: Id }).describe('To one person, where nobody owns it'),
  z
    .object({
      kind: z.literal('assign'),
      among: z.array(Id).max(100).default([]).describe('Who knows it; none: everybody in support'),
      by: z.enum(['turn', 'load']).describe('Whose turn it is, or who has the fewest open tickets'),
    })
    .describe('To one of several who is on call now, where nobody owns it'),
] as const
export const OpeningAct = z.discriminatedUnion('kind', onOpened)
export type OpeningAct = z.infer<typeof OpeningAct>

/**
 * What a rule does. None of it is anything that a rule follows: what rules do starts no rule, so that they run in no circle.
 */
export const RuleAct = z.discriminatedUnion('kind', [
  ...onOpened,
  z.object({ kind: z.literal('remove'), into: z.enum(removedStates) }),
])
export type RuleAct = z.infer<typeof RuleAct>

const fields = {
  name: z.string().trim().min(1).max(80),
  isOn: z.boolean().default(true),
  event: z.enum(ruleEvents),
  where: conditionOver(ticketFields).meta({ examples: [{ field: 'subject', op: '~', value: 'invoice' }] }),
  acts: z
    .array(RuleAct)
    .min(1)
    .max(10)
    .refine(
      (acts) =>
        acts.findIndex(({ kind }) => kind === 'remove') === acts.length - 1 ||
        acts.every(({ kind }) => kind !== 'remove'),
      {
        error: 'Moving it out of the queue comes last: nothing is done to it after that.',
      },
    )
    .meta({ examples: [[{ kind: 'prioritize', priority: 'low' }]] }),
}

export const Rule = z.object({
  id: Id,
  name: z.string(),
  isOn: z.boolean(),
  event: z.enum(ruleEvents),
  where: Condition,
  acts: z.array(RuleAct),
  runs: z.number().int().describe('How often it was followed within the last 30 days'),
  changedBy: z.object({ id: Id, name: z.string() }).nullable().describe('null: a program in its own name'),
})
export type Rule = z.infer<typeof Rule>

export const listRules = route({
  method: 'GET',
  path: '/api/desk/rules',
  summary: 'What is done to tickets by itself, in the order in which it is done',
  answer: z.object({ items: z.array(Rule) }),
})

export const addRule = route({
  method: 'POST',
  path: '/api/desk/rules',
  summary: 'Do something by itself to tickets of which a condition holds once something happens to them',
  body: z.object(fields),
  answer: Rule,
  status: 201,
  problems: [tooManyRules],
})

export const changeRule = route({
  method: 'PUT',
  path: '/api/desk/rules/{id}',
  summary: 'Change a rule; what it did stays',
  params: z.object({ id: Id }),
  body: z.object(fields),
  answer: Rule,
  problems: [notFound],
})

export const deleteRule = route({
  method: 'DELETE',
  path: '/api/desk/rules/{id}',
  summary: 'Delete a rule; what it did stays',
  params: z.object({ id: Id }),
  answer: z.object({ deleted: z.literal(true) }),
  problems: [notFound],
})

export const sortRules = route({
  method: 'PUT',
  path: '/api/desk/rules/order',
  summary: 'Say in which order rules are followed: each sees what those before it have done',
  body: z.object({ ids: z.array(Id).max(rulesMax).describe('All of them') }),
  answer: z.object({ items: z.array(Rule) }),
  problems: [conflict],
})

export const triedRuleDays = 30
/** What is more than this is said to be more. */
export const triedRuleMax = 1000

export const tryRule = route({
  method: 'POST',
  path: '/api/desk/rules/trial',
  summary: `To which tickets of the last ${triedRuleDays} days a rule would have applied, judged by how they are now; nothing is done`,
  body: z.object({ event: fields.event, where: fields.where }),
  answer: z.object({
    of: z
      .number()
      .int()
      .describe(`Tickets to which it happened; ${triedRuleMax + 1} stands for more`),
    count: z.number().int().describe('Of these, how many fit'),
    tickets: z
      .array(z.object({ id: Id, number: z.number().int(), subject: z.string() }))
      .describe('The latest of them'),
  }),
  problems: [viewTooWide],
})
