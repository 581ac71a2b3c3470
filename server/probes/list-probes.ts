import { probeTimes } from '../evidence/evidence.ts'
import type { Context } from '../platform/context.ts'
import { allow, asPart } from '../platform/permissions.ts'
import { presentProbes } from './present-probe.ts'
import { findProbes } from './probe.store.ts'

/** What is looked at again and again, and how it is. */
export async function listProbes(ctx: Context) {
  allow(ctx, 'probes.read')
  return { items: await presentProbes(ctx, await findProbes(ctx)) }
}

/** How long the answers took in the last hours. Whoever sees a probe sees this, whether they may search the evidence or not. */
export async function listProbeTimes(ctx: Context, { hours }: { hours: number }) {
  allow(ctx, 'probes.read')
  return probeTimes(asPart(ctx), hours)
}
