import { type Selectable, sql } from 'kysely'
import { type Context, now } from '../platform/context.ts'
import { onePage, type Order, type Page, type PageOf } from '../platform/database/page-by-key.ts'
import type { Layer, LayerVersion } from './layer.rules.ts'
import { findOverrides } from './override.store.ts'
import { pagerDb, type PagerTables } from './pager.tables.ts'
import type { RotaPlan } from './rota.rules.ts'
import type { TurnRule } from './turn.rules.ts'

export type RotaRow = Selectable<PagerTables['pager.rotas']>
type VersionRow = Selectable<PagerTables['pager.rotaVersions']>

/** A layer as somebody wrote it last. */
export interface WrittenLayer {
  readonly id: string
  readonly name: string
  readonly rule: TurnRule
}

/** A rota: how it was written last, the upmost layer first, and everything that says who is on when. */
export interface Rota extends Pick<RotaRow, 'id' | 'teamId' | 'name' | 'work'>, RotaPlan {
  readonly written: readonly WrittenLayer[]
}

/** Everybody who has turns by what is written, once. */
export const peopleOf = ({ written }: Pick<Rota, 'written'>): string[] => [
  ...new Set(written.flatMap(({ rule }) => rule.people)),
]

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

/** Rotas in force, of one team or of all, or one of them, a page at a time. */
export async function findRotas(
  ctx: Context,
  page: Page & { teamId: string | undefined; id?: string | undefined },
): Promise<PageOf<Rota>> {
  const { teamId, id } = page
  const query = findInForce(ctx)
    .$if(teamId !== undefined, (some) => some.where('teamId', '=', teamId ?? ''))
    .$if(id !== undefined, (some) => some.where('id', '=', id ?? ''))
  const { items, nextCursor } = await onePage(query, byTeam, page)
  return { items: await findWithVersions(ctx, items), nextCursor }
}

/** The rotas by which a team is paged, in the order of their names. */
export const findPagingRotas = (ctx: Context, teamId: string): Promise<Rota[]> =>
  findRotasFor(ctx, { teamId, work: 'paging' })

/** The rotas by which these teams are paged, in the order of their names. */
export async function findPagingRotasOf(ctx: Context, teamIds: readonly string[]): Promise<Rota[]> {
  if (teamIds.length === 0) return []
  const rows = findInForce(ctx).where('teamId', 'in', teamIds).where('work', '=', 'paging')
  return findWithVersions(ctx, await rows.orderBy(sql`name collate "C"`).execute())
}

/** The rotas of a team for one kind of work, in the order of their names. */
export async function findRotasFor(ctx: Context, of: { teamId: string; work: string }): Promise<Rota[]> {
  const rows = findInForce(ctx).where('teamId', '=', of.teamId).where('work', '=', of.work)
  return findWithVersions(ctx, await rows.orderBy(sql`name collate "C"`).execute())
}

/** The rotas of all teams for these kinds of work. */
export async function findRotasForWorks(ctx: Context, works: readonly string[]): Promise<Rota[]> {
  if (works.length === 0) return []
  return findWithVersions(ctx, await findInForce(ctx).where('work', 'in', works).execute())
}

/** Those of these rotas that are in force. */
export async function findRotasById(ctx: Context, ids: readonly string[]): Promise<Rota[]> {
  if (ids.length === 0) return []
  return findWithVersions(ctx, await findInForce(ctx).where('id', 'in', ids).execute())
}

/** All rotas in force of a team. */
export async function findRotasOf(ctx: Context, teamId: string): Promise<Rota[]> {
  return findWithVersions(ctx, await findInForce(ctx).where('teamId', '=', teamId).execute())
}

/** The rotas in force on which somebody has turns, or will have, or covers. */
export async function findRotasWith(ctx: Context, personId: string): Promise<Rota[]> {
  const rotas = await findWithVersions(
    ctx,
    await findInForce(ctx)
      .orderBy('teamId')
      .orderBy(sql`name collate "C"`)
      .execute(),
  )
  return rotas.filter(
    (rota) =>
      peopleOf(rota).includes(personId) ||
      rota.overrides.some((override) => override.personId === personId && override.endsAt > now(ctx)),
  )
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
  const ids = rotas.map(({ id }) => id)
  const rows = await pagerDb(ctx)
    .selectFrom('pager.rotaVersions')
    .selectAll()
    .where('rotaId', 'in', ids)
    .orderBy('beginsAt')
    .orderBy('savedAt')
    .execute()
  const overrides = await findOverrides(ctx, ids)
  const ofRota = Map.groupBy(rows, (row) => row.rotaId)
  return rotas.map(({ id, teamId, name, work }) => {
    const ofLayer = [...Map.groupBy(ofRota.get(id) ?? [], (row) => row.layerId).values()]
    return {
      id,
      teamId,
      name,
      work,
      written: writtenLayers(ofLayer),
      layers: ofLayer.map(layerOf),
      overrides: overrides.get(id) ?? [],
    }
  })
}

function writtenLayers(layers: readonly (readonly VersionRow[])[]): WrittenLayer[] {
  const newest = layers.flatMap((rows) => rows.toSorted((a, b) => Number(a.savedAt) - Number(b.savedAt)).at(-1) ?? [])
  // A layer that was taken out has nobody.
  const standing = newest.filter(({ people }) => people.length > 0).toSorted((a, b) => a.rank - b.rank)
  return standing.map((row) => ({ id: row.layerId, name: row.layerName, rule: writtenRule(row) }))
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

/** Adds a version of a layer; one that had not begun yet is given up for it. */
export async function insertLayerVersion(
  ctx: Context,
  rotaId: string,
  { written, version }: { written: WrittenLayer; version: LayerVersion },
): Promise<void> {
  await pagerDb(ctx)
    .deleteFrom('pager.rotaVersions')
    .where('layerId', '=', written.id)
    .where('beginsAt', '>', now(ctx))
    .execute()
  const { timeZone, every, unit, handOverTime, startsOn, counts, hours, people } = written.rule
  const { beginsAt, rank, holder, heldUntil, rule } = version
  await pagerDb(ctx)
    .insertInto('pager.rotaVersions')
    .values({
      rotaId,
      layerId: written.id,
      layerName: written.name,
      rank,
      beginsAt,
      savedAt: now(ctx),
      holder,
      heldUntil,
      timeZone,
      every,
      unit,
      handOverTime,
      startsOn,
      counts,
      hours: JSON.stringify(hours),
      people: [...people],
      firstTurn: rule.firstTurn,
      turnOrder: [...rule.people],
    })
    .execute()
}

const writtenRule = ({
  timeZone,
  every,
  unit,
  handOverTime,
  startsOn,
  counts,
  hours,
  people,
}: VersionRow): TurnRule => ({
  timeZone,
  every,
  unit,
  handOverTime,
  startsOn,
  firstTurn: 0,
  counts,
  hours,
  people,
})

const layerOf = (rows: readonly VersionRow[]): Layer => ({
  id: rows[0]?.layerId ?? '',
  versions: rows.map((row) => ({
    beginsAt: row.beginsAt,
    rank: row.rank,
    holder: row.holder,
    heldUntil: row.heldUntil,
    rule: { ...writtenRule(row), firstTurn: row.firstTurn, people: row.turnOrder },
  })),
})
