import { conflict } from '@bellwether/contract/problem.ts'
import { recordAudit } from '../platform/audit/record-audit.ts'
import type { Context } from '../platform/context.ts'
import { inTransaction } from '../platform/database/in-transaction.ts'
import { announce } from '../platform/events/announce.ts'
import { allow } from '../platform/permissions.ts'
import { Problem } from '../platform/problem.ts'
import { installationChanged } from './installation.events.ts'
import { changeInstallation } from './installation.store.ts'

/** Writes down how much of a demo's past has been sent: whoever waits for it sees it. */
export async function tellDemo(ctx: Context, { told, says }: { told: number; says: string }): Promise<void> {
  allow(ctx, 'installation.write')
  await inTransaction(ctx, async (ctx) => {
    if (!(await changeInstallation(ctx.db, 'demo', { demoTold: told, demoSays: says })))
      throw new Problem(conflict, 'This installation is not a demo.')
    if (told === 1)
      await recordAudit(ctx, {
        action: 'installation.tell-demo',
        about: { module: 'installation', id: 'installation' },
      })
    await announce(ctx, installationChanged, {})
  })
}
