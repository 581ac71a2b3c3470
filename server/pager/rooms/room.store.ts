import { type Insertable, type Selectable, sql } from 'kysely'
import { type Context, now } from '../../platform/context.ts'
import { pagerDb, type PagerTables } from '../pager.tables.ts'

export type RoomRow = Selectable<PagerTables['pager.rooms']>
export type WordRow = Selectable<PagerTables['pager.roomWords']>

const wordsAtATime = 500

export async function findRooms(ctx: Context, teamId?: string): Promise<RoomRow[]> {
  return pagerDb(ctx)
    .selectFrom('pager.rooms')
    .selectAll()
    .$if(teamId !== undefined, (query) => query.where('teamId', '=', teamId ?? ''))
    .orderBy('addedAt')
    .orderBy('id')
    .execute()
}

export async function findRoom(ctx: Context, id: string): Promise<RoomRow | undefined> {
  return pagerDb(ctx).selectFrom('pager.rooms').selectAll().where('id', '=', id).executeTakeFirst()
}

/** The rooms that a channel is; several teams may be in one. */
export async function findRoomsOfChannel(ctx: Context, channel: string): Promise<RoomRow[]> {
  return pagerDb(ctx)
    .selectFrom('pager.rooms')
    .selectAll()
    .where('kind', '=', sql.lit<'irc'>('irc'))
    .where(sql`lower(address)`, '=', channel.toLowerCase())
    .orderBy('addedAt')
    .execute()
}

/** One who adds a room to a team after the other, until the transaction ends. */
export async function lockRoomsOf(ctx: Context, teamId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${teamId}, 7))`.execute(ctx.db)
}

/** Undefined where the team has it, or where whoever is in the channel pages another team. */
export async function insertRoom(
  ctx: Context,
  room: Insertable<PagerTables['pager.rooms']>,
): Promise<RoomRow | undefined> {
  return pagerDb(ctx)
    .insertInto('pager.rooms')
    .values(room)
    .onConflict((conflict) => conflict.doNothing())
    .returningAll()
    .executeTakeFirst()
}

/** Undefined where there is no such channel. */
export async function updateMayPage(ctx: Context, id: string, mayPage: boolean): Promise<RoomRow | undefined> {
  return pagerDb(ctx)
    .updateTable('pager.rooms')
    .set({ mayPage })
    .where('id', '=', id)
    .where('kind', '=', 'irc')
    .returningAll()
    .executeTakeFirst()
}

/** Forgets a room with its secrets, and what was to be said there. */
export async function deleteRoom(ctx: Context, id: string): Promise<RoomRow | undefined> {
  return pagerDb(ctx).deleteFrom('pager.rooms').where('id', '=', id).returningAll().executeTakeFirst()
}

export async function deleteRoomsOf(ctx: Context, teamId: string): Promise<void> {
  await pagerDb(ctx).deleteFrom('pager.rooms').where('teamId', '=', teamId).execute()
}

/** Has something said in every room of a team. One that is removed at that moment is passed over: no page fails for it. */
export async function insertWords(
  ctx: Context,
  teamId: string,
  { pageId, kind, personId }: Omit<Insertable<PagerTables['pager.roomWords']>, 'roomId'>,
): Promise<Pick<RoomRow, 'id' | 'kind'>[]> {
  const db = pagerDb(ctx)
  const rooms = await db
    .selectFrom('pager.rooms')
    .select(['id', 'kind'])
    .where('teamId', '=', teamId)
    .orderBy('id')
    .forKeyShare()
    .execute()
  if (rooms.length === 0) return []
  const words = rooms.map(({ id }) => ({ roomId: id, pageId, kind, personId }))
  await db.insertInto('pager.roomWords').values(words).execute()
  return rooms
}

/** What is to be said in a room, in its order. */
export async function findWords(ctx: Context, roomId: string): Promise<WordRow[]> {
  return pagerDb(ctx)
    .selectFrom('pager.roomWords')
    .selectAll()
    .where('roomId', '=', roomId)
    .orderBy('place')
    .limit(wordsAtATime)
    .execute()
}

export async function deleteWords(ctx: Context, places: readonly string[]): Promise<void> {
  await pagerDb(ctx).deleteFrom('pager.roomWords').where('place', 'in', places).execute()
}

const seconds = (count: number) => sql<Date>`now() + make_interval(secs => ${count})`

/** Nobody holds a room for longer: what says so was written before the clock was set back. */
const heldSecondsMax = 120

/**
 * Takes a room for so long, for one caller at a time; its count begins anew where the last is over, or to begin yet, as after
 * the clock was set back. In real time.
 */
export async function takeRoom(
  ctx: Context,
  id: string,
  { forSeconds, countSeconds }: { forSeconds: number; countSeconds: number },
): Promise<RoomRow | undefined> {
  const isOver = sql`coalesce(now() not between spoken_from and spoken_from + make_interval(secs => ${countSeconds}), true)`
  return pagerDb(ctx)
    .updateTable('pager.rooms')
    .set({
      freeAt: seconds(forSeconds),
      spoken: sql<number>`case when ${isOver} then 0 else spoken end`,
      spokenFrom: sql<Date>`case when ${isOver} then now() else spoken_from end`,
    })
    .where('id', '=', id)
    .where((of) =>
      of.or([
        of('freeAt', 'is', null),
        of('freeAt', '<=', sql<Date>`now()`),
        of('freeAt', '>', seconds(heldSecondsMax)),
      ]),
    )
    .returningAll()
    .executeTakeFirst()
}

/** Nobody speaks there for some seconds. */
export async function holdRoom(ctx: Context, id: string, forSeconds: number): Promise<void> {
  await pagerDb(ctx)
    .updateTable('pager.rooms')
    .set({ freeAt: seconds(forSeconds) })
    .where('id', '=', id)
    .execute()
}

/** Writes down that so many lines were said, and lets others speak there. */
export async function noteSaid(ctx: Context, id: string, lines: number): Promise<void> {
  await pagerDb(ctx)
    .updateTable('pager.rooms')
    .set({
      freeAt: null,
      saidAt: now(ctx),
      lastError: null,
      lastErrorAt: null,
      failures: 0,
      spoken: sql<number>`spoken + ${lines}`,
    })
    .where('id', '=', id)
    .execute()
}

/** Writes down why nothing was said; nobody tries it again for some seconds. */
export async function noteUnsaid(
  ctx: Context,
  id: string,
  { error, forSeconds }: { error: string; forSeconds: number },
): Promise<void> {
  await pagerDb(ctx)
    .updateTable('pager.rooms')
    .set({
      freeAt: seconds(forSeconds),
      lastError: error,
      lastErrorAt: now(ctx),
      failures: sql<number>`failures + 1`,
    })
    .where('id', '=', id)
    .execute()
}

const wantedLook = sql<Date>`greatest(free_at, now()) + interval '1 second'`

/** In how many seconds the caller is to look again, once the room is free; undefined where somebody else does by then. */
export async function takeLook(ctx: Context, id: string): Promise<number | undefined> {
  const row = await pagerDb(ctx)
    .updateTable('pager.rooms')
    .set({ lookAt: wantedLook })
    .where('id', '=', id)
    .where((of) =>
      of.or([of('lookAt', 'is', null), of('lookAt', '<=', sql<Date>`now()`), of('lookAt', '>', wantedLook)]),
    )
    .returning(sql<number>`ceil(extract(epoch from look_at - now()))::int`.as('seconds'))
    .executeTakeFirst()
  return row?.seconds
}
