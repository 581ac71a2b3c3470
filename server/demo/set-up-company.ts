import type { z } from 'zod'
import { importCustomers } from '@bellwether/contract/customers.ts'
import { addRota, addContactMethod, listContactMethods, removeContactMethod } from '@bellwether/contract/pager.ts'
import { type RotaWindow, rotaWeekdays } from '@bellwether/contract/pager-rotas.ts'
import { alreadyExists, problemType } from '@bellwether/contract/problem.ts'
import { addPerson, addTeam, listPeople } from '@bellwether/contract/people.ts'
import { contactOf } from './demo-letters.ts'
import { staff, visitor } from './demo-names.ts'
import type { PublicIntakes } from './public-intakes.ts'
import type { World } from './world/create-world.ts'

const teams = [
  { slug: 'infrastructure', name: 'Infrastructure' },
  { slug: 'network', name: 'Network' },
  { slug: 'product', name: 'Product' },
]

const customersPerRequest = 500

/** A company whose loading was broken off moves in again: what is there already stays. */
async function unlessThere(work: Promise<unknown>): Promise<void> {
  await work.catch((error: Error) => {
    if (!error.message.includes(problemType(alreadyExists))) throw error
  })
}

/** Makes the demo's staff, rotas and customers through the API. */
export async function setUpCompany(intakes: PublicIntakes, world: World, friday: Date): Promise<void> {
  for (const team of teams) await unlessThere(intakes.call(addTeam, { body: team }))
  for (const person of Object.values(staff)) await unlessThere(intakes.call(addPerson, { body: person }))
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
  const params = { id: idOf(staff.ines.name) }
  const { items } = await intakes.call(listContactMethods, { params })
  for (const { id, kind } of items)
    if (kind === 'webhook') await intakes.call(removeContactMethod, { params: { ...params, method: id } })
  await intakes.call(addContactMethod, { params, body: { kind: 'webhook', address: webhookUrl } })
}

async function staffIds(intakes: PublicIntakes): Promise<(name: string) => string> {
  const { items } = await intakes.call(listPeople, {})
  return (name) => items.find((person) => person.name === name)?.id ?? ''
}

interface Turns {
  readonly timeZone: string
  readonly names: readonly string[]
  /** None: around the clock. */
  readonly hours?: readonly z.input<typeof RotaWindow>[]
  readonly work?: string
}

async function setUpRotas(intakes: PublicIntakes, friday: Date): Promise<void> {
  const idOf = await staffIds(intakes)
  const startsOn = new Date(friday.getTime() - 11 * 86_400_000).toISOString().slice(0, 10)
  const add = (team: string, name: string, turns: Turns) => {
    const { timeZone, names, hours = [], work = 'paging' } = turns
    const layers = [{ timeZone, startsOn, hours: [...hours], people: names.map(idOf) }]
    return unlessThere(intakes.call(addRota, { body: { team, name, work, layers } }))
  }
  await add('infrastructure', 'On call', { timeZone: 'Europe/Paris', names: [staff.yuki.name, staff.ines.name] })
  await add('support', 'On call', { timeZone: 'Europe/London', names: [staff.tom.name, visitor.name] })
  // Whom a deploy asks: on a Friday evening nobody is there for long.
  await add('support', 'Tickets', {
    timeZone: 'Europe/London',
    names: [staff.tom.name, visitor.name],
    hours: [{ days: rotaWeekdays.slice(0, 5), from: '08:00', until: '22:00' }],
    work: 'tickets',
  })
}
