import { type Comparison, type Condition, relativeInstant } from '@bellwether/contract/condition.ts'
import { type ticketFields } from '@bellwether/contract/desk-views.ts'
import { offCallFor } from '../../pager/pager.ts'
import { findTeam } from '../../people/people.ts'
import { type Context, now } from '../../platform/context.ts'
import { personOf } from '../hand-offs/hand-off-visibility.rules.ts'
import { ticketColumns } from '../ticket-columns.ts'

/** Whom a view means by `me`, and by `off-call`; and what by `now`. */
export interface Named {
  readonly me: string
  readonly offCall: readonly string[]
  readonly now: Date
}

const noPerson = '00000000-0000-0000-0000-000000000000'

/** A view says `me`, `off-call` and `now`; what that is depends on who asks, and when. */
export async function namedNow(ctx: Context): Promise<Named> {
  const support = await findTeam(ctx, 'support')
  // A program that acts for nobody owns nothing.
  const me = personOf(ctx.actor)?.personId ?? noPerson
  return { me, offCall: support ? await offCallFor(ctx, support.id, 'tickets') : [], now: now(ctx) }
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

function withPeople({ me, offCall }: Named, comparison: Comparison): Condition {
  const named = (value: unknown): readonly string[] =>
    value === 'me' ? [me] : value === 'off-call' ? offCall : [String(value)]
  const { op, value } = comparison
  if (Array.isArray(value)) return { ...comparison, value: value.flatMap(named) }
  if (value === 'off-call') {
    const isOff = { field: comparison.field, op: 'in', value: [...offCall] } as const
    return op === '!=' ? { not: isOff } : isOff
  }
  return { ...comparison, value: value === 'me' ? me : value }
}

function withInstants({ now }: Named, { value, ...rest }: Comparison): Condition {
  const instant = (one: unknown) => (typeof one === 'string' ? (relativeInstant(one, now)?.toISOString() ?? one) : one)
  return { ...rest, value: (Array.isArray(value) ? value.map(instant) : instant(value)) as Comparison['value'] }
}
