import { said } from '@bellwether/contract/said.ts'
import type { Context } from '../platform/context.ts'
import type { Page } from '../platform/database/page-by-key.ts'
import { allow } from '../platform/permissions.ts'
import { findChanges, insertChanges } from './change.store.ts'
import { differences } from './import.rules.ts'
import { type CustomerAnswer, presentCustomer } from './present-customer.ts'

/** What became of a customer, the newest first. */
export async function listChanges(ctx: Context, customerId: string, page: Page) {
  allow(ctx, 'customers.read')
  const { id } = await presentCustomer(ctx, customerId)
  const { items, nextCursor } = await findChanges(ctx, id, page)
  return {
    items: items.map(({ id: changeId, at, byName, what }) => ({ id: changeId, at, by: byName, what })),
    nextCursor,
  }
}

interface Pair {
  readonly before: CustomerAnswer | undefined
  readonly after: CustomerAnswer
}

/** Writes down what became of customers. Sites, contacts and values are many; what they are is on the page. */
export async function writeChanges(ctx: Context, pairs: readonly Pair[]): Promise<void> {
  await insertChanges(
    ctx,
    pairs.flatMap(({ before, after }) => {
      const words = before === undefined ? [said`added the customer, plan ${after.plan}`] : wordsOf(before, after)
      return words.map((what) => ({ customerId: after.id, what }))
    }),
  )
}

const told: Readonly<Record<string, (from: string, to: string) => string>> = {
  name: (from, to) => said`changed the name: ${from} → ${to}`,
  plan: (from, to) => said`changed the plan: ${from} → ${to}`,
  isVip: (_, to) => (to === 'VIP' ? said`made them a VIP` : said`made them no VIP any more`),
  accountManager: (from, to) => said`changed the account manager: ${from} → ${to}`,
}

const wordsOf = (before: CustomerAnswer, after: CustomerAnswer): string[] =>
  differences(before, after).flatMap(
    ({ field, from, to }) => told[field]?.(from[0] ?? said`none`, to[0] ?? said`none`) ?? [],
  )
