import { Temporal } from 'temporal-polyfill'
import { forecastHoles } from '../../server/pager/forecast.rules.ts'
import { weekdays } from '../../server/pager/hours.rules.ts'
import { versionAfter } from '../../server/pager/layer.rules.ts'
import { onCallAt, type RotaPlan, shiftsBetween, standingAt } from '../../server/pager/rota.rules.ts'
import type { TurnRule } from '../../server/pager/turn.rules.ts'
import { say } from '../say.ts'

/*
 * Who is on, computed: a year of a rota that follows the sun through six offices, and an instant of five hundred rotas.
 * The baseline is what any of it stands on: as many conversions of wall clocks as the year has hand-overs, by Temporal.
 */

const offices = [
  ['Australia/Sydney', '08:00', '12:00'],
  ['Asia/Tokyo', '11:00', '15:00'],
  ['Asia/Kolkata', '11:30', '15:30'],
  ['Europe/London', '10:00', '14:00'],
  ['America/New_York', '09:00', '13:00'],
  ['America/Los_Angeles', '10:00', '14:00'],
] as const

const [from, to] = [new Date('2026-01-01T00:00Z'), new Date('2027-01-01T00:00Z')]
const rounds = 25
const rotas = 500

/** `rotas` */
export async function measureRotas(): Promise<void> {
  const plan = sixOffices()
  const handOvers = shiftsBetween(plan, from, to).length * 2
  const baseline = milliseconds(() => convert(handOvers))
  const row = (name: string, work: () => unknown): void => {
    const ms = milliseconds(work)
    say(`${name.padEnd(46)} ${ms.toFixed(1).padStart(7)} ms   ${(ms / baseline).toFixed(2)} of the baseline`)
  }
  say(`${handOvers} conversions by Temporal`.padEnd(46) + ` ${baseline.toFixed(1).padStart(7)} ms   1, the baseline`)
  row('a year of a rota of six layers', () => shiftsBetween(plan, from, to))
  row('its gaps and overlaps, and why', () => forecastHoles(plan, from, to))
  const many = Array.from({ length: rotas }, sixOffices)
  const at = new Date('2026-06-10T03:00Z')
  row(`who is on, of ${rotas} such rotas`, () => many.map((one) => onCallAt(one, at)))
  row(`who is on, until when and who is next, of ${rotas}`, () => many.map((one) => standingAt(one, at)))
}

function sixOffices(): RotaPlan {
  const layers = offices.map(([timeZone, opens, closes], rank) => {
    const hours = [{ days: weekdays, from: opens, until: closes, daysLater: 0 }]
    const turn = { every: 1, unit: 'day' as const, handOverTime: opens, startsOn: '2025-12-01', firstTurn: 0 }
    const people = Array.from({ length: 5 }, (_, n) => `${timeZone} ${n}`)
    const rule: TurnRule = { timeZone, ...turn, counts: 'worked', hours, people }
    return { id: timeZone, versions: [versionAfter([], { rank, rule }, new Date(0))] }
  })
  return { layers, overrides: [] }
}

function convert(count: number): void {
  const wall = Temporal.PlainDateTime.from('2026-01-01T09:00')
  for (let n = 0; n < count; n += 1) void wall.add({ days: n % 365 }).toZonedDateTime('Europe/London').epochMilliseconds
}

/** In the middle of many rounds, of which the first ones warm up. */
function milliseconds(work: () => unknown): number {
  const times = Array.from({ length: rounds }, () => {
    const startedAt = performance.now()
    work()
    return performance.now() - startedAt
  })
  return times.slice(5).toSorted((a, b) => a - b)[(rounds - 5) >> 1] ?? 0
}
