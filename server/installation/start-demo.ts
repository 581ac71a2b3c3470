import { alreadySetUp } from '@bellwether/contract/installation.ts'
import { said } from '@bellwether/contract/said.ts'
import { recordAudit } from '../platform/audit/record-audit.ts'
import type { Context } from '../platform/context.ts'
import { inTransaction } from '../platform/database/in-transaction.ts'
import { announce } from '../platform/events/announce.ts'
import { allow } from '../platform/permissions.ts'
import { Problem } from '../platform/problem.ts'
import { installationChanged } from './installation.events.ts'
import { changeInstallation } from './installation.store.ts'

/** Turns an empty installation into a demo whose clock shows `startsAt`, and stands until its past is told. */
export async function startDemo(ctx: Context, { startsAt }: { startsAt: Date }): Promise<void> {
  allow(ctx, 'installation.write')
  await inTransaction(ctx, async (ctx) => {
    const clock = { demoStartsAt: startsAt, demoAnchoredAt: new Date(), demoSpeed: 0, demoTold: 0, demoSays: '' }
    if (!(await changeInstallation(ctx.db, 'empty', { kind: 'demo', name: 'Demo company', ...clock })))
      throw new Problem(alreadySetUp, said`A demo starts only on an empty installation.`)
    await recordAudit(ctx, { action: 'installation.start-demo', about: { module: 'installation', id: 'installation' } })
    await announce(ctx, installationChanged, {})
  })
}
