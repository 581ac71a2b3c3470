import { type Selectable, sql } from 'kysely'
import type { NotificationRule } from '@bellwether/contract/pager-methods.ts'
import type { Context } from '../../platform/context.ts'
import type { MethodKind } from '@bellwether/contract/pager-pages.ts'
import { pagerDb, type PagerTables } from '../pager.tables.ts'

type MethodRow = Selectable<PagerTables['pager.contactMethods']>

/** One way to reach somebody: the address with which they sign in, or another of theirs. */
export type ContactMethod = ({ readonly kind: 'mail' } | OtherMethod) & NotificationRule

export type ChannelKind = Exclude<MethodKind, 'mail'>

interface OtherMethod {
  readonly kind: ChannelKind
  readonly id: string
  readonly address: string
  readonly secret: string | null
  /** What its owner calls it; of a browser alone. */
  readonly label: string
}

export const always: NotificationRule = { afterMinutes: 0, urgency: 'any' }

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
  const methods = rows.map(asMethod)
  return methods.some(({ kind }) => kind === 'mail') ? methods : [{ kind: 'mail', ...always }, ...methods]
}

function asMethod({ kind, id, address, secret, label, afterMinutes, urgency }: MethodRow): ContactMethod {
  if (kind === 'mail' || address === null) return { kind: 'mail', afterMinutes, urgency }
  return { kind, id, address, secret, label, afterMinutes, urgency }
}

/** The method that a notification was queued for; undefined where it was removed since. */
export async function findContactMethod(ctx: Context, id: string): Promise<ContactMethod | undefined> {
  const row = await pagerDb(ctx).selectFrom('pager.contactMethods').selectAll().where('id', '=', id).executeTakeFirst()
  return row && asMethod(row)
}

/** One edit of how a person is reached after the other, until the transaction ends. */
export async function lockContactMethods(ctx: Context, personId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${personId}, 5))`.execute(ctx.db)
}

/** Adds a method at the end. */
export async function insertMethod(
  ctx: Context,
  personId: string,
  method: Omit<OtherMethod, 'id'> & NotificationRule,
): Promise<string> {
  const position = sql<number>`(select coalesce(max(position), 0) + 1 from pager.contact_methods where person_id = ${personId})`
  const { id } = await pagerDb(ctx)
    .insertInto('pager.contactMethods')
    .values({ personId, ...method, position, replacedAt: null })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** Writes down where in the order the methods of a person come. */
export async function updatePositions(ctx: Context, personId: string, order: readonly ContactMethod[]): Promise<void> {
  for (const [position, method] of order.entries()) {
    if (method.kind === 'mail') await upsertMail(ctx, personId, { position })
    else {
      const ofMethod = pagerDb(ctx).updateTable('pager.contactMethods').where('id', '=', method.id)
      await ofMethod.set({ position }).execute()
    }
  }
}

/** Writes down when pages go to a method of a person; false where they have none such. */
export async function updateRule(
  ctx: Context,
  personId: string,
  { id, rule }: { id: string; rule: NotificationRule },
): Promise<boolean> {
  if (id === 'mail') {
    await upsertMail(ctx, personId, rule)
    return true
  }
  const result = await pagerDb(ctx)
    .updateTable('pager.contactMethods')
    .set({ afterMinutes: rule.afterMinutes, urgency: rule.urgency })
    .where('personId', '=', personId)
    .where('id', '=', id)
    .where('kind', '!=', 'mail')
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

/** As the index says it: with a parameter in its place a kept plan knows no conflict. */
const mail = sql.lit<'mail'>('mail')

async function upsertMail(ctx: Context, personId: string, set: { position: number } | NotificationRule): Promise<void> {
  const fresh = { personId, kind: 'mail' as const, address: null, secret: null, label: '', replacedAt: null }
  await pagerDb(ctx)
    .insertInto('pager.contactMethods')
    .values({ ...fresh, ...always, position: 0, ...set })
    .onConflict((conflict) => conflict.column('personId').where('kind', '=', mail).doUpdateSet(set))
    .execute()
}

/** Forgets a method of a person with its secret; false where they have none such. What is queued for it goes nowhere. */
export async function deleteMethod(ctx: Context, personId: string, id: string): Promise<boolean> {
  const result = await pagerDb(ctx)
    .deleteFrom('pager.contactMethods')
    .where('personId', '=', personId)
    .where('id', '=', id)
    .where('kind', '!=', 'mail')
    .executeTakeFirst()
  return result.numDeletedRows > 0n
}

/** Forgets every way to reach somebody, with all secrets. */
export async function deleteContactMethods(ctx: Context, personId: string): Promise<void> {
  await pagerDb(ctx).deleteFrom('pager.contactMethods').where('personId', '=', personId).execute()
  await pagerDb(ctx).deleteFrom('pager.quietHours').where('personId', '=', personId).execute()
}

/** Whose phone takes texts at this number. */
export async function findPeopleOfNumber(ctx: Context, address: string): Promise<string[]> {
  const rows = await pagerDb(ctx)
    .selectFrom('pager.contactMethods')
    .select('personId')
    .where('kind', '=', sql.lit<'sms'>('sms'))
    .where('address', '=', address)
    .execute()
  return rows.map(({ personId }) => personId)
}
