import type { z } from 'zod'
import { notFound } from '@bellwether/contract/problem.ts'
import { said } from '@bellwether/contract/said.ts'
import type { Signal } from '@bellwether/contract/signals.ts'
import type { Context } from '../platform/context.ts'
import type { Page } from '../platform/database/page-by-key.ts'
import { allow } from '../platform/permissions.ts'
import { Problem } from '../platform/problem.ts'
import { findVersionsOf, type VersionRow } from './alert-rules/alert-rule.store.ts'
import { type ClassSignalRow, findSignal, findSignals, findSignalsById, type SignalRow } from './signal.store.ts'

type SignalAnswer = z.input<typeof Signal>

function presentSignal(row: SignalRow, rule: VersionRow | undefined): SignalAnswer {
  return {
    id: row.id,
    detector: row.detector,
    subject: row.subject,
    level: row.level,
    detectedAt: row.detectedAt.toISOString(),
    firstSeenAt: row.firstSeenAt.toISOString(),
    lastSeenAt: row.lastSeenAt.toISOString(),
    class: isOfClass(row) ? { id: row.classId, template: row.template, example: row.example } : null,
    rule: rule
      ? { id: rule.ruleId, version: rule.version, name: rule.name, trigger: rule.trigger, peak: row.peak ?? 0 }
      : null,
    slices: row.slices,
    deploy: row.deploy,
    customers: isOfClass(row)
      ? { seen: row.customersSeen, exposed: row.customersExposed, estimated: row.customersEstimated }
      : null,
    errors: Number(row.errors),
    recoveredAt: row.recoveredAt?.toISOString() ?? null,
  }
}

const isOfClass = (row: SignalRow): row is ClassSignalRow => row.classId !== null

async function presentSignals(ctx: Context, rows: readonly SignalRow[]): Promise<SignalAnswer[]> {
  const ofRules = rows.filter(({ ruleId }) => ruleId !== null)
  const versions = await findVersionsOf(
    ctx,
    ofRules.map(({ id }) => id),
  )
  return rows.map((row) => presentSignal(row, versions.get(row.id)))
}

/** Signals, the newest first, a page at a time. */
export async function listSignals(
  ctx: Context,
  page: Page & { open?: boolean | undefined },
): Promise<{ items: SignalAnswer[]; nextCursor: string | null }> {
  allow(ctx, 'signals.read')
  const { items, nextCursor } = await findSignals(ctx, { ...page, open: page.open })
  return { items: await presentSignals(ctx, items), nextCursor }
}

export async function getSignal(ctx: Context, id: string): Promise<SignalAnswer> {
  allow(ctx, 'signals.read')
  const row = await findSignal(ctx, id)
  const [signal] = row ? await presentSignals(ctx, [row]) : []
  if (!signal) throw new Problem(notFound, said`There is no such signal.`)
  return signal
}

/** These signals, as far as there are any, in no order. */
export async function signalsById(ctx: Context, ids: readonly string[]): Promise<SignalAnswer[]> {
  allow(ctx, 'signals.read')
  return presentSignals(ctx, await findSignalsById(ctx, ids))
}
