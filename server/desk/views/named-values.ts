import { type Comparison, type Condition, relativeInstant } from '@bellwether/contract/condition.ts'
import { type ticketFields } from '@bellwether/contract/desk-views.ts'
import { turnsFor } from '../../pager/pager.ts'
import { findTeam } from '../../people/people.ts'
import { type Context, now } from '../../platform/context.ts'
import { personOf } from '../hand-offs/hand-off-visibility.rules.ts'
import { ticketColumns } from '../ticket-columns.ts'

/** Whom a view means by `me`, `off-call` and `shift`; and what by `now`. */
export interface Named {
  readonly me: string
  readonly offCall: readonly string[]
  /** Whether the tickets of support are theirs by turn now. */
  readonly isOn: boolean
  readonly now: Date
}

const noPerson = '00000000-0000-0000-0000-000000000000'

/** A view says `me`, `off-call`, `shift` and `now`; what that is depends on who asks, and when. */
export async function namedNow(ctx: Context): Promise<Named> {
  const support = await findTeam(ctx, 'support')
  // A program that acts for nobody owns nothing.
  const me = personOf(ctx.actor)?.personId ?? noPerson
  const { on, off } = support ? await turnsFor(ctx, support.id, 'tickets') : { on: [], off: [] }
  return { me, offCall: off, isOn: on.includes(me), now: now(ctx) }
}

/** The condition as it can be asked: with ids of people, and with instants. */
export function withNames(named: Named, condition: Condition): Condition {
  if ('and' in condition) return { and: condition.and.map((one) => withNames(named, one)) }
  if ('or' in condition) return { or: condition.or.map((one) => withNames(named, one)) }
  if ('not' in condition) return { not: withNames(named, condition.not) }
  if (condition.field === 'owner' || condition.field === 'follower') return withPeople(named, condition)
  const { type } = ticketColumns[condition.field as keyof typeof ticketFields]
  return type === 'timestamptz' ? withInstants(named, condition) : condition
}

function withPeople(named: Named, comparison: Comparison): Condition {
  const { field, op, value } = comparison
  if (Array.isArray(value)) return { ...comparison, value: value.flatMap((one) => peopleOf(named, String(one))) }
  if (value !== 'off-call' && value !== 'shift') return { ...comparison, value: value === 'me' ? named.me : value }
  const among: Condition = { field, op: 'in', value: [...peopleOf(named, value)] }
  // What nobody owns is of whoever has the turn.
  const isNobody = value === 'shift' && named.isOn && field === 'owner'
  const is: Condition = isNobody ? { or: [among, { field, op: '=', value: null }] } : among
  return op === '!=' ? { not: is } : is
}

function peopleOf({ me, offCall, isOn }: Named, value: string): readonly string[] {
  if (value === 'off-call') return offCall
  if (value === 'shift') return isOn ? [me, ...offCall] : [me]
  return [value === 'me' ? me : value]
}

function withInstants({ now }: Named, { value, ...rest }: Comparison): Condition {
  const instant = (one: unknown) => (typeof one === 'string' ? (relativeInstant(one, now)?.toISOString() ?? one) : one)
  return { ...rest, value: (Array.isArray(value) ? value.map(instant) : instant(value)) as Comparison['value'] }
}
