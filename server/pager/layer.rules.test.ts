import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type LayerVersion, versionAfter } from './layer.rules.ts'
import { onCallAt as onCallOfPlan, shiftsBetween as shiftsOfPlan } from './rota.rules.ts'
import { startOfTurn, type TurnRule } from './turn.rules.ts'

const weekly: TurnRule = {
  timeZone: 'Europe/Berlin',
  every: 1,
  unit: 'week',
  handOverTime: '09:00',
  startsOn: '2026-10-05',
  firstTurn: 0,
  counts: 'worked',
  hours: [],
  people: ['anna', 'bert'],
}
const at = (text: string): Date => new Date(text)
const planOf = (versions: readonly LayerVersion[]) => ({ layers: [{ id: 'layer', versions }], overrides: [] })
const onCallAt = (versions: readonly LayerVersion[], when: Date) => onCallOfPlan(planOf(versions), when)
const shiftsBetween = (versions: readonly LayerVersion[], from: Date, to: Date) =>
  shiftsOfPlan(planOf(versions), from, to)

/** The versions that these edits make, one after the other. */
function edited(...edits: readonly [string, TurnRule][]): LayerVersion[] {
  const versions: LayerVersion[] = []
  for (const [when, rule] of edits) {
    const begun = versions.filter(({ beginsAt }) => beginsAt <= at(when))
    versions.splice(0, versions.length, ...begun, versionAfter(begun, { rank: 0, rule }, at(when)))
  }
  return versions
}
const weeksFrom = (versions: readonly LayerVersion[], from: string, weeks: number): string[] =>
  shiftsBetween(versions, at(from), new Date(at(from).getTime() + weeks * 7 * 86_400_000)).map((one) => one.personId)

const created = ['2026-10-05T07:00:00Z', weekly] as const
const wednesday = '2026-11-25T12:00:00Z'

describe('an edit of a layer', () => {
  test.each([
    ['a third person at the end', ['anna', 'bert', 'cora']],
    ['a third person in front', ['cora', 'anna', 'bert']],
    ['another order', ['bert', 'anna']],
    ['another hour of the hand-over', ['anna', 'bert'], { handOverTime: '10:00' }],
    ['days instead of weeks', ['anna', 'bert'], { unit: 'day' as const }],
  ])('%s leaves whoever is on call on call until the next hand-over', (_, people, over: Partial<TurnRule> = {}) => {
    const before = edited([...created])
    const after = edited([...created], [wednesday, { ...weekly, people, ...over }])
    const onCall = onCallAt(before, at(wednesday))
    expect(onCallAt(after, at(wednesday))).toBe(onCall)
    const [shift] = shiftsBetween(after, at(wednesday), at('2026-12-31T00:00:00Z'))
    expect(shift?.personId).toBe(onCall)
    expect(onCallAt(after, shift!.endsAt)).not.toBe(onCall)
  })

  test('goes on with whoever follows in the new order', () => {
    // Bert is on call in the week of 23 November.
    expect(onCallAt(edited([...created]), at(wednesday))).toBe('bert')
    const after = edited([...created], [wednesday, { ...weekly, people: ['anna', 'bert', 'cora'] }])
    expect(weeksFrom(after, wednesday, 5)).toEqual(['bert', 'cora', 'anna', 'bert', 'cora', 'anna'])
  })

  test('takes somebody who was removed off call at once, and their follower is on', () => {
    const after = edited([...created], [wednesday, { ...weekly, people: ['anna'] }])
    expect(onCallAt(after, at('2026-11-25T11:59:59Z'))).toBe('bert')
    expect(onCallAt(after, at(wednesday))).toBe('anna')
  })

  test('that empties the rota leaves nobody on call from then on', () => {
    const after = edited([...created], [wednesday, { ...weekly, people: [] }])
    expect(onCallAt(after, at(wednesday))).toBeUndefined()
    expect(shiftsBetween(after, at('2026-11-23T09:00:00Z'), at('2026-12-31T00:00:00Z'))).toEqual([
      { personId: 'bert', startsAt: at('2026-11-23T08:00:00Z'), endsAt: at(wednesday) },
    ])
  })

  test('with a first day that lies ahead changes nothing before that day', () => {
    const after = edited([...created], [wednesday, { ...weekly, startsOn: '2026-12-07', people: ['cora', 'anna'] }])
    expect(weeksFrom(after, wednesday, 4)).toEqual(['bert', 'anna', 'cora', 'anna', 'cora'])
  })

  test('is given up by a later edit where it had not begun', () => {
    const planned = { ...weekly, startsOn: '2026-12-07', people: ['cora'] }
    const after = edited([...created], [wednesday, planned], ['2026-11-26T12:00:00Z', weekly])
    expect(weeksFrom(after, wednesday, 4)).toEqual(['bert', 'anna', 'bert', 'anna', 'bert'])
  })
})

