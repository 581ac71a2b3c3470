import { type Context, now } from '../platform/context.ts'
import { teamDirectory } from '../people/people.ts'
import { findRota, insertRotaVersion, type Rota } from './rota.store.ts'
import { versionAfter } from './rota-version.rules.ts'
import type { TurnRule } from './rota.rules.ts'
import { tellMovedShifts } from './tell-moved-shifts.ts'

/**
 * Begins another version of a rota whose team's rotas are locked, and tells those whose shifts move; their
 * ids are returned. The first version moves nobody's.
 */
export async function beginVersion(
  ctx: Context,
  rota: Pick<Rota, 'id' | 'teamId' | 'name' | 'versions'>,
  written: TurnRule,
): Promise<string[]> {
  const before = rota.versions
  const begun = before.filter((version) => version.beginsAt <= now(ctx))
  await insertRotaVersion(ctx, rota.id, { written, version: versionAfter(begun, written, now(ctx)) })
  if (before.length === 0) return []
  const after = (await findRota(ctx, rota.id))?.versions ?? []
  const team = (await teamDirectory(ctx)).find(({ id }) => id === rota.teamId)?.name
  return tellMovedShifts(ctx, { team, name: rota.name }, { before, after })
}
