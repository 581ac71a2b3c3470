import { sql, type Insertable, type Selectable } from 'kysely'
import type { Context } from '../../platform/context.ts'
import { newestFirst, onePage, type Order, type Page, type PageOf } from '../../platform/database/page-by-key.ts'
import { evidenceDb, type EvidenceTables } from '../evidence.tables.ts'

export interface DeployRow extends Selectable<EvidenceTables['evidence.deploys']> {
  readonly hosts: number
  readonly firstHostAt: Date | null
  readonly lastHostAt: Date | null
}

/** Adds a deploy, or finds the one with the same service, version and reported start. */
export async function insertDeploy(
  ctx: Context,
  deploy: Omit<Insertable<EvidenceTables['evidence.deploys']>, 'isRollback'>,
): Promise<{ id: string; isNew: boolean; startedAt: Date }> {
  const { service, version, startedAt, reportedAt } = deploy
  const added = await evidenceDb(ctx)
    .insertInto('evidence.deploys')
    .values({
      ...deploy,
      // A version that ran before, with another one in between, comes back.
      isRollback: sql<boolean>`exists (
        select from evidence.deploys as earlier
        where earlier.service = ${service} and earlier.version = ${version} and earlier.started_at < ${startedAt}
      ) and exists (
        select from evidence.deploys as other
        where other.service = ${service} and other.version <> ${version} and other.started_at < ${startedAt}
      )`,
    })
    .onConflict((conflict) => conflict.columns(['service', 'version', 'reportedAt']).doNothing())
    .returning(['id', 'startedAt'])
    .executeTakeFirst()
  if (added) return { ...added, isNew: true }
  const known = await evidenceDb(ctx)
    .selectFrom('evidence.deploys')
    .select(['id', 'startedAt'])
    .where('service', '=', service)
    .where('version', '=', version)
    .where('reportedAt', '=', reportedAt)
    .executeTakeFirstOrThrow()
  return { ...known, isNew: false }
}

/** The first report of a host counts. */
export async function insertRollOutHosts(
  ctx: Context,
  deployId: string,
  hosts: readonly { host: string; at: Date }[],
): Promise<void> {
  if (hosts.length === 0) return
  await evidenceDb(ctx)
    .insertInto('evidence.rollOutHosts')
    .values(hosts.map(({ host, at }) => ({ deployId, host, updatedAt: at })))
    .onConflict((conflict) => conflict.columns(['deployId', 'host']).doNothing())
    .execute()
}

const deploysWithHosts = (db: ReturnType<typeof evidenceDb>) =>
  db
    .selectFrom('evidence.deploys as deploy')
    .selectAll('deploy')
    .select((row) => [
      row
        .selectFrom('evidence.rollOutHosts')
        .select(sql<number>`count(*)`.as('hosts'))
        .whereRef('deployId', '=', 'deploy.id')
        .as('hosts'),
      row
        .selectFrom('evidence.rollOutHosts')
        .select(sql<Date>`min(updated_at)`.as('at'))
        .whereRef('deployId', '=', 'deploy.id')
        .as('firstHostAt'),
      row
        .selectFrom('evidence.rollOutHosts')
        .select(sql<Date>`max(updated_at)`.as('at'))
        .whereRef('deployId', '=', 'deploy.id')
        .as('lastHostAt'),
    ])

export async function findDeploy(ctx: Context, id: string): Promise<DeployRow | undefined> {
  return (await deploysWithHosts(evidenceDb(ctx)).where('deploy.id', '=', id).executeTakeFirst()) as
    | DeployRow
    | undefined
}

export interface DeploySearch extends Page {
  readonly from?: Date | undefined
  readonly to?: Date | undefined
  readonly service?: string | undefined
}

/** The latest first. */
export async function findDeploys(ctx: Context, search: DeploySearch): Promise<PageOf<DeployRow>> {
  const rows = deploysWithHosts(evidenceDb(ctx))
    .$if(search.from !== undefined, (query) => query.where('deploy.startedAt', '>=', search.from!))
    .$if(search.to !== undefined, (query) => query.where('deploy.startedAt', '<', search.to!))
    .$if(search.service !== undefined, (query) => query.where('deploy.service', '=', search.service!))
  return onePage(rows.$castTo<DeployRow>(), newestFirst('startedAt'), search)
}

interface NewestDeploy extends Pick<DeployRow, 'id' | 'service' | 'version' | 'startedAt' | 'hosts' | 'lastHostAt'> {
  /** Hosts of the largest of the ten deploys before it; null: none was reported. */
  readonly of: number | null
}

const newestMax = 200

/** The newest deploy of each service where that began since an instant, by when they began. */
export async function findNewestDeploys(ctx: Context, since: Date): Promise<NewestDeploy[]> {
  const { rows } = await sql<NewestDeploy>`
    with newest as (
      select distinct on (service) id, service, version, started_at from evidence.deploys
      where started_at >= ${since}
      order by service, started_at desc, id desc
    )
    select newest.id, newest.service, newest.version, newest.started_at as "startedAt",
      (select count(*)::int from evidence.roll_out_hosts where deploy_id = newest.id) as hosts,
      (select max(updated_at) from evidence.roll_out_hosts where deploy_id = newest.id) as "lastHostAt",
      (
        select max(reached.hosts)::int from (
          select (select count(*) from evidence.roll_out_hosts where deploy_id = earlier.id) as hosts
          from (
            select id from evidence.deploys
            where service = newest.service and started_at < newest.started_at
            order by started_at desc limit 10
          ) as earlier
        ) as reached where reached.hosts > 0
      ) as "of"
    from newest order by started_at limit ${newestMax}
  `.execute(ctx.db)
  return rows
}

const earliestFirst: Order<{ host: string; at: Date }> = {
  direction: 'asc',
  key: [
    { sql: 'updated_at', type: 'timestamptz', of: ({ at }) => at },
    { sql: 'host', type: 'text', of: ({ host }) => host },
  ],
}

/** One page of the hosts of a deploy, in the order in which it reached them. */
export async function findRollOutPage(ctx: Context, deployId: string, page: Page) {
  const hosts = evidenceDb(ctx)
    .selectFrom('evidence.rollOutHosts')
    .select(['host', 'updatedAt as at'])
    .where('deployId', '=', deployId)
  return onePage(hosts, earliestFirst, page)
}

export async function findRollOutHosts(ctx: Context, deployIds: readonly string[], limit: number) {
  if (deployIds.length === 0) return []
  return evidenceDb(ctx)
    .selectFrom('evidence.rollOutHosts')
    .select(['deployId', 'host', 'updatedAt as at'])
    .where('deployId', 'in', deployIds)
    .orderBy('updatedAt')
    .orderBy('host')
    .limit(limit)
    .execute()
}
