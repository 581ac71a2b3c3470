import { importCustomers } from '@bellwether/contract/customers.ts'
import { getTicket, listTickets, type Ticket } from '@bellwether/contract/desk.ts'
import { createToken } from '@bellwether/contract/people.ts'
import { addRota } from '@bellwether/contract/pager.ts'
import { contactOf } from '../demo/demo-letters.ts'
import { publicIntakes } from '../demo/public-intakes.ts'
import { createWorld, type World as Traffic, type WorldCustomer } from '../demo/world/create-world.ts'
import { letter } from './letter.ts'
import { startWorld, type World } from './start-world.ts'

const opensAt = new Date('2026-01-16T15:00:00.000Z')
const faultAt = new Date('2026-01-16T16:00:00.000Z')

/** A world with a day of traffic, in which an urgent fix breaks one feature on one CDN at 16:00. */
export interface Friday {
  readonly world: World
  readonly traffic: Traffic
  /** Lets traffic flow and the clock run until then. What is sent ahead by over 10 minutes would get another time. */
  playUntil(time: Date, stepMinutes?: number): Promise<void>
  writeIn(customer: WorldCustomer, subject: string, to?: string): Promise<Ticket>
}

/** An instant of the Friday, from its wall clock in UTC. */
export const at = (time: string): Date => new Date(`2026-01-16T${time}:00.000Z`)

export const isHit = (customer: WorldCustomer): boolean =>
  customer.cdns.includes('northstar') && customer.features.some(([feature]) => feature === 'lambda')

export async function startFriday(): Promise<Friday> {
  const world = await startWorld({ startsAt: opensAt.toISOString(), evidence: true })
  const traffic = createWorld({
    seed: 7,
    eventsPerSecond: 6,
    startsAt: opensAt,
    customers: 300,
    faultAt,
    faultProbability: 0.5,
  })
  await importAll(world, traffic)
  await setUpInfrastructure(world)
  return {
    world,
    traffic,
    playUntil: await playerOf(world, traffic),
    writeIn: (customer, subject, to) => writeIn(world, customer, subject, to),
  }
}

async function importAll(world: World, traffic: Traffic): Promise<void> {
  const customers = traffic.customers.map((one) => ({
    key: one.id,
    name: one.name,
    plan: one.plan,
    isVip: one.isVip,
    sites: [...one.sites],
    contacts: [contactOf(one)],
  }))
  await world.ana.call(importCustomers, { body: { customers } })
}

/** Ines is on call for infrastructure; Yuki of the same team is not. */
async function setUpInfrastructure(world: World): Promise<void> {
  await world.team('infrastructure')
  const ines = await world.person('Ines', { teams: ['infrastructure'] })
  await world.person('Yuki', { teams: ['infrastructure'] })
  const rota = {
    team: 'infrastructure',
    name: 'On call',
    layers: [{ timeZone: 'Europe/Paris', startsOn: '2026-01-12', people: [ines.id] }],
  }
  await world.ana.call(addRota, { body: rota })
}

async function playerOf(world: World, traffic: Traffic): Promise<Friday['playUntil']> {
  const { token } = await world.ana.call(createToken, { body: { name: 'exporter', permissions: ['evidence.write'] } })
  const intakes = publicIntakes({ url: world.app.url, smtpPort: world.app.smtpPort }, token)
  let sentUntil = opensAt
  return async (time, stepMinutes = 5) => {
    while (sentUntil < time) {
      const next = new Date(Math.min(sentUntil.getTime() + stepMinutes * 60_000, time.getTime()))
      for (const deploy of traffic.deploysBetween(new Date(faultAt.getTime() - 3_600_000), next)) {
        const id = await intakes.sendDeploy(deploy)
        await intakes.sendRollOut(
          id,
          deploy.hosts.filter((host) => host.at < next),
        )
      }
      await intakes.sendEvents(traffic.eventsBetween(sentUntil, next))
      await world.forward({ seconds: (next.getTime() - sentUntil.getTime()) / 1000 })
      sentUntil = next
    }
  }
}

async function writeIn(world: World, customer: WorldCustomer, subject: string, to?: string): Promise<Ticket> {
  const { name, email } = contactOf(customer)
  const text = `Requests to ${customer.sites[0]} fail with 502 since this afternoon.`
  const { raw, envelope } = letter({ from: `${name} <${email}>`, subject, text, ...(to ? { to } : {}) })
  await world.deliver(raw, envelope)
  await world.settle()
  const { items } = await world.ana.call(listTickets, { query: { search: subject } })
  return world.ana.call(getTicket, { params: { id: items[0]?.id ?? '' } })
}
