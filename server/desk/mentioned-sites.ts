import { sitesOf } from '../customers/customers.ts'
import type { Context } from '../platform/context.ts'
import { asPart } from '../platform/permissions.ts'

/** The sites of the customer that a text names: where they hurt. */
export async function mentionedSites(ctx: Context, customerId: string, text: string): Promise<string[]> {
  const lower = text.toLowerCase()
  return (await sitesOf(asPart(ctx), customerId)).filter((hostname) => lower.includes(hostname))
}
