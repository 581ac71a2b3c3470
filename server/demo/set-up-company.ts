import { importCustomers } from '@bellwether/contract/customers.ts'
import { saveRota, setContactMethods } from '@bellwether/contract/pager.ts'
import { addPerson, addTeam, listPeople } from '@bellwether/contract/people.ts'
import { contactOf } from './demo-letters.ts'
import type { PublicIntakes } from './public-intakes.ts'
import type { World } from './world/create-world.ts'

const teams = [
  { slug: 'infrastructure', name: 'Infrastructure' },
  { slug: 'network', name: 'Network' },
  { slug: 'product', name: 'Product' },
]

const people = [
  { name: 'Ines Moreau', email: 'ines@demo.example', teams: ['infrastructure'], timeZone: 'Europe/Paris' },
  { name: 'Yuki Arai', email: 'yuki@demo.example', teams: ['infrastructure'], timeZone: 'Asia/Tokyo' },
  { name: 'Lena Brandt', email: 'lena@demo.example', teams: ['network'], timeZone: 'Europe/Berlin' },
  { name: 'Priya Nair', email: 'priya@demo.example', teams: ['product'], timeZone: 'Asia/Kolkata' },
  { name: 'Tom Reyes', email: 'tom@demo.example', teams: ['support'], timeZone: 'America/Los_Angeles' },
]

const customersPerRequest = 500

/** Makes the demo's staff, rotas and customers through the API. */
export async function setUpCompany(intakes: PublicIntakes, world: World, friday: Date): Promise<void> {
  for (const team of teams) await intakes.call(addTeam, { body: team })
  for (const person of people) await intakes.call(addPerson, { body: person })
  await setUpRotas(intakes, friday)
  const customers = world.customers.map((customer) => ({
    key: customer.id,
    name: customer.name,
    plan: customer.plan,
    isVip: customer.isVip,
    sites: [...customer.sites],
    contacts: [contactOf(customer)],
  }))
  for (let at = 0; at < customers.length; at += customersPerRequest) {
    await intakes.call(importCustomers, { body: { customers: customers.slice(at, at + customersPerRequest) } })
  }
}

/** Where the pages of the infrastructure lead go: another address each time the demo is started. */
export async function givePhone(intakes: PublicIntakes, webhookUrl: string): Promise<void> {
  const idOf = await staffIds(intakes)
  await intakes.call(setContactMethods, { params: { id: idOf('Ines Moreau') }, body: { webhookUrl } })
}

async function staffIds(intakes: PublicIntakes): Promise<(name: string) => string> {
  const { items } = await intakes.call(listPeople, {})
  return (name) => items.find((person) => person.name === name)?.id ?? ''
}

async function setUpRotas(intakes: PublicIntakes, friday: Date): Promise<void> {
  const idOf = await staffIds(intakes)
  const startsOn = new Date(friday.getTime() - 11 * 86_400_000).toISOString().slice(0, 10)
  const rota = (timeZone: string, names: readonly string[]) => ({
    timeZone,
    turn: 'weekly' as const,
    handOverTime: '09:00',
    startsOn,
    people: names.map(idOf),
  })
  await intakes.call(saveRota, {
    params: { team: 'infrastructure' },
    body: rota('Europe/Paris', ['Yuki Arai', 'Ines Moreau']),
  })
  await intakes.call(saveRota, {
    params: { team: 'support' },
    body: rota('Europe/London', ['Tom Reyes', 'Sam Okafor']),
  })
}
