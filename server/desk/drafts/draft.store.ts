import { type Selectable, sql } from 'kysely'
import type { Context } from '../../platform/context.ts'
import { deskDb, type DeskTables } from '../desk.tables.ts'

type DraftRow = Selectable<DeskTables['desk.drafts']>

export const findDrafts = (ctx: Context, of: Pick<DraftRow, 'personId' | 'ticketId'>): Promise<DraftRow[]> =>
  deskDb(ctx)
    .selectFrom('desk.drafts')
    .selectAll()
    .where('personId', '=', of.personId)
    .where('ticketId', '=', of.ticketId)
    .orderBy('kind')
    .execute()

const beginningCharacters = 200

/** What somebody has begun on any ticket, the newest first. */
export const findBegun = (ctx: Context, personId: string, limit: number) =>
  deskDb(ctx)
    .selectFrom('desk.drafts as draft')
    .innerJoin('desk.tickets as ticket', 'ticket.id', 'draft.ticketId')
    .select(['ticket.id', 'ticket.number', 'ticket.subject', 'ticket.state', 'draft.kind', 'draft.at'])
    .select(sql<string>`left(draft.text, ${beginningCharacters})`.as('beginning'))
    .where('draft.personId', '=', personId)
    .orderBy('draft.at', 'desc')
    .limit(limit)
    .execute()

export async function upsertDraft(ctx: Context, { text, at, ...of }: DraftRow): Promise<void> {
  await deskDb(ctx)
    .insertInto('desk.drafts')
    .values({ ...of, text, at })
    .onConflict((conflict) => conflict.columns(['personId', 'ticketId', 'kind']).doUpdateSet({ text, at }))
    .execute()
}

export async function deleteDraft(ctx: Context, of: Pick<DraftRow, 'personId' | 'ticketId' | 'kind'>): Promise<void> {
  await deskDb(ctx)
    .deleteFrom('desk.drafts')
    .where('personId', '=', of.personId)
    .where('ticketId', '=', of.ticketId)
    .where('kind', '=', of.kind)
    .execute()
}

export async function deleteDraftsOf(ctx: Context, personId: string): Promise<void> {
  await deskDb(ctx).deleteFrom('desk.drafts').where('personId', '=', personId).execute()
}
