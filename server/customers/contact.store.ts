import { type Selectable, sql } from 'kysely'
import type { Context } from '../platform/context.ts'
import type { AddressOwner, PlannedContact } from './contacts.rules.ts'
import { customersDb, type CustomersTables } from './customers.tables.ts'

export type ContactRow = Selectable<CustomersTables['customers.contacts']>

/** The contacts of customers by name, each with its addresses besides the primary one. */
export async function findContacts(
  ctx: Context,
  customerIds: readonly string[],
): Promise<(ContactRow & { otherEmails: string[] })[]> {
  if (customerIds.length === 0) return []
  return customersDb(ctx)
    .selectFrom('customers.contacts as contact')
    .selectAll('contact')
    .select(
      sql<string[]>`array(
        select address.email from customers.addresses address
        where address.contact_id = contact.id and address.email <> contact.email order by address.email
      )`.as('otherEmails'),
    )
    .where('contact.customerId', 'in', customerIds)
    .orderBy('contact.name')
    .orderBy('contact.email')
    .execute()
}

/** The contacts whose these addresses are, by address. */
export async function findContactsByEmail(ctx: Context, emails: readonly string[]): Promise<Map<string, ContactRow>> {
  if (emails.length === 0) return new Map()
  const rows = await customersDb(ctx)
    .selectFrom('customers.addresses as address')
    .innerJoin('customers.contacts as contact', 'contact.id', 'address.contactId')
    .selectAll('contact')
    .select('address.email as address')
    .where('address.email', 'in', emails)
    .execute()
  return new Map(rows.map(({ address, ...contact }) => [address, contact]))
}

export async function findAddressOwners(ctx: Context, emails: readonly string[]): Promise<Map<string, AddressOwner>> {
  const contacts = await findContactsByEmail(ctx, emails)
  const emailsOf = Map.groupBy(contacts.keys(), (email) => contacts.get(email)?.id)
  return new Map(
    [...contacts].map(([email, { id, customerId, name, email: primary }]) => [
      email,
      { contactId: id, customerId, name, primary, emails: new Set(emailsOf.get(id)) },
    ]),
  )
}

export async function findContact(ctx: Context, id: string): Promise<ContactRow | undefined> {
  return customersDb(ctx).selectFrom('customers.contacts').selectAll().where('id', '=', id).executeTakeFirst()
}

/** Gives all addresses of a contact to another one. */
export async function moveAddresses(
  ctx: Context,
  { fromId, intoId }: { fromId: string; intoId: string },
): Promise<string[]> {
  const rows = await customersDb(ctx)
    .updateTable('customers.addresses')
    .set({ contactId: intoId })
    .where('contactId', '=', fromId)
    .returning('email')
    .execute()
  return rows.map(({ email }) => email)
}

/** Writes contacts of a customer and their addresses, wherever those were before; the others stay as they are. */
export async function upsertContacts(
  ctx: Context,
  customerId: string,
  contacts: readonly PlannedContact[],
): Promise<void> {
  if (contacts.length === 0) return
  await customersDb(ctx)
    .insertInto('customers.contacts')
    .values(contacts.map(({ id, name, email }) => ({ id, customerId, name, email })))
    .onConflict((conflict) =>
      conflict.column('id').doUpdateSet((row) => ({
        name: row.ref('excluded.name'),
        email: row.ref('excluded.email'),
        customerId,
      })),
    )
    .execute()
  await customersDb(ctx)
    .insertInto('customers.addresses')
    .values(contacts.flatMap(({ id, emails }) => emails.map((email) => ({ email, contactId: id }))))
    .onConflict((conflict) =>
      conflict.column('email').doUpdateSet((row) => ({ contactId: row.ref('excluded.contactId') })),
    )
    .execute()
}

/** Takes the addresses off the contacts of a customer that are not among these. */
export async function keepOnlyAddresses(ctx: Context, customerId: string, emails: readonly string[]): Promise<void> {
  await sql`
    delete from customers.addresses address using customers.contacts contact
    where contact.id = address.contact_id and contact.customer_id = ${customerId}
      and address.email <> all(${emails}::text[])`.execute(ctx.db)
}

/** Who has no address left is nobody's contact; who lost the primary one has another that is it. */
export async function tidyContacts(ctx: Context, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await sql`
    delete from customers.contacts contact
    where id = any(${ids}::uuid[])
      and not exists (select from customers.addresses where contact_id = contact.id)`.execute(ctx.db)
  await sql`
    update customers.contacts contact
    set email = (select min(email) from customers.addresses where contact_id = contact.id)
    where id = any(${ids}::uuid[])
      and not exists (select from customers.addresses where contact_id = contact.id and email = contact.email)
  `.execute(ctx.db)
}
