import { importTickets } from '@bellwether/contract/desk.ts'
import { importReports } from '@bellwether/contract/incidents.ts'
import type { PublicIntakes } from '../public-intakes.ts'
import type { World } from '../world/create-world.ts'
import { makePast } from './make-past.ts'

const ticketsPerRequest = 200

/** Brings along what the company's customers asked before its Friday. Loaded again, nothing is there twice. */
export async function loadPast(
  intakes: Pick<PublicIntakes, 'call'>,
  world: World,
  when: { seed: number; friday: Date },
): Promise<void> {
  const { tickets, reports } = makePast(world, when)
  for (let at = 0; at < tickets.length; at += ticketsPerRequest)
    await intakes.call(importTickets, { body: { tickets: tickets.slice(at, at + ticketsPerRequest) } })
  await intakes.call(importReports, { body: { reports: [...reports] } })
}
