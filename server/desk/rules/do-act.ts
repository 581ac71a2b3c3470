import type { RuleAct } from '@bellwether/contract/desk.ts'
import { conflict } from '@bellwether/contract/problem.ts'
import { said } from '@bellwether/contract/said.ts'
import type { Context } from '../../platform/context.ts'
import { Problem } from '../../platform/problem.ts'
import { setFields } from '../fields/set-fields.ts'
import { removeTicket } from '../removal/remove-ticket.ts'
import { giveTicket } from '../sorting/give-ticket.ts'
import { prioritizeTicket } from '../sorting/prioritize-ticket.ts'
import { tagTicket } from '../sorting/tag-ticket.ts'
import { findTicket } from '../ticket.store.ts'
import { assignTicket } from './assign-ticket.ts'

/** For verbs, in their transaction: does to a ticket what a rule says. False where that changed nothing. */
export async function doAct(ctx: Context, ticketId: string, act: RuleAct): Promise<boolean> {
  if (act.kind === 'tag') return (await tagTicket(ctx, ticketId, { add: act.add, remove: [] })) !== null
  if (act.kind === 'prioritize') return (await prioritizeTicket(ctx, ticketId, { to: act.priority })) !== null
  if (act.kind === 'set-fields') return (await setFields(ctx, ticketId, { values: act.values })) !== null
  if (act.kind === 'give') return giveUnowned(ctx, ticketId, act.to)
  if (act.kind === 'assign') return assignTicket(ctx, ticketId, act)
  return removeCalm(ctx, ticketId, act)
}

/** Who owns a ticket keeps it. */
async function giveUnowned(ctx: Context, ticketId: string, to: string): Promise<boolean> {
  if ((await findTicket(ctx, ticketId))?.ownerId !== null) return false
  return (await giveTicket(ctx, ticketId, { to })) !== null
}

/** Whoever cries for help is heard, whatever a rule says. */
async function removeCalm(
  ctx: Context,
  ticketId: string,
  { into }: Extract<RuleAct, { kind: 'remove' }>,
): Promise<boolean> {
  if ((await findTicket(ctx, ticketId))?.isUrgent)
    throw new Problem(conflict, said`It is an emergency: a person decides.`)
  return (await removeTicket(ctx, ticketId, { into, blocksSender: false })) !== null
}
