import { describe, expect, test } from 'vitest'
import { type DemoFacts, nextStep, recoversAt, stepsDone } from './demo-steps.ts'

type Ticket = NonNullable<DemoFacts['ticket']>
type Report = NonNullable<DemoFacts['report']>

const at = '2026-11-20T18:40:00.000Z'
const ana = { id: '00000000-0000-4000-8000-000000000001', name: 'Ana' }
const ticket = (change: Partial<Ticket> = {}): Ticket =>
  ({ number: 8, state: 'open', owner: null, customer: { name: 'Quiet Books' }, clocks: [], ...change }) as Ticket
const report = (change: object = {}): Report =>
  ({
    id: 'r',
    number: 3,
    state: 'draft',
    team: null,
    rollback: null,
    watch: null,
    told: [],
    untold: ['t'],
    ...change,
  }) as Report
const accepted = { state: 'accepted', decidedAt: at }
const watch = { zeroMinutes: 15 }

describe('the next step of the demo', () => {
  test.each<[string, DemoFacts, string | undefined, number]>([
    ['nobody has written', { ticket: undefined, report: undefined }, 'wait', 0],
    ['somebody has', { ticket: ticket(), report: undefined }, 'claim', 0],
    [
      'it is claimed',
      {
        ticket: ticket({ owner: ana, clocks: [{ name: 'first-response', stoppedAt: null }] as never }),
        report: undefined,
      },
      'answer',
      1,
    ],
    ['it is answered', { ticket: ticket({ owner: ana }), report: undefined }, 'who-else', 2],
    ['a report is drafted', { ticket: ticket({ owner: ana }), report: report() }, 'hand-off', 3],
    ['a report is drafted before the claim', { ticket: ticket(), report: report() }, 'claim', 0],
    ['it is handed off', { ticket: ticket({ owner: ana }), report: report({ state: 'handed-off' }) }, 'decision', 4],
    [
      'the rollback is accepted',
      { ticket: ticket({ owner: ana }), report: report({ state: 'rolling-back', rollback: accepted }) },
      'recovery',
      5,
    ],
    ['the errors are gone', { ticket: ticket({ owner: ana }), report: report({ state: 'recovered' }) }, 'tell', 6],
    [
      'everyone is told',
      { ticket: ticket({ owner: ana }), report: report({ state: 'told', told: [{}], untold: [] }) },
      'resolve',
      7,
    ],
    [
      'the ticket is resolved',
      { ticket: ticket({ state: 'resolved', owner: ana }), report: report({ state: 'told', told: [{}], untold: [] }) },
      undefined,
      8,
    ],
  ])('when %s', (_, facts, name, done) => {
    expect(nextStep(facts)?.name).toBe(name)
    expect(stepsDone(facts)).toBe(done)
  })

  test('names who writes, and leads to where it is done', () => {
    const claim = nextStep({ ticket: ticket(), report: undefined })
    expect(claim).toMatchObject({ path: '/tickets/8', says: expect.stringContaining('Quiet Books') })
    expect(nextStep({ ticket: ticket({ owner: ana }), report: report() })?.path).toBe('/reports/r')
  })

  test('says that the story ends where the rollback was declined', () => {
    const declined = report({ state: 'watching', team: { name: 'Infrastructure' }, rollback: { state: 'declined' } })
    expect(nextStep({ ticket: ticket({ owner: ana }), report: declined })?.says).toContain('Infrastructure declined')
  })
})

test('recovery is expected after the roll-out, the minutes at zero and a few to spare', () => {
  const facts = { ticket: ticket(), report: report({ state: 'rolling-back', rollback: accepted, watch }) }
  expect(recoversAt(facts)?.toISOString()).toBe('2026-11-20T19:13:00.000Z')
  for (const change of [{ rollback: null }, { state: 'recovered' }, { watch: null }])
    expect(recoversAt({ ...facts, report: report({ rollback: accepted, watch, ...change }) })).toBeUndefined()
})
