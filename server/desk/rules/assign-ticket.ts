import type { RuleAct } from '@bellwether/contract/desk.ts'
import { said } from '@bellwether/contract/said.ts'
import { turnsFor } from '../../pager/pager.ts'
import { findTeam, staffById, teamMembers } from '../../people/people.ts'
import { type Context, now } from '../../platform/context.ts'
import { lockTicket } from '../change-ticket.ts'
import { insertChange } from '../message.store.ts'
import { giveTicket } from '../sorting/give-ticket.ts'
import { takeTurn } from './rule.store.ts'

/** For verbs, in their transaction: gives a ticket that nobody owns to one of several who is on call now. False where that changed nothing. */
export async function assignTicket(
  ctx: Context,
  ticketId: string,
  { among, by }: Extract<RuleAct, { kind: 'assign' }>,
): Promise<boolean> {
  const { ownerId } = await lockTicket(ctx, ticketId)
  if (ownerId !== null) return false
  const to = await takeTurn(ctx, await onCallAmong(ctx, among), by)
  if (to !== undefined) return (await giveTicket(ctx, ticketId, { to })) !== null
  const what = said`gave the ticket to nobody: of those who may get it nobody is on call`
  await insertChange(ctx, { ticketId, at: now(ctx), who: 'Bellwether', what })
  return true
}

/** Those who are here; whoever has no turns on the rotas of support is. */
async function onCallAmong(ctx: Context, among: readonly string[]): Promise<string[]> {
  const support = await findTeam(ctx, 'support')
  const off = support ? (await turnsFor(ctx, support.id, 'tickets')).off : []
  const people = among.length > 0 ? await staffById(ctx, among) : support ? await teamMembers(ctx, support.id) : []
  return people.map(({ id }) => id).filter((id) => !off.includes(id))
}
