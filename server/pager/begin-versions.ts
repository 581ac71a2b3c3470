import { isDeepStrictEqual } from 'node:util'
import { type Context, now } from '../platform/context.ts'
import { teamDirectory } from '../people/people.ts'
import { type LayerVersion, versionAfter } from './layer.rules.ts'
import { findRota, insertLayerVersion, type Rota, type WrittenLayer } from './rota.store.ts'
import { tellMovedShifts } from './tell-moved-shifts.ts'

/** A layer whose turns an edit begins anew. */
interface Edit {
  readonly written: WrittenLayer
  readonly version: LayerVersion
}

/**
 * The versions that begin when the layers of a rota are written so, the upmost first: of those that changed, and
 * of those that are no longer there, of which nobody has turns any more.
 */
export function editsOf(rota: Pick<Rota, 'written' | 'layers'>, layers: readonly WrittenLayer[], at: Date): Edit[] {
  const ended = rota.written
    .filter(({ id }) => !layers.some((layer) => layer.id === id))
    .map((layer) => ({ ...layer, rule: { ...layer.rule, people: [] } }))
  return [...layers, ...ended].flatMap((written, rank) => {
    const before = rota.written.findIndex(({ id }) => id === written.id)
    // Nobody's turn begins anew because somebody looked and saved.
    if (before === rank && isDeepStrictEqual(rota.written[before], written)) return []
    const begun =
      rota.layers.find(({ id }) => id === written.id)?.versions.filter(({ beginsAt }) => beginsAt <= at) ?? []
    return [{ written, version: versionAfter(begun, { rank, rule: written.rule }, at) }]
  })
}

/**
 * Begins other versions of the layers of a rota whose team's rotas are locked, and tells those whose shifts move;
 * their ids are returned. The first versions move nobody's.
 */
export async function beginVersions(ctx: Context, rota: Rota, layers: readonly WrittenLayer[]): Promise<string[]> {
  for (const edit of editsOf(rota, layers, now(ctx))) await insertLayerVersion(ctx, rota.id, edit)
  return rota.layers.length === 0 ? [] : tellOfChange(ctx, rota)
}

/** Tells those whose shifts are others than they were; their ids are returned. */
export async function tellOfChange(ctx: Context, before: Rota): Promise<string[]> {
  const after = await findRota(ctx, before.id)
  const team = (await teamDirectory(ctx)).find(({ id }) => id === before.teamId)?.name
  const nobody = { layers: [], overrides: [] }
  return tellMovedShifts(ctx, { team, name: before.name }, { before, after: after ?? nobody })
}
