import type { Context } from '../../platform/context.ts'
import { findMaintenanceOfTeam } from './maintenance.store.ts'

/** For verbs: whether nothing pages a team at the moment, as somebody works on what it has. */
export const isMaintained = async (ctx: Context, teamId: string): Promise<boolean> =>
  (await findMaintenanceOfTeam(ctx, teamId)) !== undefined
