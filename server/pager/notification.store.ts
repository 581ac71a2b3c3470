import { type Insertable, type Selectable, sql } from 'kysely'
import { type Context, now } from '../platform/context.ts'
import { pagerDb, type PagerTables } from './pager.tables.ts'

export type NotificationRow = Selectable<PagerTables['pager.notifications']>

const atATime = 500

/** What was to go before an instant and was never tried; a mail is the mail's own. */
export async function countLateNotifications(ctx: Context, queuedBefore: Date): Promise<number> {
  const { count } = await pagerDb(ctx)
    .selectFrom('pager.notifications')
    .select(sql<number>`count(*)::int`.as('count'))
    .where('kind', '!=', 'mail')
    .where((of) => of(of.fn.coalesce('dispatchedAt', 'waitsUntil'), '<', queuedBefore))
    .where('firstTriedAt', 'is', null)
    .where('failedAt', 'is', null)
    .where('unneededAt', 'is', null)
    .executeTakeFirstOrThrow()
  return count
}

/** How often a page went to a person before. */
export async function countNotifications(ctx: Context, of: { pageId: string; personId: string }): Promise<number> {
  const { rounds } = await pagerDb(ctx)
    .selectFrom('pager.notifications')
    .select(sql<number>`coalesce(max(round) + 1, 0)::int`.as('rounds'))
    .where('pageId', '=', of.pageId)
    .where('personId', '=', of.personId)
    .executeTakeFirstOrThrow()
  return rounds
}

/** Adds a notification unless the page went there in this round already. */
export async function insertNotification(
  ctx: Context,
  notification: Insertable<PagerTables['pager.notifications']>,
): Promise<NotificationRow | undefined> {
  return pagerDb(ctx)
    .insertInto('pager.notifications')
    .values(notification)
    .onConflict((conflict) => conflict.doNothing())
    .returningAll()
    .executeTakeFirst()
}

export async function findNotification(ctx: Context, id: string): Promise<NotificationRow | undefined> {
  return pagerDb(ctx).selectFrom('pager.notifications').selectAll().where('id', '=', id).executeTakeFirst()
}

export async function findNotifications(ctx: Context, pageIds: readonly string[]): Promise<NotificationRow[]> {
  if (pageIds.length === 0) return []
  return pagerDb(ctx)
    .selectFrom('pager.notifications')
    .selectAll()
    .where('pageId', 'in', pageIds)
    .orderBy('place')
    .execute()
}

/** Writes down one attempt: taken, or why not. */
export async function recordAttempt(ctx: Context, id: string, error: string | null): Promise<void> {
  await pagerDb(ctx)
    .updateTable('pager.notifications')
    .set({
      attempts: sql<number>`attempts + 1`,
      firstTriedAt: sql<Date>`coalesce(first_tried_at, ${now(ctx)})`,
      lastError: error,
      sentAt: error === null ? now(ctx) : null,
    })
    .where('id', '=', id)
    .execute()
}

/** Somebody had answered before it could be sent. */
export async function markUnneeded(ctx: Context, id: string): Promise<void> {
  await pagerDb(ctx)
    .updateTable('pager.notifications')
    .set({ unneededAt: now(ctx), waitsUntil: null })
    .where('id', '=', id)
    .execute()
}

/** The notifications whose time has come, the longest due first. */
export async function findDueNotifications(ctx: Context, at: Date): Promise<string[]> {
  const rows = await pagerDb(ctx)
    .selectFrom('pager.notifications')
    .select('id')
    .where('waitsUntil', '<=', at)
    .orderBy('waitsUntil')
    .limit(atATime)
    .execute()
  return rows.map(({ id }) => id)
}

/** Takes a notification whose time has come out of those that wait, for one caller at a time. */
export async function takeDueNotification(ctx: Context, id: string): Promise<NotificationRow | undefined> {
  return pagerDb(ctx)
    .updateTable('pager.notifications')
    .set({ waitsUntil: null, dispatchedAt: now(ctx) })
    .where('id', '=', id)
    .where('waitsUntil', '<=', now(ctx))
    .returningAll()
    .executeTakeFirst()
}

/** Writes down that somebody looked at the link of a notification, the first time; says when that was. */
export async function markSeen(ctx: Context, id: string): Promise<Date> {
  const { seenAt } = await pagerDb(ctx)
    .updateTable('pager.notifications')
    .set({ seenAt: sql<Date>`coalesce(seen_at, ${now(ctx)})` })
    .where('id', '=', id)
    .returning('seenAt')
    .executeTakeFirstOrThrow()
  return seenAt ?? now(ctx)
}

/** The newest page that was texted to these people and that nobody has answered. */
export async function findNewestText(
  ctx: Context,
  personIds: readonly string[],
): Promise<{ id: string; personId: string } | undefined> {
  if (personIds.length === 0) return undefined
  return pagerDb(ctx)
    .selectFrom('pager.notifications as n')
    .innerJoin('pager.pages as p', 'p.id', 'n.pageId')
    .select(['n.id', 'n.personId'])
    .where('n.personId', 'in', personIds)
    .where('n.kind', '=', 'sms')
    .where('n.sentAt', 'is not', null)
    .where('p.state', '=', 'open')
    .orderBy('n.sentAt', 'desc')
    .limit(1)
    .executeTakeFirst()
}

/** By which the notification is found when somebody writes its code. */
export async function keepAnswerKey(ctx: Context, id: string, answerKey: Buffer): Promise<void> {
  await pagerDb(ctx).updateTable('pager.notifications').set({ answerKey }).where('id', '=', id).execute()
}

/** The notification whose code somebody writes. */
export async function findAnsweredNotification(ctx: Context, answerKey: Buffer): Promise<NotificationRow | undefined> {
  return pagerDb(ctx)
    .selectFrom('pager.notifications')
    .selectAll()
    .where('answerKey', '=', answerKey)
    .executeTakeFirst()
}

/** Writes down that a channel says it brought a notification there. */
export async function markDelivered(ctx: Context, id: string): Promise<void> {
  await pagerDb(ctx)
    .updateTable('pager.notifications')
    .set({ deliveredAt: sql<Date>`coalesce(delivered_at, ${now(ctx)})` })
    .where('id', '=', id)
    .execute()
}

/** Ends the trying. */
export async function markFailed(ctx: Context, id: string, reason: string): Promise<void> {
  await pagerDb(ctx)
    .updateTable('pager.notifications')
    .set({ failedAt: now(ctx), lastError: reason })
    .where('id', '=', id)
    .where('deliveredAt', 'is', null)
    .execute()
}
