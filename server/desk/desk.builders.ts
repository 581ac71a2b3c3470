import { addCustomer, type NewCustomer } from '@bellwether/contract/customers.ts'
import { getTicket, listTickets, type Ticket } from '@bellwether/contract/desk.ts'
import { letter, type Letter } from '../testing/letter.ts'
import type { World } from '../testing/start-world.ts'

/** A customer with one contact; `vera@<key>.test`. */
export async function givenCustomer(world: World, key: string, over: Partial<NewCustomer> = {}) {
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

/** Delivers a mail and returns the ticket that it ended up on. */
export async function givenTicket(world: World, over: Letter): Promise<Ticket> {
  const { raw, envelope } = letter(over)
  await world.deliver(raw, envelope)
  await world.settle()
  const { items } = await world.ana.call(listTickets, { query: { search: over.subject ?? 'A question', limit: 200 } })
  const newest = items.toSorted((a, b) => b.number - a.number)[0]
  if (!newest) throw new Error('the mail did not become a ticket')
  return world.ana.call(getTicket, { params: { id: newest.id } })
}

/** The ticket as it is now. */
export const again = (world: World, ticket: { id: string }): Promise<Ticket> =>
  world.ana.call(getTicket, { params: { id: ticket.id } })
