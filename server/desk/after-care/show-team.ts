import type { ShownTeams } from '@bellwether/contract/desk.ts'
import { getTeam } from '../../people/people.ts'
import { recordAudit } from '../../platform/audit/record-audit.ts'
import type { Context } from '../../platform/context.ts'
import { inTransaction } from '../../platform/database/in-transaction.ts'
import { allow } from '../../platform/permissions.ts'
import { findShownTeams, writeShown } from './shown-team.store.ts'

/** The teams of which customers are told that they work on their ticket; none until somebody says so. */
export async function getShownTeams(ctx: Context): Promise<ShownTeams> {
  allow(ctx, 'desk.read')
  return { teamIds: await findShownTeams(ctx) }
}

/** Says whether customers are told that a team works on their ticket. */
export async function showTeam(ctx: Context, teamId: string, isShown: boolean): Promise<ShownTeams> {
  allow(ctx, 'desk.configure')
  return inTransaction(ctx, async (ctx) => {
    const { id } = await getTeam(ctx, teamId)
    await writeShown(ctx, id, isShown)
    await recordAudit(ctx, { action: 'desk.show-team', about: { module: 'desk', id }, detail: { isShown } })
    return { teamIds: await findShownTeams(ctx) }
  })
}
