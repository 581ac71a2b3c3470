import type { Condition } from '@bellwether/contract/condition.ts'
import { viewTooWide } from '@bellwether/contract/desk.ts'
import { builtInViews, type TicketOrder } from '@bellwether/contract/desk-views.ts'
import type { Context } from '../platform/context.ts'
import type { Page, PageOf } from '../platform/database/page-by-key.ts'
import { withPatience } from '../platform/database/with-patience.ts'
import { teamDirectory } from '../people/people.ts'
import { allow, allowJobsOnly } from '../platform/permissions.ts'
import { Problem } from '../platform/problem.ts'
import { type FieldValues, findFieldValues } from './fields/ticket-field.store.ts'
import { countOpenByTeam } from './hand-offs/hand-off.store.ts'
import { findNewestWords, type Newest } from './message.store.ts'
import { unsentByTicket, type UnsentMark } from './unsent/present-unsent.ts'
import { type Named, namedNow, withNames } from './views/named-values.ts'
import { viewAsked } from './views/see-view.ts'
import { presentTickets, type SummaryAnswer } from './present-ticket.ts'
import { refreshFacts } from './figures/refresh-facts.ts'
import { asksFacts } from './ticket-columns.ts'
import type { QueueOrder } from './queue-order.store.ts'
import { countQueue, countTicketsWhere, findQueue, findQueueIds, sumUpTicketCounts } from './ticket.store.ts'

const readMilliseconds = 3000
const countMilliseconds = 500

interface Listed {
  readonly newest: Newest | null
  readonly unsent: UnsentMark | null
  readonly fields: FieldValues
}
type ListedAnswer = SummaryAnswer & Listed

export interface QueueQuery extends Page {
  /** A built-in one, or the id of one that somebody made. */
  readonly view: string
  /** Narrows the view. */
  readonly where?: Condition | undefined
  /** That of the view where it is not said. */
  readonly order?: TicketOrder | undefined
  readonly customerId?: string | undefined
  readonly search?: string | undefined
}

/** A page of a view of the queue. */
export async function listTickets(ctx: Context, query: QueueQuery): Promise<PageOf<ListedAnswer>> {
  allow(ctx, 'desk.read')
  const { cursor, limit } = query
  const found = await patiently(ctx, await askedOf(ctx, query), (ctx, asked) =>
    findQueue(ctx, { ...asked, cursor, limit }),
  )
  const ids = found.items.map(({ id }) => id)
  const [tickets, newest, unsent, fields] = await Promise.all([
    presentTickets(ctx, found.items),
    findNewestWords(ctx, ids),
    unsentByTicket(ctx, ids),
    findFieldValues(ctx, ids),
  ])
  const items = found.items.map(({ id }, n) => ({
    ...tickets[n]!,
    newest: newest.get(id) ?? null,
    unsent: unsent.get(id) ?? null,
    fields: fields.get(id) ?? {},
  }))
  return { ...found, items }
}

/** For verbs: all that a view holds now, in its order; so many at most. */
export const listTicketIds = async (
  ctx: Context,
  query: Omit<QueueQuery, keyof Page>,
  limit: number,
): Promise<string[]> => patiently(ctx, await askedOf(ctx, query), (ctx, asked) => findQueueIds(ctx, asked, limit))

/** How many tickets there are of which this holds, so many at most; null where that takes too long to count. */
export async function countTicketsOf(
  ctx: Context,
  where: Condition,
  { named, limit }: { named: Named; limit: number },
): Promise<number | null> {
  if (asksFacts(where)) await refreshFacts(ctx)
  const asked = withNames(named, where)
  return (await withPatience(ctx, countMilliseconds, (ctx) => countQueue(ctx, asked, limit))) ?? null
}

interface Asked {
  readonly where: Condition
  readonly search: string | undefined
  readonly order: QueueOrder
  /** Somebody wrote the condition: nobody knows how many tickets it looks through. */
  readonly isOwn: boolean
}

/** What somebody asks of all tickets may take too long; they are told how to ask for less. */
async function patiently<T>(ctx: Context, asked: Asked, read: (ctx: Context, asked: Asked) => Promise<T>): Promise<T> {
  if (!asked.isOwn) return read(ctx, asked)
  const found = await withPatience(ctx, readMilliseconds, async (ctx) => ({ read: await read(ctx, asked) }))
  if (!found) throw new Problem(viewTooWide)
  return found.read
}

/** What is asked of the tickets, with who is meant by `me`. */
async function askedOf(ctx: Context, query: Omit<QueueQuery, keyof Page>): Promise<Asked> {
  const { where, customerId, search } = query
  const view = builtInViews.find(({ id }) => id === query.view) ?? (await viewAsked(ctx, query.view))
  const all: Condition = {
    and: [
      view.where,
      ...(where ? [where] : []),
      ...(customerId ? [{ field: 'customer', op: '=', value: customerId } as const] : []),
    ],
  }
  if (asksFacts(all)) await refreshFacts(ctx)
  // A list that somebody sorts so may hold what is open, too.
  const isMixed = query.order === 'resolved' && view.order !== 'resolved'
  const order = isMixed ? 'open-then-resolved' : (query.order ?? view.order)
  return {
    where: withNames(await namedNow(ctx), all),
    search,
    order,
    isOwn: !('about' in view) || where !== undefined || order !== view.order,
  }
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
