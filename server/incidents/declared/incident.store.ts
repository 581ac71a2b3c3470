import { type Insertable, type Selectable, sql, type Updateable } from 'kysely'
import type { IncidentPart } from '@bellwether/contract/incidents-declared.ts'
import { type Context, now } from '../../platform/context.ts'
import { newestFirst, onePage, type Order, type Page, type PageOf } from '../../platform/database/page-by-key.ts'
import { incidentsDb, type IncidentsTables } from '../incidents.tables.ts'

export type IncidentRow = Selectable<IncidentsTables['incidents.incidents']>
export type PartRow = Selectable<IncidentsTables['incidents.incidentParts']>
export type RoleRow = Selectable<IncidentsTables['incidents.incidentRoles']>

export async function insertIncident(
  ctx: Context,
  row: Insertable<IncidentsTables['incidents.incidents']>,
): Promise<IncidentRow> {
  return incidentsDb(ctx).insertInto('incidents.incidents').values(row).returningAll().executeTakeFirstOrThrow()
}

export async function findIncident(ctx: Context, id: string): Promise<IncidentRow | undefined> {
  return incidentsDb(ctx).selectFrom('incidents.incidents').selectAll().where('id', '=', id).executeTakeFirst()
}

/** These incidents, in one order, so that nobody who holds two of them waits for whoever does so as well. */
export async function lockIncidents(ctx: Context, ids: readonly string[]): Promise<IncidentRow[]> {
  return incidentsDb(ctx)
    .selectFrom('incidents.incidents')
    .selectAll()
    .where('id', 'in', ids)
    .orderBy('id')
    .forUpdate()
    .execute()
}

export async function updateIncident(
  ctx: Context,
  id: string,
  change: Updateable<IncidentsTables['incidents.incidents']>,
): Promise<void> {
  await incidentsDb(ctx).updateTable('incidents.incidents').set(change).where('id', '=', id).execute()
}

/** Those that are not closed come before those that are, however old they are. */
const openFirst: Order<IncidentRow> = {
  direction: 'desc',
  key: [
    { sql: '(closed_at is null)', type: 'boolean', of: ({ closedAt }) => closedAt === null },
    ...newestFirst('declaredAt').key,
  ],
}

export async function findIncidents(
  ctx: Context,
  query: Page & { open: boolean | undefined; part: string | undefined },
): Promise<PageOf<IncidentRow>> {
  const rows = incidentsDb(ctx)
    .selectFrom('incidents.incidents')
    .selectAll()
    .$if(query.open !== undefined, (select) => select.where('closedAt', query.open ? 'is' : 'is not', null))
    .$if(query.part !== undefined, (select) =>
      select.where('id', 'in', (of) =>
        of
          .selectFrom('incidents.belongings')
          .select('incidentId')
          .where('partId', '=', query.part ?? ''),
      ),
    )
  return onePage(rows, openFirst, query)
}

export async function findIncidentNumbers(ctx: Context, ids: readonly string[]): Promise<Map<string, number>> {
  if (ids.length === 0) return new Map()
  const rows = await incidentsDb(ctx)
    .selectFrom('incidents.incidents')
    .select(['id', 'number'])
    .where('id', 'in', ids)
    .execute()
  return new Map(rows.map(({ id, number }) => [id, number]))
}

/** Those that are not closed, by id. */
export async function findOpenIncidents(ctx: Context): Promise<string[]> {
  const rows = await incidentsDb(ctx)
    .selectFrom('incidents.incidents')
    .select('id')
    .where('closedAt', 'is', null)
    .orderBy('id')
    .execute()
  return rows.map(({ id }) => id)
}

/** Makes this a part of an incident; false where it is part of one. */
export async function insertPart(ctx: Context, incidentId: string, { kind, id }: IncidentPart): Promise<boolean> {
  const result = await incidentsDb(ctx)
    .insertInto('incidents.incidentParts')
    .values({ incidentId, kind, partId: id, addedAt: now(ctx) })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n
}

export async function findParts(ctx: Context, incidentId: string): Promise<PartRow[]> {
  return incidentsDb(ctx)
    .selectFrom('incidents.incidentParts')
    .selectAll()
    .where('incidentId', '=', incidentId)
    .orderBy('addedAt')
    .orderBy('partId')
    .execute()
}

/** What belongs to incidents that are not closed, of the newest first. */
export async function findPartsOfOpen(
  ctx: Context,
  limit: number,
): Promise<(Pick<PartRow, 'kind' | 'partId' | 'incidentId'> & { number: number })[]> {
  return incidentsDb(ctx)
    .selectFrom('incidents.belongings as part')
    .innerJoin('incidents.incidents as incident', 'incident.id', 'part.incidentId')
    .select(['part.kind', 'part.partId', 'part.incidentId', 'incident.number'])
    .where('incident.closedAt', 'is', null)
    .orderBy('incident.declaredAt', 'desc')
    .orderBy('part.partId')
    .limit(limit)
    .execute()
}

