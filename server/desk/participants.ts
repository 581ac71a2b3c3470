import { badInput } from '@bellwether/contract/problem.ts'
import { said } from '@bellwether/contract/said.ts'
import type { Context } from '../platform/context.ts'
import { Problem } from '../platform/problem.ts'
import { findNamed } from './participant.store.ts'

/** Who takes part now besides the contact. */
export async function participantAddresses(ctx: Context, ticketId: string): Promise<string[]> {
  return (await findNamed(ctx, ticketId)).filter(({ removedAt }) => removedAt === null).map(({ address }) => address)
}

/** Those of the participants whom the writer chose; one who left since they looked gets nothing. */
export async function chosenCopies(
  ctx: Context,
  ticketId: string,
  chosen: readonly string[] | undefined,
): Promise<string[]> {
  const addresses = await participantAddresses(ctx, ticketId)
  const asked = chosen?.map((address) => address.toLowerCase())
  const stranger = asked?.find((address) => !addresses.includes(address))
  if (stranger !== undefined) {
    const detail = said`${stranger} takes no part in this ticket: add them first, or leave them out.`
    throw new Problem(badInput, undefined, { errors: [{ pointer: '/cc', detail }] })
  }
  return asked ?? addresses
}
