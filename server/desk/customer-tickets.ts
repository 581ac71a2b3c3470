import { notFound } from '@bellwether/contract/problem.ts'
import { said } from '@bellwether/contract/said.ts'
import { customersBy } from '../customers/customers.ts'
import { type Context, now } from '../platform/context.ts'
import type { Page } from '../platform/database/page-by-key.ts'
import { allow, asPart } from '../platform/permissions.ts'
import { Problem } from '../platform/problem.ts'
import { refreshFacts } from './figures/refresh-facts.ts'
import { findGlance, findMoments, findSatisfied } from './customer-tickets.store.ts'

/** The tickets of a customer at a glance. */
export async function getCustomerTickets(ctx: Context, customerId: string) {
  allow(ctx, 'desk.read')
  const id = await liveId(ctx, customerId)
  const glance = await findGlance(ctx, id, now(ctx))
  await refreshFacts(ctx)
  return { ...glance, satisfied: await findSatisfied(ctx, id, now(ctx)) }
}

/** When tickets of a customer were opened and resolved, the newest first. */
export async function listTicketMoments(ctx: Context, customerId: string, page: Page) {
  allow(ctx, 'desk.read')
  const { items, nextCursor } = await findMoments(ctx, await liveId(ctx, customerId), page)
  return { items: items.map(({ at, kind, ...ticket }) => ({ at, kind, ticket })), nextCursor }
}

/** The id of the customer, or of the one in which it goes on. */
async function liveId(ctx: Context, id: string): Promise<string> {
  const customer = (await customersBy(asPart(ctx), 'id', [id])).get(id)
  if (!customer) throw new Problem(notFound, said`There is no such customer.`)
  return customer.id
}
