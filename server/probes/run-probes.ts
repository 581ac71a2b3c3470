import { ownLocation } from '@bellwether/contract/probes.ts'
import { type Context, now } from '../platform/context.ts'
import { allowJobsOnly } from '../platform/permissions.ts'
import { runCheck } from './checks/run-check.ts'
import type { Looked } from './look.store.ts'
import { type ProbeRow, takeDueProbes } from './probe.store.ts'
import { reachOf } from './probing.ts'
import { takeLooks } from './take-looks.ts'

/** Begins the looks that are due, and takes what came of those that have ended. */
export async function runProbes(ctx: Context): Promise<void> {
  allowJobsOnly(ctx)
  const { looks } = ctx.probing
  const due = await takeDueProbes(ctx, looks.room())
  for (const probe of due) looks.begin(lookAt(ctx, probe))
  const looked = await looks.gather()
  if (looked.length > 0) await takeLooks(ctx, looked)
}

async function lookAt(ctx: Context, probe: ProbeRow): Promise<Looked> {
  const at = now(ctx)
  const outcome = await runCheck(probe.check, probe.timeoutSeconds, reachOf(ctx))
  return { probe, location: ownLocation, at, outcome }
}
