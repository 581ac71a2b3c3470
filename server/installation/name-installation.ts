import { alreadySetUp } from '@bellwether/contract/installation.ts'
import { recordAudit } from '../platform/audit/record-audit.ts'
import type { Context } from '../platform/context.ts'
import { inTransaction } from '../platform/database/in-transaction.ts'
import { announce } from '../platform/events/announce.ts'
import { allow } from '../platform/permissions.ts'
import { Problem } from '../platform/problem.ts'
import { installationChanged } from './installation.events.ts'
import { changeInstallation } from './installation.store.ts'

/** Gives an empty installation to an organisation; exactly one of several who try at once succeeds. */
export async function nameInstallation(ctx: Context, organisation: string): Promise<void> {
  allow(ctx, 'installation.write')
  await inTransaction(ctx, async (ctx) => {
    const changed = await changeInstallation(ctx.db, 'empty', { kind: 'regular', name: organisation })
    if (!changed) throw new Problem(alreadySetUp)
    await recordAudit(ctx, { action: 'installation.set-up', about: { module: 'installation', id: 'installation' } })
    await announce(ctx, installationChanged, {})
  })
}
