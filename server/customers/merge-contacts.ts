import { badInput, notFound } from '@bellwether/contract/problem.ts'
import { said } from '@bellwether/contract/said.ts'
import { actorName, recordAudit } from '../platform/audit/record-audit.ts'
import type { Context } from '../platform/context.ts'
import { inTransaction } from '../platform/database/in-transaction.ts'
import { announce } from '../platform/events/announce.ts'
import { allow } from '../platform/permissions.ts'
import { Problem } from '../platform/problem.ts'
import { findContact, moveAddresses, tidyContacts } from './contact.store.ts'
import { customersChanged } from './customers.events.ts'
import { lockCustomers } from './customers.store.ts'
import { insertMerge } from './merge.store.ts'
import { type CustomerAnswer, presentCustomer } from './present-customer.ts'

const addressesMax = 21

/** Merges a contact into another of the same customer: mail from any of their addresses is that one's then. */
export async function mergeContact(
  ctx: Context,
  fromId: string,
  intoId: string,
): Promise<{ mergeId: string; customer: CustomerAnswer }> {
  allow(ctx, 'customers.write')
  return inTransaction(ctx, async (ctx) => {
    await lockCustomers(ctx)
    const [from, into] = [await findContact(ctx, fromId), await findContact(ctx, intoId)]
    if (!from || !into) throw new Problem(notFound, said`There is no such contact.`)
    if (from.id === into.id) throw badInto(said`Choose another contact.`)
    if (from.customerId !== into.customerId) throw badInto(said`They are contacts of two customers: merge those first.`)
    const { customerId } = into
    const emails = await moveAddresses(ctx, { fromId, intoId })
    await tidyContacts(ctx, [fromId])
    const customer = await presentCustomer(ctx, customerId)
    const others = customer.contacts.find(({ id }) => id === intoId)?.otherEmails ?? []
    if (others.length >= addressesMax) throw badInto(said`A contact has at most ${addressesMax} addresses.`)
    const mergeId = await insertMerge(ctx, {
      kind: 'contacts',
      customerId,
      fromId,
      intoId,
      fromName: from.name || from.email,
      byName: actorName(ctx.actor),
      moved: { name: from.name, email: from.email, emails },
    })
    const about = { module: 'customers', id: customerId }
    await recordAudit(ctx, { action: 'customers.merge-contact', about, detail: { mergeId, fromId, intoId } })
    await announce(ctx, customersChanged, {})
    return { mergeId, customer }
  })
}

const badInto = (detail: string): Problem =>
  new Problem(badInput, undefined, { errors: [{ pointer: '/into', detail }] })
