import { type Expression, type Insertable, type Selectable, sql, type SqlBool, type Updateable } from 'kysely'
import type { Actor, Context } from '../../platform/context.ts'
import { newestFirst, onePage, type Order, type Page, type PageOf } from '../../platform/database/page-by-key.ts'
import { dueFirst } from '../clock.store.ts'
import { deskDb, type DeskTables } from '../desk.tables.ts'
import { personOf } from './hand-off-visibility.rules.ts'

export type HandOffRow = Selectable<DeskTables['desk.handOffs']>

export async function insertHandOff(
  ctx: Context,
  handOff: Insertable<DeskTables['desk.handOffs']>,
): Promise<HandOffRow> {
  return deskDb(ctx).insertInto('desk.handOffs').values(handOff).returningAll().executeTakeFirstOrThrow()
}

export async function findHandOff(ctx: Context, id: string): Promise<HandOffRow | undefined> {
  return deskDb(ctx).selectFrom('desk.handOffs').selectAll().where('id', '=', id).executeTakeFirst()
}

export async function findHandOffs(ctx: Context, ticketId: string): Promise<HandOffRow[]> {
  return findOfTickets(ctx, [ticketId]).execute()
}

/** Open hand-offs of these tickets. */
export async function findOpenHandOffs(ctx: Context, ticketIds: readonly string[]): Promise<HandOffRow[]> {
  if (ticketIds.length === 0) return []
  return findOfTickets(ctx, ticketIds).where('outcome', 'is', null).execute()
}

const findOfTickets = (ctx: Context, ticketIds: readonly string[]) =>
  deskDb(ctx)
    .selectFrom('desk.handOffs')
    .selectAll()
    .where('ticketId', 'in', ticketIds)
    .orderBy('round')
    .orderBy('askedAt')
    .orderBy('id')

export const hasOpenHandOff = async (ctx: Context, ticketId: string): Promise<boolean> =>
  (await findOpenHandOffs(ctx, [ticketId])).length > 0

/** Open hand-offs of which this person is asked by name. */
export async function findAskedOf(ctx: Context, personId: string): Promise<HandOffRow[]> {
  return deskDb(ctx)
    .selectFrom('desk.handOffs')
    .selectAll()
    .where('askedPersonId', '=', personId)
    .where('outcome', 'is', null)
    .execute()
}

