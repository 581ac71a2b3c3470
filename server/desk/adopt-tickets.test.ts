import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { importCustomers } from '@bellwether/contract/customers.ts'
import { listTickets, resolveTicket } from '@bellwether/contract/desk.ts'
import { startWorld, type World } from '../testing/start-world.ts'
import { again, givenCustomer, givenTicket } from './desk.builders.ts'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.stop())

const load = (key: string, emails: readonly string[]) =>
  world.ana.call(importCustomers, {
    body: {
      customers: [
        {
          key,
          name: `Customer ${key}`,
          sites: [`www.${key}.test`],
          contacts: emails.map((email) => ({ name: 'Vera', email })),
        },
      ],
    },
  })

describe('a ticket of somebody who is nobody’s contact', () => {
  test('belongs to their customer as soon as they are one, and says so', async () => {
    const ticket = await givenTicket(world, { from: 'vera@late.test', subject: 'www.late.test is slow' })
    expect(ticket.customer).toBeNull()
    await load('late', ['VERA@late.test'])
    await world.settle()
    const found = await again(world, ticket)
    expect(found.customer).toMatchObject({ key: 'late' })
    expect(found.mentionedSites).toEqual(['www.late.test'])
    expect(found.timeline.at(-1)).toMatchObject({
      what: expect.stringContaining('vera@late.test is a contact of Customer late'),
    })
    const { items } = await world.ana.call(listTickets, { query: { customerId: found.customer?.id } })
    expect(items.map(({ id }) => id)).toEqual([ticket.id])
  })

  test('stays as it is when it is resolved, or somebody else’s', async () => {
    const resolved = await givenTicket(world, { from: 'vera@done.test', subject: 'Done' })
    await world.ana.call(resolveTicket, { params: { id: resolved.id }, body: {} })
    await givenCustomer(world, 'owner')
    const owned = await givenTicket(world, { from: 'vera@owner.test', subject: 'Owned' })
    await load('done', ['vera@done.test'])
    await load('taker', ['vera@owner.test'])
    await world.settle()
    expect((await again(world, resolved)).customer).toBeNull()
    expect((await again(world, owned)).customer).toMatchObject({ key: owned.customer?.key })
  })
})
