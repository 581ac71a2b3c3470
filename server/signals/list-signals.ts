import type { z } from 'zod'
import { notFound } from '@bellwether/contract/problem.ts'
import { said } from '@bellwether/contract/said.ts'
import type { Signal } from '@bellwether/contract/signals.ts'
import type { Context } from '../platform/context.ts'
import type { Page } from '../platform/database/page-by-key.ts'
import { allow } from '../platform/permissions.ts'
import { Problem } from '../platform/problem.ts'
import { findSignal, findSignals, type SignalRow } from './signal.store.ts'

type SignalAnswer = z.input<typeof Signal>

function presentSignal(row: SignalRow): SignalAnswer {
  return {
    id: row.id,
    detector: row.detector,
    subject: row.subject,
    level: row.level,
    detectedAt: row.detectedAt.toISOString(),
    firstSeenAt: row.firstSeenAt.toISOString(),
    lastSeenAt: row.lastSeenAt.toISOString(),
    class: { id: row.classId, template: row.template, example: row.example },
    slices: row.slices,
    deploy: row.deploy,
    customers: { seen: row.customersSeen, exposed: row.customersExposed, estimated: row.customersEstimated },
    errors: Number(row.errors),
    recoveredAt: row.recoveredAt?.toISOString() ?? null,
  }
}

/** Signals, the newest first, a page at a time. */
export async function listSignals(
  ctx: Context,
  page: Page & { open?: boolean | undefined },
): Promise<{ items: SignalAnswer[]; nextCursor: string | null }> {
  allow(ctx, 'signals.read')
  const { items, nextCursor } = await findSignals(ctx, { ...page, open: page.open })
  return { items: items.map(presentSignal), nextCursor }
}

export async function getSignal(ctx: Context, id: string): Promise<SignalAnswer> {
  allow(ctx, 'signals.read')
  const row = await findSignal(ctx, id)
  if (!row) throw new Problem(notFound, said`There is no such signal.`)
  return presentSignal(row)
}
