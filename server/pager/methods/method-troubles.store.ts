import { sql } from 'kysely'
import type { Context } from '../../platform/context.ts'
import { pagerDb } from '../pager.tables.ts'

interface LastTried {
  readonly methodId: string
  readonly firstTriedAt: Date
  readonly sentAt: Date | null
  readonly lastError: string | null
}

/** Of each of these methods the last notification that was tried. */
export async function findLastTried(ctx: Context, methodIds: readonly string[]): Promise<LastTried[]> {
  if (methodIds.length === 0) return []
  const { rows } = await sql<LastTried>`
    select method.id as method_id, last.first_tried_at, last.sent_at, last.last_error
    from unnest(${methodIds}::uuid[]) method (id), lateral (
      select first_tried_at, sent_at, last_error from pager.notifications
      where method_id = method.id and method_id is not null and first_tried_at is not null
      order by place desc limit 1
    ) last`.execute(pagerDb(ctx))
  return rows
}

/** Of each of these people the last notification by mail that went out. */
export async function findLastMails(
  ctx: Context,
  personIds: readonly string[],
): Promise<{ personId: string; id: string; createdAt: Date }[]> {
  if (personIds.length === 0) return []
  const { rows } = await sql<{ personId: string; id: string; createdAt: Date }>`
    select person.id as person_id, last.id, last.created_at
    from unnest(${personIds}::uuid[]) person (id), lateral (
      select id, created_at from pager.notifications
      where person_id = person.id and kind = 'mail' and dispatched_at is not null
      order by place desc limit 1
    ) last`.execute(pagerDb(ctx))
  return rows
}
