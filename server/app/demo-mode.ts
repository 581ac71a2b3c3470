import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Permission } from '@bellwether/contract/permissions.ts'
import { writeFirstPolicy } from '../desk/desk.ts'
import { eraseEvidence } from '../evidence/evidence.ts'
import { createSignInLink, createToken, findPersonByEmail } from '../people/people.ts'
import { realClock } from '../platform/clock/clock.ts'
import type { Context } from '../platform/context.ts'
import { inTransaction } from '../platform/database/in-transaction.ts'
import { clockOf, eraseRecords, installationChanged, loadInstallation } from '../installation/installation.ts'
import { visitor } from '../demo/demo-names.ts'
import { listRawNames, writeMailboxes } from '../mail/mail.ts'
import { listFileNames } from '../platform/files/file.store.ts'
import { announce } from '../platform/events/announce.ts'
import { allow } from '../platform/permissions.ts'
import { setUpDemo } from './set-up.ts'
import type { Parts } from './parts.ts'

/** Starts a demo: its clock, its first person, and a token with which the simulator uses the public intakes. */
export async function beginDemo(
  ctx: Context,
  parts: Pick<Parts, 'clock' | 'openedNetworks'>,
  demo: { startsAt: Date },
) {
  allow(ctx, 'installation.write')
  await setUpDemo(ctx, { ...demo, administrator: visitor })
  parts.clock.exchange(clockOf(await loadInstallation(ctx.db)))
  parts.openedNetworks.setDemo(true)
  const { token } = await createToken(ctx, { name: 'demo simulator', permissions: Permission.options })
  return { token, signInUrl: await visitorSignInUrl(ctx) }
}

/** A one-time link that signs a visitor in. */
export async function visitorSignInUrl(ctx: Context): Promise<string> {
  const person = await findPersonByEmail(ctx, visitor.email)
  if (!person) throw new Error('the demo has no visitor')
  return createSignInLink(ctx, person.id)
}

/** Deletes everything the demo made, in all stores, and puts the installation back on real time. */
export async function endDemo(
  ctx: Context,
  parts: Pick<Parts, 'addresses' | 'clock' | 'engine' | 'intake' | 'openedNetworks'>,
): Promise<void> {
  allow(ctx, 'installation.write')
  // First, while the records name them: where that fails the demo goes on, and can be ended again.
  await ctx.files.remove([...(await listFileNames(ctx)), ...(await listRawNames(ctx))])
  await inTransaction(ctx, async (ctx) => {
    await eraseRecords(ctx)
    await writeMailboxes(ctx, parts.addresses)
    await writeFirstPolicy(ctx)
    await announce(ctx, installationChanged, {})
  })
  parts.clock.exchange(realClock)
  parts.openedNetworks.setDemo(false)
  // Its tokens are gone, so nothing more comes in; what waits must not arrive after the erasure.
  if (parts.engine.state().state === 'ready') await parts.intake.flush()
  await eraseEvidence(ctx)
  for (const folder of ['files', 'outbox']) await rm(join(ctx.dataFolder, folder), { recursive: true, force: true })
}
