import { recordAudit } from '../platform/audit/record-audit.ts'
import type { Context } from '../platform/context.ts'
import { inTransaction } from '../platform/database/in-transaction.ts'
import { announce } from '../platform/events/announce.ts'
import { allowJobsOnly } from '../platform/permissions.ts'
import { installationChanged } from './installation.events.ts'
import { changeInstallation, lockInstallation } from './installation.store.ts'

/** The server was off while nobody played: the clock of the demo goes on from where its story was told. */
export async function resumeDemo(ctx: Context): Promise<void> {
  allowJobsOnly(ctx)
  await inTransaction(ctx, async (ctx) => {
    const { demoToldUntil, demoTold } = await lockInstallation(ctx.db)
    if (demoToldUntil === null || demoTold !== 1) return
    const clock = { demoStartsAt: demoToldUntil, demoAnchoredAt: new Date(), demoJumpsTo: null }
    if (!(await changeInstallation(ctx.db, 'demo', clock))) return
    await recordAudit(ctx, {
      action: 'installation.resume-demo',
      about: { module: 'installation', id: 'installation' },
    })
    await announce(ctx, installationChanged, {})
  })
}
