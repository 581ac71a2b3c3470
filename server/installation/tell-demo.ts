import { conflict } from '@bellwether/contract/problem.ts'
import { said } from '@bellwether/contract/said.ts'
import { recordAudit } from '../platform/audit/record-audit.ts'
import type { Context } from '../platform/context.ts'
import { inTransaction } from '../platform/database/in-transaction.ts'
import { announce } from '../platform/events/announce.ts'
import { allow } from '../platform/permissions.ts'
import { Problem } from '../platform/problem.ts'
import { installationChanged } from './installation.events.ts'
import { changeInstallation, lockInstallation } from './installation.store.ts'

interface Told {
  readonly told: number
  readonly says: string
  readonly until: Date | undefined
}

/** Writes down how much of a demo's past has been sent, and until when its story was told. */
export async function tellDemo(ctx: Context, { told, says, until }: Told): Promise<void> {
  allow(ctx, 'installation.write')
  await inTransaction(ctx, async (ctx) => {
    const before = await lockInstallation(ctx.db)
    const change = { demoTold: told, demoSays: says, ...(until ? { demoToldUntil: until } : {}) }
    if (!(await changeInstallation(ctx.db, 'demo', change)))
      throw new Problem(conflict, said`This installation is not a demo.`)
    // What only the player needs to know changes no screen.
    if (before.demoTold === told && before.demoSays === says) return
    if (told === 1)
      await recordAudit(ctx, {
        action: 'installation.tell-demo',
        about: { module: 'installation', id: 'installation' },
      })
    await announce(ctx, installationChanged, {})
  })
}
