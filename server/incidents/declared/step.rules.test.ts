import { expect, test } from 'vitest'
import { furthest, nextOf, type StepFacts, stepsOf } from './step.rules.ts'

const at = (minute: number): Date => new Date(Date.UTC(2026, 0, 16, 18, minute))
const none: StepFacts = { declaredAt: at(0), closedAt: null, decision: null, noticedAt: null, reports: [], pages: [] }
const report = {
  id: 'r',
  number: 1,
  state: 'watching' as const,
  recoveredAt: null,
  acceptedAt: null,
  isTold: false,
  untold: 2,
}
const page = { id: 'p', state: 'open' as const, createdAt: at(1), acknowledgedAt: null }

const whole = [
  ['nothing but its name', none, 'found', { kind: 'draft' }],
  ['a draft', { ...none, reports: [{ ...report, state: 'draft' as const }] }, 'found', { kind: 'hand-off' }],
  ['a page that rings', { ...none, reports: [report], pages: [page] }, 'paged', { kind: 'answer-page' }],
  [
    'a page that somebody has',
    { ...none, reports: [report], pages: [{ ...page, state: 'acknowledged' as const, acknowledgedAt: at(3) }] },
    'mending',
    { kind: 'watch' },
  ],
  [
    'errors that are gone, of which nobody was told',
    { ...none, reports: [{ ...report, state: 'recovered' as const, recoveredAt: at(20) }] },
    'zero',
    { kind: 'tell', tickets: 2 },
  ],
  [
    'errors that are gone, about which nobody wrote',
    { ...none, reports: [{ ...report, state: 'recovered' as const, recoveredAt: at(20), isTold: true, untold: 0 }] },
    'told',
    { kind: 'decide' },
  ],
  [
    'one of two that is over',
    {
      ...none,
      reports: [
        { ...report, state: 'told' as const, recoveredAt: at(20), isTold: true, untold: 0 },
        { ...report, id: 's' },
      ],
    },
    'found',
    { kind: 'watch', reportId: 's' },
  ],
  [
    'all told and decided',
    {
      ...none,
      decision: 'publish' as const,
      reports: [{ ...report, state: 'told' as const, recoveredAt: at(20), isTold: true, untold: 0 }],
    },
    'told',
    { kind: 'close' },
  ],
  [
    'errors that are gone, of which nobody is to be told',
    { ...none, decision: 'nothing' as const, reports: [{ ...report, state: 'recovered' as const }] },
    'zero',
    { kind: 'close' },
  ],
  ['a closed one', { ...none, closedAt: at(50) }, 'closed', null],
] as const

test.each(whole)('%s', (_name, facts, step, next) => {
  expect(furthest(stepsOf(facts))).toBe(step)
  if (next === null) expect(nextOf(facts)).toBeNull()
  else expect(nextOf(facts)).toMatchObject(next)
})

test('each step says when it was reached: the first page, the first who was at it, the last to end', () => {
  const steps = stepsOf({
    ...none,
    declaredAt: at(6),
    noticedAt: at(1),
    reports: [
      { ...report, state: 'told', recoveredAt: at(20), acceptedAt: at(4), isTold: true, untold: 0 },
      { ...report, id: 's', state: 'recovered', recoveredAt: at(30) },
    ],
    pages: [{ ...page, createdAt: at(2), acknowledgedAt: at(5), state: 'resolved' }, page],
  })
  expect(Object.fromEntries(steps.map((one) => [one.step, one.at]))).toEqual({
    found: at(1),
    paged: at(1),
    mending: at(4),
    zero: at(30),
    told: null,
    closed: null,
  })
})

test('at zero by hand nobody knows since when', () => {
  const reports = [
    { ...report, state: 'told' as const, recoveredAt: at(20) },
    { ...report, state: 'recovered' as const },
  ]
  expect(stepsOf({ ...none, reports }).find(({ step }) => step === 'zero')).toMatchObject({ isReached: true, at: null })
})
