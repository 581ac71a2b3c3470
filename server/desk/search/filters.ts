import type { Comparison, Condition } from '@bellwether/contract/condition.ts'
import { said } from '@bellwether/contract/said.ts'
import { tagOf } from '@bellwether/contract/tag.ts'
import { customersBy } from '../../customers/customers.ts'
import { staffDirectory, teamDirectory } from '../../people/people.ts'
import { type Context, now } from '../../platform/context.ts'
import { asPart } from '../../platform/permissions.ts'
import { personOf } from '../hand-offs/hand-off-visibility.rules.ts'
import type { Filter } from './query.rules.ts'

/** What must hold of a ticket besides its words. */
export interface AskedOfTickets {
  /** null: nothing. */
  readonly condition: Condition | null
  /** Teams that are asked, as far as everybody may know. */
  readonly teamIds: readonly string[]
  /** What names nobody and nothing. */
  readonly problems: readonly string[]
}

const nobody = '00000000-0000-0000-0000-000000000000'
const is = (field: string, value: Comparison['value'], op: Comparison['op'] = '='): Condition => ({ field, op, value })

/** Finds who and what the filters name. */
export async function askedOfTickets(ctx: Context, filters: readonly Filter[]): Promise<AskedOfTickets> {
  const and: Condition[] = []
  const teamIds: string[] = []
  const problems: string[] = []
  for (const filter of filters) {
    const { kind, value } = filter
    const known = conditionOf(ctx, filter)
    if (known) and.push(known)
    else if (kind === 'team') {
      const team = (await teamDirectory(ctx)).find((one) => isNamed(value, one.slug, one.name))
      if (team) teamIds.push(team.id)
      else problems.push(said`There is no team "${value}".`)
    } else if (kind === 'customer') {
      const customer = (await customersBy(asPart(ctx), 'key', [value])).get(value)
      if (customer) and.push(is('customer', customer.id))
      else problems.push(said`No customer has the key "${value}".`)
    } else if (kind === 'owner') {
      const ownerId = await personNamed(ctx, value)
      if (ownerId === undefined) problems.push(said`Nobody on staff is called "${value}".`)
      else and.push(is('owner', ownerId))
    }
  }
  return { condition: and.length === 0 ? null : { and }, teamIds, problems }
}

/** What a filter asks that names nobody; undefined for the others. */
function conditionOf(ctx: Context, { kind, value }: Filter): Condition | undefined {
  if (kind === 'is') return stateOf(ctx, value)
  if (kind === 'priority') return is('priority', value)
  if (kind === 'tag') return is('tag', tagOf(value))
  if (kind === 'before') return is('createdAt', `${value}T00:00:00Z`, '<')
  return kind === 'after' ? is('createdAt', `${value}T00:00:00Z`, '>=') : undefined
}

function stateOf(ctx: Context, state: Extract<Filter, { kind: 'is' }>['value']): Condition {
  const isOpen = is('state', 'open')
  if (state === 'open') return isOpen
  if (state === 'resolved') return is('state', 'resolved')
  if (state === 'urgent') return is('isUrgent', true)
  if (state === 'mine') return is('owner', personOf(ctx.actor)?.personId ?? nobody)
  if (state === 'unclaimed') return { and: [isOpen, is('owner', null)] }
  if (state === 'late') return { and: [isOpen, is('nextDueAt', now(ctx).toISOString(), '<')] }
  return { and: [is('state', 'resolved'), is('isDocumented', false)] }
}

async function personNamed(ctx: Context, value: string): Promise<string | undefined> {
  if (value === 'me') return personOf(ctx.actor)?.personId
  const staff = await staffDirectory(ctx)
  const found =
    staff.find((one) => isNamed(value, one.name, one.email)) ??
    staff.find(({ name }) => isNamed(value, name.split(' ')[0] ?? ''))
  return found?.id
}

const isNamed = (value: string, ...names: readonly string[]): boolean =>
  names.some((name) => name.toLowerCase() === value.toLowerCase())
