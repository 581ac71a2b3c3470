import { addCustomer } from '@bellwether/contract/customers.ts'
import { getTicket, listTickets, listTimeline, type Ticket, type TimelineEntry } from '@bellwether/contract/desk.ts'
import type { CallInput } from '@bellwether/contract/route.ts'
import type { Caller } from '../testing/caller.ts'
import { letter, type Letter } from '../testing/letter.ts'
import type { World } from '../testing/start-world.ts'

/** A customer with one contact; `vera@<key>.test`. */
export async function givenCustomer(
  world: World,
  key: string,
  over: Partial<CallInput<typeof addCustomer>['body']> = {},
) {
  return world.ana.call(addCustomer, {
    body: {
      key,
      name: `${key[0]?.toUpperCase()}${key.slice(1)}`,
      plan: 'pro',
      isVip: false,
      sites: [`www.${key}.test`],
      contacts: [{ name: 'Vera', email: `vera@${key}.test` }],
      ...over,
    },
  })
}

/** A ticket with everything that happened on it, oldest first. */
export type WholeTicket = Ticket & { readonly timeline: readonly TimelineEntry[] }

/** Delivers a mail and returns the ticket that it ended up on. */
export async function givenTicket(world: World, over: Letter): Promise<WholeTicket> {
  const { raw, envelope } = letter(over)
  await world.deliver(raw, envelope)
  await world.settle()
  const { items } = await world.ana.call(listTickets, { query: { search: over.subject ?? 'A question', limit: 200 } })
  const newest = items.toSorted((a, b) => b.number - a.number)[0]
  if (!newest) throw new Error('the mail did not become a ticket')
  return again(world, newest)
}

/** The ticket as it is now. */
export const again = async (world: World, { id }: { id: string }): Promise<WholeTicket> => ({
  ...(await world.ana.call(getTicket, { params: { id } })),
  timeline: await timelineOf(world.ana, { id }),
})

/** Everything that happened on a ticket, oldest first. */
export async function timelineOf(who: Caller, { id }: { id: string }): Promise<TimelineEntry[]> {
  const { items } = await who.call(listTimeline, { params: { id }, query: { limit: 200 } })
  return items.toReversed()
}
