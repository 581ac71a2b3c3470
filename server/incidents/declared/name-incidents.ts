import { said } from '@bellwether/contract/said.ts'
import type { Context } from '../../platform/context.ts'
import { findNamingParts, type IncidentRow } from './incident.store.ts'
import { nameParts } from './name-parts.ts'

type Named = Pick<IncidentRow, 'number' | 'title' | 'namedBy'>

/** For verbs: what incidents are called: as somebody named them, else as one of their parts is called now. */
export async function nameIncidents(ctx: Context, rows: readonly Named[]): Promise<(incident: Named) => string> {
  const ids = rows.flatMap(({ title, namedBy }) => (title === '' && namedBy !== null ? namedBy : []))
  const names = await nameParts(ctx, await findNamingParts(ctx, ids))
  return ({ number, title, namedBy }) => title || names.get(namedBy ?? '') || said`Incident I${number}`
}
