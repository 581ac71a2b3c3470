import { nameSupportAddress } from '../mail/mail.ts'
import { nameInstallation, startDemo } from '../installation/installation.ts'
import { addFirstAdministrator, hashPassword, type SignedIn, startSession } from '../people/people.ts'
import type { Context } from '../platform/context.ts'
import { inTransaction } from '../platform/database/in-transaction.ts'
import { asPart } from '../platform/permissions.ts'

export interface SetUp {
  readonly organisation: string
  readonly name: string
  readonly email: string
  readonly password: string
  readonly timeZone: string
  /** null: named later. */
  readonly supportAddress: string | null
  readonly userAgent: string
}

/** Names the organisation and the address that customers write to, and makes its first administrator. Open to all: whoever holds the set-up link. */
export async function setUpInstallation(ctx: Context, input: SetUp): Promise<SignedIn> {
  const { organisation, name, email, timeZone, userAgent } = input
  const passwordHash = await hashPassword(input.password)
  return inTransaction(asPart(ctx), async (ctx) => {
    await nameInstallation(ctx, organisation)
    if (input.supportAddress !== null) await nameSupportAddress(ctx, input.supportAddress)
    const personId = await addFirstAdministrator(ctx, { name, email, timeZone, passwordHash })
    return startSession(ctx, personId, userAgent)
  })
}

/** The demo's first person, and its clock. Open to all: whoever holds the set-up link. */
export function setUpDemo(
  ctx: Context,
  demo: { startsAt: Date; administrator: { name: string; email: string; timeZone: string } },
): Promise<void> {
  return inTransaction(asPart(ctx), async (ctx) => {
    await startDemo(ctx, demo)
    await addFirstAdministrator(ctx, { ...demo.administrator, passwordHash: null })
  })
}
