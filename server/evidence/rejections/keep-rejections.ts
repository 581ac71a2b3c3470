import { recordAudit } from '../../platform/audit/record-audit.ts'
import type { Context } from '../../platform/context.ts'
import { inTransaction } from '../../platform/database/in-transaction.ts'
import type { RefusedLine } from '../intake/read-events.ts'
import { addToIntakeDay, insertRejectedLines, pruneRejectedLines } from './rejected-line.store.ts'

/** What one source sent within a moment. */
export interface Tallied {
  readonly source: string
  readonly sourceName: string
  lastAt: Date
  readonly counts: {
    accepted: number
    corrected: number
    refused: number
    withoutService: number
    withoutInstant: number
    withoutStatus: number
  }
  /** The first of the refused lines. */
  readonly lines: (RefusedLine & { readonly receivedAt: Date })[]
}

/** Counts what a source sent, and keeps lines that were refused; of all sources the newest alone. */
export async function keepRejections(ctx: Context, tallied: Tallied): Promise<void> {
  const { source, sourceName, lastAt, counts } = tallied
  await inTransaction(ctx, async (ctx) => {
    const lines = tallied.lines.map((line) => ({ ...line, source, sourceName }))
    await insertRejectedLines(ctx, lines)
    if (lines.length > 0) await pruneRejectedLines(ctx)
    const day = lastAt.toISOString().slice(0, 10)
    // Once a day and source: more would bury the audit log.
    if (await addToIntakeDay(ctx, { source, sourceName, day, lastAt, ...counts }))
      await recordAudit(ctx, { action: 'evidence.accept-events', about: { module: 'evidence', id: source } })
  })
}
