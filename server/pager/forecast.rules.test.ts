import { describe, expect, test } from 'vitest'
import { forecastHoles, loadsBetween } from './forecast.rules.ts'
import type { RotaPlan } from './rota.rules.ts'
import { daily, planOf, ruleOf, workdays } from './rota-plan.builders.ts'
import type { TurnRule } from './turn.rules.ts'

const [from, to] = [new Date('2026-01-01T00:00Z'), new Date('2027-01-01T00:00Z')]

const office = (timeZone: string, opens: string, closes: string, days?: typeof workdays): TurnRule =>
  ruleOf({
    timeZone,
    unit: 'day',
    handOverTime: opens,
    startsOn: '2025-12-01',
    hours: daily(opens, closes, days),
    people: [`${timeZone} 1`, `${timeZone} 2`],
  })
const twoOffices = planOf(office('Europe/London', '07:00', '19:00'), office('America/Los_Angeles', '11:00', '23:00'))
const told = (one: RotaPlan) =>
  forecastHoles(one, from, to).map(({ kind, why, minutes, spans, clocks }) => ({
    what: `${spans.length} ${kind} of ${minutes} by ${why}`,
    clocks: clocks.map(({ timeZone, changesAt }) => `${timeZone} ${new Date(changesAt).toISOString().slice(0, 10)}`),
  }))

describe('a forecast', () => {
  test('says which clocks open the gaps between two offices, and when they close them', () => {
    const spring = ['America/Los_Angeles 2026-03-08', 'Europe/London 2026-03-29']
    const autumn = ['Europe/London 2026-10-25', 'America/Los_Angeles 2026-11-01']
    expect(told(twoOffices)).toEqual([
      { what: '20 gap of 60 by clocks', clocks: spring },
      { what: '8 gap of 60 by clocks', clocks: autumn },
      { what: '21 overlap of 60 by clocks', clocks: spring },
      { what: '7 overlap of 60 by clocks', clocks: autumn },
    ])
  })

  test('keeps what is closed every week apart from it', () => {
    const found = told(planOf(office('Europe/London', '09:00', '17:00', workdays)))
    // Four nights of a week, and the weekend; it begins before the year does.
    expect(found.every(({ what, clocks }) => what.endsWith('by hours') && clocks.length === 0)).toBe(true)
    expect(found.some(({ what }) => /^5[012] gap of 3840 by hours$/.test(what))).toBe(true)
  })

  test('says that an override made the gap, and knows one that fills it', () => {
    const around = planOf({ ...office('UTC', '00:00', '00:00'), hours: [] })
    const hour = { startsAt: new Date('2026-05-01T10:00Z'), endsAt: new Date('2026-05-01T11:00Z') }
    const made = { id: 'a', ...hour, personId: null, madeAt: from }
    expect(told({ ...around, overrides: [made] })).toEqual([{ what: '1 gap of 60 by override', clocks: [] }])
    expect(told({ ...around, overrides: [made, { ...made, id: 'b', personId: 'x' }] })).toEqual([])
  })
})

test('hours are shared as they fall: nights where the person lives, and weekends', () => {
  const nights = planOf({ ...office('Europe/Berlin', '22:00', '06:00'), people: ['a', 'b'] })
  const span = { startsAt: Date.parse('2026-06-01T10:00Z'), endsAt: Date.parse('2026-06-15T10:00Z') }
  const zones: Record<string, string> = { a: 'Europe/Berlin', b: 'America/Los_Angeles' }
  const loads = loadsBetween(nights, span, (id) => zones[id] ?? 'UTC')
  expect(
    loads.map(({ personId, hours, nightHours, weekendHours }) => [personId, hours, nightHours, weekendHours]),
  ).toEqual([
    // Saturday until 06:00, a whole night from Saturday to Sunday, and Sunday from 22:00.
    ['a', 56, 56, 16],
    // 22:00 to 06:00 in Berlin is an afternoon and evening in California.
    ['b', 56, 0, 16],
  ])
})
