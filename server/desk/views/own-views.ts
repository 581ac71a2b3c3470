import { type OwnView, ownViewsMax, tooManyViews, viewCountMax } from '@bellwether/contract/desk.ts'
import type { Condition } from '@bellwether/contract/condition.ts'
import type { TicketOrder } from '@bellwether/contract/desk-views.ts'
import { namesById } from '../../people/people.ts'
import { recordAudit } from '../../platform/audit/record-audit.ts'
import type { Context } from '../../platform/context.ts'
import { inTransaction } from '../../platform/database/in-transaction.ts'
import type { Presented } from '../../platform/http/handle.ts'
import { allow } from '../../platform/permissions.ts'
import { Problem } from '../../platform/problem.ts'
import { personOf } from '../hand-offs/hand-off-visibility.rules.ts'
import { countTicketsOf } from '../list-tickets.ts'
import type { Reader } from '../sharing.store.ts'
import { checkTeams, mayChange, readerOf, refuseOthers, sharingOf } from '../sharing.ts'
import {
  countViewsOf,
  deleteViewRow,
  findViews,
  insertView,
  type SeenView,
  setPinned,
  updateView,
} from './view.store.ts'
import { namedNow } from './named-values.ts'
import { seeView } from './see-view.ts'

const countingMilliseconds = 1500

interface ViewInput {
  readonly name: string
  readonly where: Condition
  readonly order: TicketOrder
  readonly columns: readonly string[]
  readonly isForEverybody: boolean
  readonly teamIds: readonly string[]
}

/** What somebody made, and what is shared with them. A program that acts for nobody has none. */
export async function listViews(ctx: Context): Promise<Presented<OwnView>[]> {
  allow(ctx, 'desk.read')
  const person = personOf(ctx.actor)
  return person ? presentViews(ctx, await findViews(ctx, person), person) : []
}

async function presentViews(ctx: Context, rows: readonly SeenView[], reader: Reader): Promise<Presented<OwnView>[]> {
  const names = await namesById(ctx, {
    people: rows.map(({ ownerId }) => ownerId),
    teams: rows.flatMap(({ teamIds }) => teamIds),
  })
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    where: row.condition,
    order: row.ticketOrder,
    columns: row.columns,
    owner: names.person(row.ownerId),
    isForEverybody: row.isForEverybody,
    teams: row.teamIds.map(names.team),
    isPinned: row.isPinned,
    isOwn: row.ownerId === reader.personId,
    mayChange: mayChange(ctx, row, reader),
  }))
}

/** Keeps a condition as a view of whoever asks. */
export async function addView(ctx: Context, input: ViewInput): Promise<Presented<OwnView>> {
  allow(ctx, 'desk.read')
  const reader = readerOf(ctx)
  return inTransaction(ctx, async (ctx) => {
    await checkTeams(ctx, input)
    if ((await countViewsOf(ctx, reader.personId)) >= ownViewsMax) throw new Problem(tooManyViews)
    const id = await insertView(ctx, reader.personId, fieldsOf(input))
    await setPinned(ctx, id, reader.personId, true)
    await recordAudit(ctx, { action: 'desk.add-view', about: { module: 'desk', id }, detail: sharingOf(input) })
    return presentOne(ctx, reader, id)
  })
}

const fieldsOf = ({ name, where, order, columns, ...shared }: ViewInput) => ({
  name,
  condition: where,
  ticketOrder: order,
  columns: [...new Set(columns)],
  ...sharingOf(shared),
})

async function presentOne(ctx: Context, reader: Reader, id: string): Promise<Presented<OwnView>> {
  const [view] = await presentViews(ctx, [await seeView(ctx, reader, id)], reader)
  return view!
}

/** Changes a view, for all who use it. */
export async function changeView(ctx: Context, id: string, input: ViewInput): Promise<Presented<OwnView>> {
  allow(ctx, 'desk.read')
  const reader = readerOf(ctx)
  return inTransaction(ctx, async (ctx) => {
    refuseOthers(ctx, await seeView(ctx, reader, id), reader)
    await checkTeams(ctx, input)
    await updateView(ctx, id, fieldsOf(input))
    await recordAudit(ctx, { action: 'desk.change-view', about: { module: 'desk', id }, detail: sharingOf(input) })
    return presentOne(ctx, reader, id)
  })
}

/** Deletes a view, for all who use it. */
export async function deleteView(ctx: Context, id: string): Promise<void> {
  allow(ctx, 'desk.read')
  const reader = readerOf(ctx)
  await inTransaction(ctx, async (ctx) => {
    refuseOthers(ctx, await seeView(ctx, reader, id), reader)
    await deleteViewRow(ctx, id)
    await recordAudit(ctx, { action: 'desk.delete-view', about: { module: 'desk', id } })
  })
}

/** Keeps a view in the side bar of whoever asks, or takes it out. */
export async function pinView(ctx: Context, id: string, isPinned: boolean): Promise<Presented<OwnView>> {
  allow(ctx, 'desk.read')
  const reader = readerOf(ctx)
  return inTransaction(ctx, async (ctx) => {
    await seeView(ctx, reader, id)
    await setPinned(ctx, id, reader.personId, isPinned)
    await recordAudit(ctx, { action: 'desk.pin-view', about: { module: 'desk', id }, detail: { isPinned } })
    return presentOne(ctx, reader, id)
  })
}

/** How many tickets each pinned view of whoever asks holds. */
export async function countViews(ctx: Context): Promise<{ id: string; count: number | null }[]> {
  allow(ctx, 'desk.read')
  const person = personOf(ctx.actor)
  const pinned = person ? (await findViews(ctx, person)).filter(({ isPinned }) => isPinned) : []
  const counts: { id: string; count: number | null }[] = []
  if (pinned.length === 0) return counts
  const named = await namedNow(ctx)
  const until = performance.now() + countingMilliseconds
  // One after the other, and not for long: nobody keeps others waiting by counting.
  for (const { id, condition } of pinned) {
    const hasTime = performance.now() < until
    counts.push({
      id,
      count: hasTime ? await countTicketsOf(ctx, condition, { named, limit: viewCountMax + 1 }) : null,
    })
  }
  return counts
}
