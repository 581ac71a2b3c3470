import { rm } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
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

const lastWritesMilliseconds = 500
const erasureTries = 6

/**
 * Empties the records. It locks every table and meets whoever writes just then: then it is tried again. What is done
 * at last decides: where it fails, nothing is erased and the demo can be ended again.
 */
async function eraseAll(
  ctx: Context,
  addresses: Parts['addresses'],
  atLast: () => Promise<unknown> = async () => undefined,
): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await inTransaction(ctx, async (ctx) => {
        await eraseRecords(ctx)
        await writeMailboxes(ctx, addresses)
        await writeFirstPolicy(ctx)
        await announce(ctx, installationChanged, {})
        await atLast()
      })
    } catch (error) {
      if (attempt === erasureTries || !isDeadlock(error)) throw error
      await sleep(100 * 2 ** attempt * Math.random())
    }
  }
}

/** PostgreSQL ended one of the two who waited for each other. */
const isDeadlock = (error: unknown): boolean => (error as { code?: string }).code === '40P01'

/** Deletes everything the demo made, in all stores, and puts the installation back on real time. */
export async function endDemo(
  ctx: Context,
  parts: Pick<Parts, 'addresses' | 'clock' | 'engine' | 'intake' | 'openedNetworks'>,
): Promise<void> {
  allow(ctx, 'installation.write')
  const files = [...(await listFileNames(ctx)), ...(await listRawNames(ctx))]
  await eraseAll(ctx, parts.addresses, () => ctx.files.remove(files))
  // Whatever was let in before waited for the erasure, and wrote after it.
  await sleep(lastWritesMilliseconds)
  await eraseAll(ctx, parts.addresses)
  parts.clock.exchange(realClock)
  parts.openedNetworks.setDemo(false)
  // Its tokens are gone, so nothing more comes in; what waits must not arrive after the erasure.
  if (parts.engine.state().state === 'ready') await parts.intake.flush()
  await eraseEvidence(ctx)
  for (const folder of ['files', 'outbox']) await rm(join(ctx.dataFolder, folder), { recursive: true, force: true })
}
