import { type Selectable, sql } from 'kysely'
import { type Context, now } from '../platform/context.ts'
import { onePage, type Order, type Page, type PageOf } from '../platform/database/page-by-key.ts'
import { pagerDb, type PagerTables } from './pager.tables.ts'
import type { RotaVersion } from './rota-version.rules.ts'
import type { TurnRule } from './rota.rules.ts'

export type RotaRow = Selectable<PagerTables['pager.rotas']>
type VersionRow = Selectable<PagerTables['pager.rotaVersions']>

/** A rota: how it was written last, and every version that says who is on call when. */
export interface Rota extends Pick<RotaRow, 'id' | 'teamId' | 'name' | 'work'> {
  readonly written: TurnRule
  readonly versions: readonly RotaVersion[]
}

/** The rotas of a team stand together, by name. */
const byTeam: Order<RotaRow> = {
  direction: 'asc',
  key: [
    { sql: 'team_id', type: 'uuid', of: ({ teamId }) => teamId },
    { sql: 'name collate "C"', type: 'text', of: ({ name }) => name },
    { sql: 'id', type: 'uuid', of: ({ id }) => id },
  ],
}

const findInForce = (ctx: Context) => pagerDb(ctx).selectFrom('pager.rotas').selectAll().where('removedAt', 'is', null)

/** Rotas in force, of one team or of all, a page at a time. */
export async function findRotas(ctx: Context, page: Page & { teamId: string | undefined }): Promise<PageOf<Rota>> {
  const { teamId } = page
  const query = findInForce(ctx).$if(teamId !== undefined, (some) => some.where('teamId', '=', teamId ?? ''))
  const { items, nextCursor } = await onePage(query, byTeam, page)
  return { items: await findWithVersions(ctx, items), nextCursor }
}

/** The rotas by which a team is paged, in the order of their names. */
export async function findPagingRotas(ctx: Context, teamId: string): Promise<Rota[]> {
  const rows = findInForce(ctx).where('teamId', '=', teamId).where('work', '=', 'paging')
  return findWithVersions(ctx, await rows.orderBy(sql`name collate "C"`).execute())
}

/** All rotas in force of a team. */
export async function findRotasOf(ctx: Context, teamId: string): Promise<Rota[]> {
  return findWithVersions(ctx, await findInForce(ctx).where('teamId', '=', teamId).execute())
}

/** The rotas in force on which somebody has turns, or will have. */
export async function findRotasWith(ctx: Context, personId: string): Promise<Rota[]> {
  const rotas = await findWithVersions(
    ctx,
    await findInForce(ctx)
      .orderBy('teamId')
      .orderBy(sql`name collate "C"`)
      .execute(),
  )
  return rotas.filter(({ written }) => written.people.includes(personId))
}

export async function countInForce(ctx: Context): Promise<number> {
  const { count } = await pagerDb(ctx)
    .selectFrom('pager.rotas')
    .select(sql<number>`count(*)`.as('count'))
    .where('removedAt', 'is', null)
    .executeTakeFirstOrThrow()
  return count
}

/** A rota in force. */
export async function findRota(ctx: Context, id: string): Promise<Rota | undefined> {
  return (await findWithVersions(ctx, await findInForce(ctx).where('id', '=', id).execute()))[0]
}

async function findWithVersions(ctx: Context, rotas: readonly RotaRow[]): Promise<Rota[]> {
  if (rotas.length === 0) return []
  const rows = await pagerDb(ctx)
    .selectFrom('pager.rotaVersions')
    .selectAll()
    .where(
      'rotaId',
      'in',
      rotas.map(({ id }) => id),
    )
    .orderBy('beginsAt')
    .orderBy('savedAt')
    .execute()
  const ofRota = Map.groupBy(rows, (row) => row.rotaId)
  return rotas.flatMap(({ id, teamId, name, work }) => {
    const versions = ofRota.get(id) ?? []
    const newest = versions.toSorted((a, b) => Number(a.savedAt) - Number(b.savedAt)).at(-1)
    return newest ? [{ id, teamId, name, work, written: writtenRule(newest), versions: versions.map(version) }] : []
  })
}

/** One edit of a team's rotas after the other, until the transaction ends. */
export async function lockRotas(ctx: Context, teamId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${teamId}, 4))`.execute(ctx.db)
}

/** Another rota of the team with this name. */
export async function findNamesake(
  ctx: Context,
  { id, teamId, name }: Pick<RotaRow, 'teamId' | 'name'> & { id?: string | undefined },
): Promise<RotaRow | undefined> {
  const rows = await findInForce(ctx).where('teamId', '=', teamId).where('name', '=', name).execute()
  return rows.find((row) => row.id !== id)
}

export async function insertRota(ctx: Context, rota: Pick<RotaRow, 'teamId' | 'name' | 'work'>): Promise<string> {
  const row = { ...rota, removedAt: null }
  return (await pagerDb(ctx).insertInto('pager.rotas').values(row).returning('id').executeTakeFirstOrThrow()).id
}

export async function updateRota(
  ctx: Context,
  id: string,
  change: Partial<Pick<RotaRow, 'name' | 'removedAt'>>,
): Promise<void> {
  await pagerDb(ctx).updateTable('pager.rotas').set(change).where('id', '=', id).execute()
}

/** Adds a version; one that had not begun yet is given up for it. */
export async function insertRotaVersion(
  ctx: Context,
  rotaId: string,
  { written, version }: { written: TurnRule; version: RotaVersion },
): Promise<void> {
  await pagerDb(ctx)
    .deleteFrom('pager.rotaVersions')
    .where('rotaId', '=', rotaId)
    .where('beginsAt', '>', now(ctx))
    .execute()
  const { beginsAt, holder, heldUntil, rule } = version
  await pagerDb(ctx)
    .insertInto('pager.rotaVersions')
    .values({
      rotaId,
      beginsAt,
      savedAt: now(ctx),
      holder,
      heldUntil,
      timeZone: written.timeZone,
      turn: written.turn,
      handOverTime: written.handOverTime,
      startsOn: written.startsOn,
      people: [...written.people],
      turnsStartOn: rule.startsOn,
      turnOrder: [...rule.people],
    })
    .execute()
}

const writtenRule = ({ timeZone, turn, handOverTime, startsOn, people }: VersionRow): TurnRule => ({
  timeZone,
  turn,
  handOverTime,
  startsOn,
  people,
})

const version = (row: VersionRow): RotaVersion => ({
  beginsAt: row.beginsAt,
  holder: row.holder,
  heldUntil: row.heldUntil,
  rule: { ...writtenRule(row), startsOn: row.turnsStartOn, people: row.turnOrder },
})
