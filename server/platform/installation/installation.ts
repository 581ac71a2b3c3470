import { alreadySetUp } from '@bellwether/contract/installation.ts'
import { type Clock, realClock, scaledClock } from '../clock/clock.ts'
import { hashPassword } from '../auth/hash-password.ts'
import { type SignedIn, startSession } from '../auth/sign-in.ts'
import { recordAudit } from '../audit/record-audit.ts'
import type { Context } from '../context.ts'
import { inTransaction } from '../database/in-transaction.ts'
import { requireTimeZone } from '../people/directory.ts'
import { insertPerson, insertTeam, replaceTeamsOf } from '../people/people.store.ts'
import { allow } from '../permissions.ts'
import { Problem } from '../problem.ts'
import { changeInstallation, type InstallationRow } from './installation.store.ts'

/** The clock that an installation runs on: a demo has its own, everyone else real time. */
export function clockOf(row: Pick<InstallationRow, 'demoStartsAt' | 'demoAnchoredAt' | 'demoSpeed'>): Clock {
  if (!row.demoStartsAt || !row.demoAnchoredAt || !row.demoSpeed) return realClock
  return scaledClock(row.demoStartsAt, row.demoAnchoredAt, row.demoSpeed)
}

export interface SetUp {
  readonly organisation: string
  readonly name: string
  readonly email: string
  readonly password: string
  readonly timeZone: string
  readonly userAgent: string
}

/** Names the organisation and makes its first administrator and the support team. Open to all: whoever holds the set-up link. */
export async function setUpInstallation(ctx: Context, input: SetUp): Promise<SignedIn> {
  requireTimeZone(input.timeZone)
  const passwordHash = await hashPassword(input.password)
  return inTransaction(ctx, async (ctx) => {
    const changed = await changeInstallation(ctx.db, 'empty', { kind: 'regular', name: input.organisation })
    if (!changed) throw new Problem(alreadySetUp)
    const personId = await insertAdministrator(ctx, { ...input, passwordHash })
    await recordAudit(ctx, { action: 'platform.set-up', about: { module: 'platform', id: 'installation' } })
    return startSession(ctx, personId, input.userAgent)
  })
}

async function insertAdministrator(
  ctx: Context,
  person: { name: string; email: string; timeZone: string; passwordHash: string | null },
): Promise<string> {
  const { name, email, timeZone, passwordHash } = person
  const personId = await insertPerson(ctx, { name, email, timeZone, passwordHash, role: 'administrator' })
  const team = await insertTeam(ctx, { slug: 'support', name: 'Support' })
  if (!personId || !team) throw new Problem(alreadySetUp)
  await replaceTeamsOf(ctx, personId, [team.id])
  return personId
}

export interface DemoStart {
  readonly startsAt: Date
  readonly speed: number
  readonly administrator: { name: string; email: string; timeZone: string }
}

/** Turns an empty installation into a demo with a clock of its own. */
export async function startDemo(ctx: Context, input: DemoStart): Promise<void> {
  allow(ctx, 'installation.write')
  await inTransaction(ctx, async (ctx) => {
    const change = {
      kind: 'demo' as const,
      name: 'Demo company',
      demoStartsAt: input.startsAt,
      demoAnchoredAt: new Date(),
      demoSpeed: input.speed,
    }
    if (!(await changeInstallation(ctx.db, 'empty', change)))
      throw new Problem(alreadySetUp, 'A demo starts only on an empty installation.')
    await insertAdministrator(ctx, { ...input.administrator, passwordHash: null })
    await recordAudit(ctx, { action: 'platform.start-demo', about: { module: 'platform', id: 'installation' } })
  })
}
