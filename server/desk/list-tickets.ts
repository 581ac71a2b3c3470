import type { Condition } from '@bellwether/contract/condition.ts'
import { type BuiltInView, builtInViews } from '@bellwether/contract/desk-views.ts'
import type { Context } from '../platform/context.ts'
import type { Page, PageOf } from '../platform/database/page-by-key.ts'
import { offCallFor } from '../pager/pager.ts'
import { findTeam, teamDirectory } from '../people/people.ts'
import { allow, allowJobsOnly } from '../platform/permissions.ts'
import { countOpenByTeam } from './hand-offs/hand-off.store.ts'
import { personOf } from './hand-offs/hand-off-visibility.rules.ts'
import { findNewestWords, type Newest } from './message.store.ts'
import { presentTickets, type SummaryAnswer } from './present-ticket.ts'
import { refreshFacts } from './figures/refresh-facts.ts'
import { asksFacts } from './ticket-columns.ts'
import { countTicketsWhere, findQueue, findQueueIds, sumUpTicketCounts } from './ticket.store.ts'

type ListedAnswer = SummaryAnswer & { readonly newest: Newest | null }

export interface QueueQuery extends Page {
  readonly view: BuiltInView
  /** Narrows the view. */
  readonly where?: Condition | undefined
  readonly customerId?: string | undefined
  readonly search?: string | undefined
}

/** A page of a view of the queue. */
export async function listTickets(ctx: Context, query: QueueQuery): Promise<PageOf<ListedAnswer>> {
  allow(ctx, 'desk.read')
  const { cursor, limit } = query
  const found = await findQueue(ctx, { ...(await askedOf(ctx, query)), cursor, limit })
  const [tickets, newest] = await Promise.all([
    presentTickets(ctx, found.items),
    findNewestWords(
      ctx,
      found.items.map(({ id }) => id),
    ),
  ])
  const items = found.items.map(({ id }, n) => ({ ...tickets[n]!, newest: newest.get(id) ?? null }))
  return { ...found, items }
}

/** For verbs: all that a view holds now, in its order; so many at most. */
export const listTicketIds = async (
  ctx: Context,
  query: Omit<QueueQuery, keyof Page>,
  limit: number,
): Promise<string[]> => findQueueIds(ctx, await askedOf(ctx, query), limit)

/** What is asked of the tickets, with who is meant by `me`. */
async function askedOf(ctx: Context, query: Omit<QueueQuery, keyof Page>) {
  const { where, customerId, search } = query
  const view = viewOf(query.view)
  const all: Condition = {
    and: [
      view.where,
      ...(where ? [where] : []),
      ...(customerId ? [{ field: 'customer', op: '=', value: customerId } as const] : []),
    ],
  }
  if (asksFacts(all)) await refreshFacts(ctx)
  return { where: withNames(await namedNow(ctx), all), search, order: view.order }
}

const viewOf = (id: BuiltInView) => builtInViews.find((view) => view.id === id) ?? builtInViews[0]

/** Whom a view means by `me`, and by `off-call`. */
interface Named {
  readonly me: string
  readonly offCall: readonly string[]
}

const noPerson = '00000000-0000-0000-0000-000000000000'

/** A view says `me` and `off-call`; who that is depends on who asks, and when. */
async function namedNow(ctx: Context): Promise<Named> {
  const support = await findTeam(ctx, 'support')
  // A program that acts for nobody owns nothing.
  const me = personOf(ctx.actor)?.personId ?? noPerson
  return { me, offCall: support ? await offCallFor(ctx, support.id) : [] }
}

function withNames({ me, offCall }: Named, condition: Condition): Condition {
  const named = (value: unknown): readonly string[] =>
    value === 'me' ? [me] : value === 'off-call' ? offCall : [String(value)]
  const within = (one: Condition): Condition => {
    if ('and' in one) return { and: one.and.map(within) }
    if ('or' in one) return { or: one.or.map(within) }
    if ('not' in one) return { not: within(one.not) }
    if (one.field !== 'owner') return one
    const { value } = one
    if (Array.isArray(value)) return { ...one, value: value.flatMap(named) }
    if (value === 'off-call') {
      const isOff = { field: 'owner', op: 'in', value: [...offCall] } as const
      return one.op === '!=' ? { not: isOff } : isOff
    }
    return { ...one, value: value === 'me' ? me : value }
  }
  return within(condition)
}

/** How much is in each view and in each team's queue. */
export async function countTickets(ctx: Context) {
  allow(ctx, 'desk.read')
  const names = await namedNow(ctx)
  const counts = await countTicketsWhere(
    ctx,
    builtInViews.map(({ where }) => withNames(names, where)),
  )
  const open = await countOpenByTeam(ctx)
  const teams = await teamDirectory(ctx)
  return {
    views: Object.fromEntries(builtInViews.map(({ id }, at) => [id, counts[at] ?? 0])),
    handOffs: teams.map((team) => ({ team, open: open.get(team.id) ?? 0 })),
  }
}

/** Keeps the counts small, so that reading them stays quick. */
export async function sumUpCounts(ctx: Context): Promise<void> {
  allowJobsOnly(ctx)
  await sumUpTicketCounts(ctx)
}