test('an edit over a weekend without hours leaves Monday to whose turn it is', () => {
  const days = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'] as const
  const rule = {
    ...weekly,
    unit: 'day' as const,
    people: ['anna', 'bert', 'cora'],
    hours: [{ days, from: '09:00', until: '17:00', daysLater: 0 }],
  }
  const [friday, saturday, monday] = ['2026-10-09T10:00:00Z', '2026-10-10T10:00:00Z', '2026-10-12T10:00:00Z']
  const before = edited(['2026-10-05T07:00:00Z', rule])
  expect([friday, saturday, monday].map((when) => onCallAt(before, at(when)))).toEqual(['bert', undefined, 'cora'])
  const after = edited(['2026-10-05T07:00:00Z', rule], [saturday, { ...rule, people: ['cora', 'bert', 'anna'] }])
  expect(weeksFrom(after, saturday, 1)).toEqual(['cora', 'bert', 'anna', 'cora', 'bert'])
})

test('months keep the day from which they are counted, whoever is added', () => {
  const rule = { ...weekly, timeZone: 'UTC', unit: 'month' as const, startsOn: '2026-01-31' }
  const after = edited(
    ['2026-01-01T00:00:00Z', rule],
    ['2026-02-10T00:00:00Z', { ...rule, people: ['anna', 'bert', 'cora'] }],
  )
  const shifts = shiftsBetween(after, at('2026-02-10T00:00Z'), at('2026-05-10T00:00Z'))
  expect(shifts.map(({ personId, endsAt }) => [personId, endsAt.toISOString().slice(0, 10)])).toEqual([
    ['anna', '2026-02-28'],
    ['bert', '2026-03-31'],
    ['cora', '2026-04-30'],
    ['anna', '2026-05-31'],
  ])
})

const rules = fc.record({
  timeZone: fc.constantFrom('UTC', 'Europe/London', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kolkata'),
  every: fc.constantFrom(1, 2),
  unit: fc.constantFrom('day' as const, 'week' as const),
  handOverTime: fc.constantFrom('00:00', '01:30', '02:00', '09:00', '23:45'),
  startsOn: fc.constantFrom('2026-01-05', '2026-03-08', '2026-03-29', '2026-10-25', '2026-12-28'),
  firstTurn: fc.constant(0),
  counts: fc.constantFrom('worked' as const, 'calendar' as const),
  hours: fc.constant([]),
  people: fc.uniqueArray(fc.constantFrom<string>('a', 'b', 'c', 'd'), { minLength: 1 }),
})
const instants = fc.integer({ min: Date.UTC(2026, 0, 10), max: Date.UTC(2027, 2, 1) }).map((ms) => new Date(ms))

test('whatever is edited when, the past stays, nobody who stays loses the shift they have, and shifts agree with instants', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(instants, rules), { minLength: 2, maxLength: 5 }), instants, (edits, later) => {
      const ordered = edits.toSorted(([a], [b]) => Number(a) - Number(b))
      const asked = [...ordered.map(([when]) => when), later].find((one) => one >= ordered[0]![0])!
      let versions: LayerVersion[] = []
      for (const [when, rule] of ordered) {
        const past = new Date(when.getTime() - 3_600_000)
        const [pastBefore, onCall] = [onCallAt(versions, past), onCallAt(versions, when)]
        const begun = versions.filter(({ beginsAt }) => beginsAt <= when)
        versions = [...begun, versionAfter(begun, { rank: 0, rule }, when)]
        expect(onCallAt(versions, past)).toBe(pastBefore)
        if (onCall !== undefined && rule.people.includes(onCall)) expect(onCallAt(versions, when)).toBe(onCall)
        if (startOfTurn(rule, 0) <= when.getTime()) expect(onCallAt(versions, when)).toBeDefined()
      }
      const shifts = shiftsBetween(versions, asked, new Date(asked.getTime() + 30 * 86_400_000))
      for (const { personId, startsAt, endsAt } of shifts) {
        expect(startsAt < endsAt).toBe(true)
        expect(onCallAt(versions, new Date(endsAt.getTime() - 1))).toBe(personId)
      }
      const now = shifts.find(({ startsAt, endsAt }) => startsAt <= asked && asked < endsAt)
      expect(now?.personId).toBe(onCallAt(versions, asked))
    }),
    { numRuns: 300, seed: 20_261_125 },
  )
})
