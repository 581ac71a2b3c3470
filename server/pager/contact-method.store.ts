import { type Selectable, sql } from 'kysely'
import type { Context } from '../platform/context.ts'
import { pagerDb, type PagerTables } from './pager.tables.ts'

type MethodRow = Selectable<PagerTables['pager.contactMethods']>

/** One way to reach somebody: the address with which they sign in, or a webhook of theirs. */
export type ContactMethod = { readonly kind: 'mail' } | Webhook

export interface Webhook {
  readonly kind: 'webhook'
  readonly id: string
  readonly address: string
  readonly secret: string
}

const findRows = (ctx: Context, personIds: readonly string[]) =>
  pagerDb(ctx)
    .selectFrom('pager.contactMethods')
    .selectAll()
    .where('personId', 'in', personIds)
    .where('replacedAt', 'is', null)
    .orderBy('position')
    .orderBy('id')

/** How somebody is reached, in the order in which they are notified. Everybody has a mail address. */
export const findContactMethods = async (ctx: Context, personId: string): Promise<ContactMethod[]> =>
  inOrder(await findRows(ctx, [personId]).execute())

/** Those of several people; none of them is removed until the transaction ends. */
export async function findContactMethodsForShare(
  ctx: Context,
  personIds: readonly string[],
): Promise<(personId: string) => ContactMethod[]> {
  const rows = personIds.length === 0 ? [] : await findRows(ctx, personIds).forKeyShare().execute()
  const ofPerson = Map.groupBy(rows, (row) => row.personId)
  return (personId) => inOrder(ofPerson.get(personId) ?? [])
}

function inOrder(rows: readonly MethodRow[]): ContactMethod[] {
  const methods = rows.map((row) => asWebhook(row) ?? { kind: 'mail' as const })
  return methods.some(({ kind }) => kind === 'mail') ? methods : [{ kind: 'mail' }, ...methods]
}

const asWebhook = ({ id, address, secret }: MethodRow): Webhook | undefined =>
  address === null || secret === null ? undefined : { kind: 'webhook', id, address, secret }

/** The webhook that a notification was queued for; undefined where it was removed since. */
export async function findWebhook(ctx: Context, id: string): Promise<Webhook | undefined> {
  const row = await pagerDb(ctx).selectFrom('pager.contactMethods').selectAll().where('id', '=', id).executeTakeFirst()
  return row && asWebhook(row)
}

/** One edit of how a person is reached after the other, until the transaction ends. */
export async function lockContactMethods(ctx: Context, personId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${personId}, 5))`.execute(ctx.db)
}

/** Adds a webhook at the end. */
export async function insertWebhook(
  ctx: Context,
  personId: string,
  webhook: { address: string; secret: string },
): Promise<string> {
  const position = sql<number>`(select coalesce(max(position), 0) + 1 from pager.contact_methods where person_id = ${personId})`
  const { id } = await pagerDb(ctx)
    .insertInto('pager.contactMethods')
    .values({ personId, kind: 'webhook', ...webhook, position, replacedAt: null })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** Writes down where in the order the methods of a person come. */
export async function updatePositions(ctx: Context, personId: string, order: readonly ContactMethod[]): Promise<void> {
  for (const [position, method] of order.entries()) {
    if (method.kind === 'mail') await upsertMail(ctx, personId, position)
    else {
      const ofWebhook = pagerDb(ctx).updateTable('pager.contactMethods').where('id', '=', method.id)
      await ofWebhook.set({ position }).execute()
    }
  }
}

/** As the index says it: with a parameter in its place a kept plan knows no conflict. */
const mail = sql.lit<'mail'>('mail')

async function upsertMail(ctx: Context, personId: string, position: number): Promise<void> {
  await pagerDb(ctx)
    .insertInto('pager.contactMethods')
    .values({ personId, kind: 'mail', address: null, secret: null, position, replacedAt: null })
    .onConflict((conflict) => conflict.column('personId').where('kind', '=', mail).doUpdateSet({ position }))
    .execute()
}

/** Forgets a webhook of a person with its secret; false where they have none such. What is queued for it goes nowhere. */
export async function deleteWebhook(ctx: Context, personId: string, id: string): Promise<boolean> {
  const result = await pagerDb(ctx)
    .deleteFrom('pager.contactMethods')
    .where('personId', '=', personId)
    .where('id', '=', id)
    .where('kind', '=', 'webhook')
    .executeTakeFirst()
  return result.numDeletedRows > 0n
}

/** Forgets every way to reach somebody, with all secrets. */
export async function deleteContactMethods(ctx: Context, personId: string): Promise<void> {
  await pagerDb(ctx).deleteFrom('pager.contactMethods').where('personId', '=', personId).execute()
}
