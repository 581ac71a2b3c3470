import * as desk from '@bellwether/contract/desk.ts'
import type { HandOff, Ticket } from '@bellwether/contract/desk.ts'
import type { Caller } from '../../testing/caller.ts'
import type { World } from '../../testing/start-world.ts'
import { givenTicket, timelineOf } from '../desk.builders.ts'

interface Question {
  toTeam: string
  toPerson: string
  question: string
  dueAt: string
  isUrgent: boolean
  isPrivate: boolean
  mayReplyToCustomer: boolean
  evidenceLinks: { label: string; url: string }[]
}

let count = 0

/** A ticket of `vera@acme.test`. */
export const givenQuestion = (world: World, subject = 'A question') =>
  givenTicket(world, { from: 'vera@acme.test', subject: `${subject} ${(count += 1)}` })

/** Asks a team, and returns the new hand-off. */
export async function askTeam(who: Caller, { id }: { id: string }, body: Partial<Question>): Promise<HandOff> {
  const before = new Set((await who.call(desk.getTicket, { params: { id } })).openHandOffs.map((one) => one.id))
  const question = { question: 'Why does the proxy answer 502?', toTeam: '', ...body }
  const { openHandOffs } = await who.call(desk.handOffTicket, { params: { id }, body: question })
  const added = openHandOffs.find((one) => !before.has(one.id))
  if (!added) throw new Error('nobody was asked')
  return added
}

/** A hand-off as somebody sees it on the time line; undefined where they do not. */
export async function handOffSeenBy(who: Caller, ticket: Pick<Ticket, 'id'>, id: string): Promise<HandOff | undefined> {
  const entry = (await timelineOf(who, ticket)).find((one) => one.kind === 'hand-off' && one.handOff.id === id)
  return entry?.kind === 'hand-off' ? entry.handOff : undefined
}

/** The clock of this name that began last. */
export const clockOf = ({ clocks }: Pick<HandOff, 'clocks'>, name: 'acknowledge' | 'answer') =>
  clocks.findLast((clock) => clock.name === name)