/** Says that the team of a to-do is dissolved; false where that was said. */
export async function markLeft(ctx: Context, id: string, leftAt: Date): Promise<boolean> {
  const result = await deskDb(ctx)
    .updateTable('desk.handOffs')
    .set({ leftAt })
    .where('id', '=', id)
    .where('leftAt', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

/** What a team is asked and has not ended, or ended and still has to do something about. */
export async function findUnfinishedOf(ctx: Context, teamId: string): Promise<HandOffRow[]> {
  return deskDb(ctx)
    .selectFrom('desk.handOffs')
    .selectAll()
    .where('askedTeamId', '=', teamId)
    .where((of) =>
      of.or([of('outcome', 'is', null), of.and([of('todo', 'is not', null), of('todoDoneAt', 'is', null)])]),
    )
    .execute()
}

/** Changes a hand-off that is still in one of these states; false when somebody was faster. */
export async function moveHandOff(
  ctx: Context,
  id: string,
  from: readonly HandOffRow['state'][],
  change: Updateable<DeskTables['desk.handOffs']>,
): Promise<boolean> {
  const result = await deskDb(ctx)
    .updateTable('desk.handOffs')
    .set(change)
    .where('id', '=', id)
    .where('state', 'in', [...from])
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

export async function updateHandOff(
  ctx: Context,
  id: string,
  change: Pick<HandOffRow, 'askedPersonId'>,
): Promise<void> {
  await deskDb(ctx).updateTable('desk.handOffs').set(change).where('id', '=', id).execute()
}

/** Support goes on from the answers it has: they are closed. Returns which they were. */
export async function markReturned(ctx: Context, ticketId: string): Promise<ReturnedAnswer[]> {
  return deskDb(ctx)
    .with('answers', (db) =>
      db
        .selectFrom('desk.handOffs')
        .select(['id', 'state'])
        .where('ticketId', '=', ticketId)
        .where('state', 'in', ['answered', 'declined'])
        .forUpdate(),
    )
    .updateTable('desk.handOffs')
    .from('answers')
    .set({ state: 'returned' })
    .whereRef('desk.handOffs.id', '=', 'answers.id')
    .returning(['answers.id', 'answers.state'])
    .execute()
}

export type ReturnedAnswer = Pick<HandOffRow, 'id' | 'state'>

/** Support has not gone on from these answers after all. */
export async function unmarkReturned(ctx: Context, answers: readonly ReturnedAnswer[]): Promise<void> {
  for (const { id, state } of answers) await moveHandOff(ctx, id, ['returned'], { state })
}

/** What the team still had to do is done; false where there is nothing to do. */
export async function markTodoDone(
  ctx: Context,
  id: string,
  done: Pick<HandOffRow, 'todoDoneBy' | 'todoDoneAt'>,
): Promise<boolean> {
  const result = await deskDb(ctx)
    .updateTable('desk.handOffs')
    .set(done)
    .where('id', '=', id)
    .where('todo', 'is not', null)
    .where('todoDoneAt', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

/** `canSeeHandOff`, where it is asked of many. */
export function visibleTo(actor: Actor): Expression<SqlBool> {
  if (actor.kind === 'job') return sql<boolean>`true`
  const person = personOf(actor)
  if (!person) return sql<boolean>`not is_private`
  const { personId, teamIds } = person
  return sql<boolean>`(not is_private or asked_by = ${personId} or asked_team_id = any(${teamIds}::uuid[]))`
}

/** What a team has of hand-offs: that it is asked, that it answered, or that it still does something about. */
export type TeamList = 'open' | 'ended' | 'todo'

const openFirst: Order<HandOffRow> = {
  direction: 'asc',
  key: [dueFirst, { sql: 'id', type: 'uuid', of: ({ id }) => id }],
}

/** A team's hand-offs: open ones by nearest breach of their own clocks, ended ones newest first. */
export async function findTeamQueue(
  ctx: Context,
  { teamId, show, ...page }: Page & { teamId: string; show: TeamList },
): Promise<PageOf<HandOffRow>> {
  const rows = deskDb(ctx)
    .selectFrom('desk.handOffs')
    .selectAll()
    .where('askedTeamId', '=', teamId)
    .where(visibleTo(ctx.actor))
    .$if(show === 'open', (query) => query.where('outcome', 'is', null))
    .$if(show === 'ended', (query) => query.where('outcome', 'is not', null))
    .$if(show === 'todo', (query) => query.where('todo', 'is not', null).where('todoDoneAt', 'is', null))
  return onePage(rows, show === 'open' ? openFirst : newestFirst('endedAt'), page)
}

export async function countOpenByTeam(ctx: Context): Promise<Map<string, number>> {
  const rows = await deskDb(ctx)
    .selectFrom('desk.handOffs')
    .select((of) => ['askedTeamId', of.fn.countAll<number>().as('count')])
    .where('outcome', 'is', null)
    .where(visibleTo(ctx.actor))
    .groupBy('askedTeamId')
    .execute()
  return new Map(rows.map((row) => [row.askedTeamId, row.count]))
}

/** The hand-offs of these rounds that were passed on, the oldest first, by ticket and round. */
export async function findTrails(ctx: Context, rows: readonly HandOffRow[]): Promise<Map<string, HandOffRow[]>> {
  const passedOn = rows.filter(({ passedOnFromId }) => passedOnFromId !== null).map(({ ticketId }) => ticketId)
  if (passedOn.length === 0) return new Map()
  const found = await findOfTickets(ctx, [...new Set(passedOn)])
    .where('outcome', '=', 'passed-on')
    .execute()
  return Map.groupBy(found, roundOf)
}

/** One round is one question, to however many teams it was passed on. */
export const roundOf = ({ ticketId, round }: Pick<HandOffRow, 'ticketId' | 'round'>): string => `${ticketId} ${round}`
