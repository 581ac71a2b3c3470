import { sql } from 'kysely'
import type { Context } from '../platform/context.ts'
import { wholeWords } from '../platform/erasing/address-pattern.rules.ts'
import { customersDb } from './customers.tables.ts'

/** All addresses that somebody with one of these has, or had before contacts were merged. */
export async function findAddressesOfContacts(ctx: Context, emails: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ email: string }>`
    with person as (
      select contact_id from customers.addresses where email = any(${emails}::text[])
      union
      select into_id from customers.merges where kind = 'contacts' and moved->'emails' ?| ${emails}::text[]
    )
    select email from customers.addresses where contact_id in (select contact_id from person)
    union
    select jsonb_array_elements_text(moved->'emails') from customers.merges
    where kind = 'contacts' and into_id in (select contact_id from person)`.execute(ctx.db)
  return rows.map(({ email }) => email)
}

/** The names under which contacts with these addresses are known. */
export async function findNames(ctx: Context, emails: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select contact.name from customers.contacts contact
    join customers.addresses address on address.contact_id = contact.id where address.email = any(${emails}::text[])
    union
    select moved->>'name' from customers.merges where kind = 'contacts' and moved->'emails' ?| ${emails}::text[]
  `.execute(ctx.db)
  return rows.map(({ name }) => name).filter((name) => name.trim() !== '')
}

/** Takes these addresses, and the contacts that have no other, out of the directory. Says how many contacts it took. */
export async function deleteContacts(ctx: Context, emails: readonly string[]): Promise<number> {
  await customersDb(ctx).deleteFrom('customers.addresses').where('email', 'in', emails).execute()
  const gone = await sql`
    delete from customers.contacts contact
    where email = any(${emails}::text[])
      and not exists (select from customers.addresses where contact_id = contact.id)`.execute(ctx.db)
  return Number(gone.numAffectedRows ?? 0)
}

/** What would bring them back: contacts that were merged, and customers as they were before and after an import. */
export async function deleteTraces(ctx: Context, emails: readonly string[]): Promise<void> {
  await sql`delete from customers.merges where kind = 'contacts' and moved->'emails' ?| ${emails}::text[]`.execute(
    ctx.db,
  )
  const without = (column: string) => sql`
    case when ${sql.ref(column)} is null then null else jsonb_set(${sql.ref(column)}, '{contacts}', coalesce((
      select jsonb_agg(contact) from jsonb_array_elements(${sql.ref(column)}->'contacts') contact
      where not (lower(contact->>'email') = any(${emails}::text[]) or contact->'otherEmails' ?| ${emails}::text[])
    ), '[]')) end`
  const names = (column: string) => sql`exists (
    select from jsonb_array_elements(${sql.ref(column)}->'contacts') contact
    where lower(contact->>'email') = any(${emails}::text[]) or contact->'otherEmails' ?| ${emails}::text[])`
  await sql`
    update customers.import_rows set before = ${without('before')}, after = ${without('after')}
    where ${names('before')} or ${names('after')}`.execute(ctx.db)
}

/** The life line of these customers says somebody else's name where it said one of these. */
export async function renameInChanges(
  ctx: Context,
  customerIds: readonly string[],
  names: readonly string[],
  erased: string,
): Promise<void> {
  for (const name of names)
    await sql`
      update customers.changes set what = regexp_replace(what, ${wholeWords(name)}, ${erased}, 'g')
      where customer_id = any(${customerIds}::uuid[]) and what ~ ${wholeWords(name)}`.execute(ctx.db)
}
