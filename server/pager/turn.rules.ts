import { Temporal } from 'temporal-polyfill'
import { instantOf, wallAt } from '../platform/calendar/zone-clock.ts'
import { dayMilliseconds, type Hours, isOpenBetween, minuteMilliseconds, weekMilliseconds } from './hours.rules.ts'

/*
 * People take turns, and each turn starts at a wall-clock time of a zone. On what products differ is decided so:
 * - a hand-over that the clocks skip moves forward by the gap, one that comes twice is the first;
 * - turns of hours are hours of the wall clock, so that they hand over at the same times every day: a turn in
 *   which the clocks change is shorter or longer, and an hour that they skip is nobody's;
 * - months are counted from the first day: what starts on the 31st starts on the last day of a shorter month,
 *   and on the 31st again after it;
 * - with hours of the week, `worked` turns pass over those that have none, `calendar` turns do not.
 */
export interface TurnRule {
  readonly timeZone: string
  readonly every: number
  readonly unit: 'hour' | 'day' | 'week' | 'month'
  /** HH:MM */
  readonly handOverTime: string
  /** YYYY-MM-DD, the first day of the first person. */
  readonly startsOn: string
  /** The turns before this one are nobody's: it is the first person's. */
  readonly firstTurn: number
  readonly counts: 'worked' | 'calendar'
  /** When somebody is on call at all; always without any. */
  readonly hours: Hours
  readonly people: readonly string[]
}

const lengths = { hour: 60 * minuteMilliseconds, day: dayMilliseconds, week: weekMilliseconds }

/** How long a turn is on the wall clock; none of a month, which is not always as long. */
const lengthOf = ({ every, unit }: TurnRule): number | undefined =>
  unit === 'month' ? undefined : every * lengths[unit]

const firstWall = ({ startsOn, handOverTime }: TurnRule): number => Date.parse(`${startsOn}T${handOverTime}Z`)

function wallOfTurn(rule: TurnRule, position: number): number {
  const length = lengthOf(rule)
  if (length !== undefined) return firstWall(rule) + position * length
  const day = Temporal.PlainDate.from(rule.startsOn).add({ months: position * rule.every })
  return Date.parse(`${day.toString()}T${rule.handOverTime}Z`)
}

/** The instant at which the n-th turn starts, in milliseconds. */
export const startOfTurn = (rule: TurnRule, position: number): number =>
  instantOf(rule.timeZone, wallOfTurn(rule, position))

/** Which turn an instant falls into; negative before the first day. */
export function positionAt(rule: TurnRule, at: number): number {
  let position = guessed(rule, wallAt(rule.timeZone, at))
  while (startOfTurn(rule, position + 1) <= at) position += 1
  while (startOfTurn(rule, position) > at) position -= 1
  return position
}

function guessed(rule: TurnRule, wall: number): number {
  const length = lengthOf(rule)
  if (length !== undefined) return Math.floor((wall - firstWall(rule)) / length)
  const [from, to] = [firstWall(rule), wall].map((ms) => new Date(ms)) as [Date, Date]
  const months = (to.getUTCFullYear() - from.getUTCFullYear()) * 12 + to.getUTCMonth() - from.getUTCMonth()
  return Math.floor(months / rule.every)
}

/** Whose turn it is, or whose it is next where nobody works in this one; nobody's before the first, and without people. */
export function personOfTurn(rule: TurnRule, position: number): string | undefined {
  if (position < rule.firstTurn || rule.people.length === 0) return undefined
  const turns = workedBefore(rule, position) - workedBefore(rule, rule.firstTurn)
  return rule.people[turns % rule.people.length]
}

/** Whether anybody works in this turn. */
export const isWorked = (rule: TurnRule, position: number): boolean =>
  workedBefore(rule, position + 1) > workedBefore(rule, position)

/** How many turns before this one count: the hours of the week repeat, so whole rounds of weeks are multiplied. */
function workedBefore(rule: TurnRule, position: number): number {
  if (rule.counts === 'calendar' || rule.unit === 'month' || rule.hours.length === 0) return position
  const round = roundOf(rule)
  const turns = round.length - 1
  const rounds = Math.floor(position / turns)
  return rounds * (round[turns] ?? 0) + (round[position - rounds * turns] ?? 0)
}

const rounds = new WeakMap<TurnRule, readonly number[]>()

/** Of the turns until the first one that starts at the same time of the week as the first: how many before each are worked. */
function roundOf(rule: TurnRule): readonly number[] {
  const before = rounds.get(rule)
  if (before !== undefined) return before
  const length = lengthOf(rule) ?? weekMilliseconds
  const worked = [0]
  for (let n = 0; n < leastCommon(length, weekMilliseconds) / length; n += 1) {
    const from = firstWall(rule) + n * length
    worked.push((worked[n] ?? 0) + Number(isOpenBetween(rule.hours, from, from + length)))
  }
  rounds.set(rule, worked)
  return worked
}

const leastCommon = (a: number, b: number): number => (a / greatestCommon(a, b)) * b
const greatestCommon = (a: number, b: number): number => (b === 0 ? a : greatestCommon(b, a % b))
