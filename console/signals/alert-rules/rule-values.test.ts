import { expect, test } from 'vitest'
import { AlertTrigger, type AlertRule } from '@bellwether/contract/signals.ts'
import { firstValues, triggerOf, valuesOf, wrongNumbers } from './rule-values.ts'

const words = {
  conditionOf: (where: readonly string[]) => ({
    and: where.map((value) => ({ field: 'cdn', op: '=' as const, value })),
  }),
  whereOf: (condition: object) => ('and' in condition ? ['north'] : undefined),
}
const events = { where: words.conditionOf(['north']), errors: false }
const triggers: AlertRule['trigger'][] = [
  { kind: 'threshold', events, atLeast: 7, windowMinutes: 3 },
  { kind: 'ratio', events, bad: { ...events, errors: true }, shareMin: 0.0725, eventsMin: 9, windowMinutes: 4 },
  {
    kind: 'burn-rate',
    events,
    bad: events,
    objective: 0.9995,
    rateMin: 6,
    eventsMin: 8,
    longMinutes: 360,
    shortMinutes: 30,
  },
  { kind: 'new-class', events, customersMin: 4 },
  { kind: 'absence', events, quietMinutes: 45 },
]
const ruleOf = (trigger: AlertRule['trigger']) =>
  ({ trigger, name: 'One', holdMinutes: 2, level: 'page', team: null }) as AlertRule

test.each(triggers.map((trigger) => [trigger.kind, trigger] as const))(
  'a rule of kind %s opens as it was saved',
  (_, trigger) => {
    const values = valuesOf(ruleOf(trigger), words)
    expect(triggerOf(values, words)).toEqual(trigger)
    expect(wrongNumbers(values)).toEqual([])
  },
)

test('what a program wrote of the events stays', () => {
  const where = { or: [{ field: 'cdn', op: '=' as const, value: 'north' }] }
  const trigger = { ...triggers[0]!, events: { where, errors: true } } as AlertRule['trigger']
  const values = valuesOf(ruleOf(trigger), words)
  expect(values.events.where).toBeNull()
  expect(triggerOf({ ...values, atLeast: 8 }, words, trigger)).toEqual({ ...trigger, atLeast: 8 })
})

test.each([
  [{ atLeast: '' }, ['atLeast']],
  [{ windowMinutes: 1441 }, ['windowMinutes']],
  [{ kind: 'burn-rate' as const, shortMinutes: 60 }, ['shortMinutes']],
  [{ kind: 'absence' as const, atLeast: '', quietMinutes: 0 }, ['quietMinutes']],
])('%j is said to be wrong', (over, fields) => expect(wrongNumbers({ ...firstValues, ...over })).toEqual(fields))

test('what the fields let through the server takes', () => {
  for (const kind of ['threshold', 'ratio', 'burn-rate', 'new-class', 'absence'] as const)
    expect(AlertTrigger.safeParse(triggerOf({ ...firstValues, kind }, words)).success).toBe(true)
})
