import { badInput, forbidden } from '@bellwether/contract/problem.ts'
import { said } from '@bellwether/contract/said.ts'
import { teamDirectory } from '../people/people.ts'
import type { Context } from '../platform/context.ts'
import { allow, may } from '../platform/permissions.ts'
import { Problem } from '../platform/problem.ts'
import { actingPerson } from './change-ticket.ts'
import { personOf } from './hand-offs/hand-off-visibility.rules.ts'
import type { Reader } from './sharing.store.ts'

/** A person, or whoever a program acts for. */
export function readerOf(ctx: Context): Reader {
  actingPerson(ctx)
  const { personId, teamIds } = personOf(ctx.actor)!
  return { personId, teamIds }
}

/** With whom it is shared, as the audit keeps it. */
export const sharingOf = ({ isForEverybody, teamIds }: { isForEverybody: boolean; teamIds: readonly string[] }) => ({
  isForEverybody,
  teamIds: [...new Set(teamIds)],
})

/** Who made it may change it; of what is shared with them also who sets up the desk: its maker may have left. */
export const mayChange = (ctx: Context, { ownerId }: { ownerId: string }, { personId }: Reader): boolean =>
  ownerId === personId || may(ctx, 'desk.configure')

/** Refuses whoever may not change what is shared with them. */
export function refuseOthers(ctx: Context, made: { ownerId: string }, reader: Reader): void {
  allow(ctx, 'desk.read')
  if (mayChange(ctx, made, reader)) return
  throw new Problem(forbidden, said`Who made it changes it, or who sets up the desk: make one of your own.`)
}

/** Refuses teams that there are not. */
export async function checkTeams(ctx: Context, { teamIds }: { teamIds: readonly string[] }): Promise<void> {
  const known = new Set((await teamDirectory(ctx)).map(({ id }) => id))
  if (teamIds.every((id) => known.has(id))) return
  const detail = said`Choose teams that there are.`
  throw new Problem(badInput, undefined, { errors: [{ pointer: '/teamIds', detail }] })
}
