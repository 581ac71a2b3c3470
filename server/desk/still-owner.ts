import { staffById } from '../people/people.ts'
import type { Context } from '../platform/context.ts'

/** Who owned a ticket that is opened again, unless they have left since: then nobody does, and who wants claims it. */
export async function stillOwner(ctx: Context, ownerId: string | null): Promise<string | null> {
  if (ownerId === null) return null
  return (await staffById(ctx, [ownerId])).length > 0 ? ownerId : null
}
