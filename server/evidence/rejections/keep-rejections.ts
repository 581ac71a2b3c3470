import { recordAudit } from '../../platform/audit/record-audit.ts'
import { now, type Context } from '../../platform/context.ts'
import { inTransaction } from '../../platform/database/in-transaction.ts'
import type { Accepted } from '../intake/start-intake.ts'
import { addToIntakeDay, insertRejectedLines } from './rejected-line.store.ts'

/** Who sent it: a program by its token, a person, or the server itself. */
function sourceOf({ actor }: Context): { source: string; sourceName: string } {
  if (actor.kind === 'program') return { source: `token:${actor.tokenId}`, sourceName: actor.name }
  if (actor.kind === 'person') return { source: `person:${actor.personId}`, sourceName: actor.name }
  return { source: actor.kind, sourceName: actor.kind === 'job' ? actor.job : 'nobody' }
}

/** Keeps the refused lines of one request and counts, for its source, what was not understood. */
export async function keepRejections(ctx: Context, read: Accepted): Promise<void> {
  const at = now(ctx)
  const { source, sourceName } = sourceOf(ctx)
  await inTransaction(ctx, async (ctx) => {
    const lines = read.refused.map((line) => ({ ...line, source, sourceName, receivedAt: at }))
    await insertRejectedLines(ctx, lines)
    const isFirstOfDay = await addToIntakeDay(ctx, {
      source,
      sourceName,
      day: at.toISOString().slice(0, 10),
      accepted: read.accepted,
      corrected: read.corrected,
      refused: read.refusedCount,
      withoutService: read.notUnderstood.service,
      withoutInstant: read.notUnderstood.instant,
      withoutStatus: read.notUnderstood.status,
      lastAt: at,
    })
    // Once a day and source: a line for each of a thousand requests a second would bury the audit log.
    if (isFirstOfDay)
      await recordAudit(ctx, { action: 'evidence.accept-events', about: { module: 'evidence', id: source } })
  })
}
