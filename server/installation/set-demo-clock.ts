import { badInput, conflict } from '@bellwether/contract/problem.ts'
import { said } from '@bellwether/contract/said.ts'
import { recordAudit } from '../platform/audit/record-audit.ts'
import type { Context } from '../platform/context.ts'
import { inTransaction } from '../platform/database/in-transaction.ts'
import { announce } from '../platform/events/announce.ts'
import { allow } from '../platform/permissions.ts'
import { Problem } from '../platform/problem.ts'
import { installationChanged } from './installation.events.ts'
import { clockOf } from './clock-of.ts'
import { changeInstallation, lockInstallation } from './installation.store.ts'

const jumpMax = 3 * 3_600_000

/** Holds the clock of a demo (speed 0), lets it run on from what it shows, or hurries it to an instant ahead. */
export async function setDemoClock(ctx: Context, set: { speed: number; jumpsTo: Date | null }): Promise<void> {
  allow(ctx, 'installation.write')
  const { speed, jumpsTo } = set
  await inTransaction(ctx, async (ctx) => {
    // Read once nobody else sets it: two at once must not turn it back.
    const shown = clockOf(await lockInstallation(ctx.db)).now()
    requireAhead(jumpsTo, shown)
    const clock = { demoStartsAt: shown, demoAnchoredAt: new Date(), demoSpeed: speed, demoJumpsTo: jumpsTo }
    if (!(await changeInstallation(ctx.db, 'demo', clock)))
      throw new Problem(conflict, said`Only the clock of a demo can be set.`)
    await recordAudit(ctx, {
      action: 'installation.set-demo-clock',
      about: { module: 'installation', id: 'installation' },
      detail: { speed, jumpsTo: jumpsTo?.toISOString() ?? null },
    })
    await announce(ctx, installationChanged, {})
  })
}

function requireAhead(jumpsTo: Date | null, shown: Date): void {
  if (jumpsTo === null) return
  const ahead = jumpsTo.getTime() - shown.getTime()
  if (ahead > 0 && ahead <= jumpMax) return
  throw new Problem(badInput, undefined, {
    errors: [{ pointer: '/jumpsTo', detail: said`Name an instant ahead of the clock, by three hours at most.` }],
  })
}
