import { Temporal } from 'temporal-polyfill'

/** People take turns; each turn starts at the same wall-clock time of the zone. */
export interface TurnRule {
  readonly timeZone: string
  readonly turn: 'daily' | 'weekly'
  /** HH:MM */
  readonly handOverTime: string
  /** YYYY-MM-DD, the first day of the first person. */
  readonly startsOn: string
  readonly people: readonly string[]
}

/** Half open: at the hand-over instant only the next person is on. */
export interface Turn {
  readonly personId: string
  readonly startsAt: Date
  readonly endsAt: Date
}

const dayMilliseconds = 86_400_000

/**
 * Instant at which the n-th turn starts. A wall-clock time that the clocks skip moves forward by the
 * gap, one that comes twice means the first (RFC 5545, Temporal's `compatible`).
 */
export function startOfTurn(rule: TurnRule, position: number): Date {
  const days = position * (rule.turn === 'weekly' ? 7 : 1)
  const wall = Temporal.PlainDate.from(rule.startsOn)
    .add({ days })
    .toPlainDateTime(Temporal.PlainTime.from(rule.handOverTime))
  return new Date(wall.toZonedDateTime(rule.timeZone, { disambiguation: 'compatible' }).epochMilliseconds)
}

function turnAtPosition(rule: TurnRule, position: number): Turn {
  const personId = rule.people[position % rule.people.length] ?? ''
  return { personId, startsAt: startOfTurn(rule, position), endsAt: startOfTurn(rule, position + 1) }
}

/** The turn at an instant, or undefined before the rota starts. */
export function turnAt(rule: TurnRule, at: Date): Turn | undefined {
  if (rule.people.length === 0) return undefined
  const position = positionAt(rule, at)
  return position < 0 ? undefined : turnAtPosition(rule, position)
}

/** All turns that overlap the window, in order. */
export function turnsBetween(rule: TurnRule, from: Date, to: Date): Turn[] {
  const turns: Turn[] = []
  if (rule.people.length === 0) return turns
  for (let position = Math.max(0, positionAt(rule, from)); ; position += 1) {
    const turn = turnAtPosition(rule, position)
    if (turn.startsAt >= to) return turns
    turns.push(turn)
  }
}

/** Which turn an instant falls into; negative before the first. Days are 23 to 25 hours long, so the estimate is off by at most one turn. */
export function positionAt(rule: TurnRule, at: Date): number {
  const turnMilliseconds = dayMilliseconds * (rule.turn === 'weekly' ? 7 : 1)
  let position = Math.floor((at.getTime() - startOfTurn(rule, 0).getTime()) / turnMilliseconds)
  while (startOfTurn(rule, position + 1) <= at) position += 1
  while (startOfTurn(rule, position) > at) position -= 1
  return position
}
