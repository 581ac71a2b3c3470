import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { onCallAt, onCallOf, type RotaVersion, shiftsBetween, versionAfter } from './rota-version.rules.ts'
import { startOfTurn, type TurnRule } from './rota.rules.ts'

const weekly: TurnRule = {
  timeZone: 'Europe/Berlin',
  turn: 'weekly',
  handOverTime: '09:00',
  startsOn: '2026-10-05',
  people: ['anna', 'bert'],
}
const at = (text: string): Date => new Date(text)

/** The versions that these edits make, one after the other. */
function edited(...edits: readonly [string, TurnRule][]): RotaVersion[] {
  const versions: RotaVersion[] = []
  for (const [when, rule] of edits) {
    const begun = versions.filter(({ beginsAt }) => beginsAt <= at(when))
    versions.splice(0, versions.length, ...begun, versionAfter(begun, rule, at(when)))
  }
  return versions
}
const weeksFrom = (versions: readonly RotaVersion[], from: string, weeks: number): string[] =>
  shiftsBetween(versions, at(from), new Date(at(from).getTime() + weeks * 7 * 86_400_000)).map((one) => one.personId)

const created = ['2026-10-05T07:00:00Z', weekly] as const
const wednesday = '2026-11-25T12:00:00Z'

describe('an edit of a rota', () => {
  test.each([
    ['a third person at the end', ['anna', 'bert', 'cora']],
    ['a third person in front', ['cora', 'anna', 'bert']],
    ['another order', ['bert', 'anna']],
    ['another hour of the hand-over', ['anna', 'bert'], { handOverTime: '10:00' }],
    ['days instead of weeks', ['anna', 'bert'], { turn: 'daily' as const }],
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

test('of several rotas everyone is on call whom one of them has, once, in the order of the rotas', () => {
  const rotas = [['bert'], ['anna', 'bert'], ['bert', 'anna'], []].map((people) => ({
    versions: edited(['2026-10-05T07:00:00Z', { ...weekly, people }]),
  }))
  expect(onCallOf(rotas, at('2026-10-06T12:00:00Z'))).toEqual(['bert', 'anna'])
  expect(onCallOf([], at(wednesday))).toEqual([])
})

const rules = fc.record({
  timeZone: fc.constantFrom('UTC', 'Europe/London', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kolkata'),
  turn: fc.constantFrom('daily' as const, 'weekly' as const),
  handOverTime: fc.constantFrom('00:00', '01:30', '02:00', '09:00', '23:45'),
  startsOn: fc.constantFrom('2026-01-05', '2026-03-08', '2026-03-29', '2026-10-25', '2026-12-28'),
  people: fc.uniqueArray(fc.constantFrom<string>('a', 'b', 'c', 'd'), { minLength: 1 }),
})
const instants = fc.integer({ min: Date.UTC(2026, 0, 10), max: Date.UTC(2027, 2, 1) }).map((ms) => new Date(ms))

test('whatever is edited when, the past stays, nobody who stays loses the shift they have, and shifts agree with instants', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(instants, rules), { minLength: 2, maxLength: 5 }), instants, (edits, later) => {
      const ordered = edits.toSorted(([a], [b]) => Number(a) - Number(b))
      const asked = [...ordered.map(([when]) => when), later].find((one) => one >= ordered[0]![0])!
      let versions: RotaVersion[] = []
      for (const [when, rule] of ordered) {
        const past = new Date(when.getTime() - 3_600_000)
        const [pastBefore, onCall] = [onCallAt(versions, past), onCallAt(versions, when)]
        const begun = versions.filter(({ beginsAt }) => beginsAt <= when)
        versions = [...begun, versionAfter(begun, rule, when)]
        expect(onCallAt(versions, past)).toBe(pastBefore)
        if (onCall !== undefined && rule.people.includes(onCall)) expect(onCallAt(versions, when)).toBe(onCall)
        if (startOfTurn(rule, 0) <= when) expect(onCallAt(versions, when)).toBeDefined()
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