/** The incident to which one of these belongs, one that is not closed before others. */
export async function findIncidentOfParts(
  ctx: Context,
  parts: readonly IncidentPart[],
): Promise<IncidentRow | undefined> {
  if (parts.length === 0) return undefined
  return incidentsDb(ctx)
    .selectFrom('incidents.incidents as incident')
    .innerJoin('incidents.belongings as part', 'part.incidentId', 'incident.id')
    .selectAll('incident')
    .where(({ or, and, eb }) => or(parts.map(({ kind, id }) => and([eb('kind', '=', kind), eb('partId', '=', id)]))))
    .orderBy(sql`closed_at is null`, 'desc')
    .orderBy('incident.id')
    .limit(1)
    .executeTakeFirst()
}

/** Moves these parts of an incident to another one, all of them where none are named. Returns how many. */
export async function moveParts(
  ctx: Context,
  { fromId, intoId, parts }: { fromId: string; intoId: string; parts?: readonly IncidentPart[] },
): Promise<number> {
  const result = await incidentsDb(ctx)
    .updateTable('incidents.incidentParts')
    .set({ incidentId: intoId })
    .where('incidentId', '=', fromId)
    .$if(parts !== undefined, (update) =>
      update.where(({ or, and, eb }) =>
        or((parts ?? []).map(({ kind, id }) => and([eb('kind', '=', kind), eb('partId', '=', id)]))),
      ),
    )
    .executeTakeFirst()
  return Number(result.numUpdatedRows)
}

/** The incident of which this is a part itself. */
export async function findIncidentOfPart(ctx: Context, partId: string): Promise<string | undefined> {
  const row = await incidentsDb(ctx)
    .selectFrom('incidents.incidentParts')
    .select('incidentId')
    .where('partId', '=', partId)
    .executeTakeFirst()
  return row?.incidentId
}

/** The parts after which incidents are called. */
export async function findNamingParts(ctx: Context, ids: readonly string[]): Promise<IncidentPart[]> {
  if (ids.length === 0) return []
  const rows = await incidentsDb(ctx)
    .selectFrom('incidents.incidentParts')
    .select(['kind', 'partId'])
    .where('partId', 'in', ids)
    .execute()
  return rows.map(({ kind, partId }) => ({ kind, id: partId }))
}

/** A ticket was merged: its incident is about the one in which it goes on. */
export async function movePart(
  ctx: Context,
  kind: IncidentPart['kind'],
  fromId: string,
  intoId: string,
): Promise<void> {
  const db = incidentsDb(ctx)
  const part = await db
    .deleteFrom('incidents.incidentParts')
    .where('kind', '=', kind)
    .where('partId', '=', fromId)
    .returningAll()
    .executeTakeFirst()
  if (!part) return
  await db.updateTable('incidents.incidents').set({ namedBy: intoId }).where('namedBy', '=', fromId).execute()
  await db
    .insertInto('incidents.incidentParts')
    .values({ ...part, partId: intoId })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

export async function findRoles(ctx: Context, incidentId: string): Promise<RoleRow[]> {
  return incidentsDb(ctx)
    .selectFrom('incidents.incidentRoles')
    .selectAll()
    .where('incidentId', '=', incidentId)
    .execute()
}

/** Who speaks with customers, by incident. */
export async function findLiaisons(ctx: Context, incidentIds: readonly string[]): Promise<Map<string, string>> {
  if (incidentIds.length === 0) return new Map()
  const rows = await incidentsDb(ctx)
    .selectFrom('incidents.incidentRoles')
    .select(['incidentId', 'personId'])
    .where('incidentId', 'in', incidentIds)
    .where('role', '=', 'liaison')
    .execute()
  return new Map(rows.map(({ incidentId, personId }) => [incidentId, personId]))
}

/** Whoever had a role there has it here as well, where nobody has it. */
export async function moveRoles(ctx: Context, fromId: string, intoId: string): Promise<void> {
  const roles = await findRoles(ctx, fromId)
  if (roles.length === 0) return
  await incidentsDb(ctx)
    .insertInto('incidents.incidentRoles')
    .values(roles.map((role) => ({ ...role, incidentId: intoId })))
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** Gives a role to somebody, whoever had it before; null takes it away. */
export async function putRole(
  ctx: Context,
  { incidentId, role, personId }: { incidentId: string; role: RoleRow['role']; personId: string | null },
): Promise<void> {
  const db = incidentsDb(ctx)
  await db.deleteFrom('incidents.incidentRoles').where('incidentId', '=', incidentId).where('role', '=', role).execute()
  if (personId !== null)
    await db
      .insertInto('incidents.incidentRoles')
      .values({ incidentId, role, personId, since: now(ctx) })
      .execute()
}
