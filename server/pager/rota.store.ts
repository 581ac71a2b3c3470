import type { Selectable } from 'kysely'
import { type Context, now } from '../platform/context.ts'
import { pagerDb, type PagerTables } from './pager.tables.ts'
import type { RotaVersion } from './rota-version.rules.ts'
import type { TurnRule } from './rota.rules.ts'

type VersionRow = Selectable<PagerTables['pager.rotaVersions']>

/** A rota: how it was written last, and every version that says who is on call when. */
export interface Rota {
  readonly id: string
  readonly teamId: string
  readonly written: TurnRule
  readonly versions: readonly RotaVersion[]
}

export async function listRotas(ctx: Context, teamId?: string): Promise<Rota[]> {
  const rows = await pagerDb(ctx)
    .selectFrom('pager.rotaVersions as version')
    .innerJoin('pager.rotas as rota', 'rota.id', 'version.rotaId')
    .selectAll('version')
    .select('rota.teamId')
    .$if(teamId !== undefined, (query) => query.where('rota.teamId', '=', teamId ?? ''))
    .orderBy('version.beginsAt')
    .orderBy('version.savedAt')
    .execute()
  return [...Map.groupBy(rows, (row) => row.rotaId)].flatMap(([id, versions]) => {
    const newest = versions.toSorted((a, b) => Number(a.savedAt) - Number(b.savedAt)).at(-1)
    return newest ? [{ id, teamId: newest.teamId, written: writtenRule(newest), versions: versions.map(version) }] : []
  })
}

export const findRota = async (ctx: Context, teamId: string): Promise<Rota | undefined> =>
  (await listRotas(ctx, teamId))[0]

/** The id of a team's rota, locked until the transaction ends; made where the team has none. */
export async function lockRota(ctx: Context, teamId: string): Promise<string> {
  await pagerDb(ctx)
    .insertInto('pager.rotas')
    .values({ teamId })
    .onConflict((conflict) => conflict.column('teamId').doNothing())
    .execute()
  const { id } = await pagerDb(ctx)
    .selectFrom('pager.rotas')
    .select('id')
    .where('teamId', '=', teamId)
    .forUpdate()
    .executeTakeFirstOrThrow()
  return id
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
