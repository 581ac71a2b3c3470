import { notFound } from '@bellwether/contract/problem.ts'
import { recordAudit } from '../platform/audit/record-audit.ts'
import type { Context } from '../platform/context.ts'
import type { Page } from '../platform/database/page-by-key.ts'
import { inTransaction } from '../platform/database/in-transaction.ts'
import { announce } from '../platform/events/announce.ts'
import { getPerson } from './directory.ts'
import { rightsChanged } from './people.events.ts'
import { findPermissionsOf } from './role.store.ts'
import { allow, allowGiving } from '../platform/permissions.ts'
import { Problem } from '../platform/problem.ts'
import { deleteSessionsOf, findSessions } from './session.store.ts'
import { actingPersonId } from './sign-in.ts'

/** Where the person who asks is signed in. */
export async function listMySessions(ctx: Context, sessionToken: string | undefined, page: Page) {
  return findSessions(ctx, { personId: actingPersonId(ctx), currentToken: sessionToken }, page)
}

/** Signs the person who asks out of one of their browsers. */
export async function endMySession(ctx: Context, id: string): Promise<void> {
  const personId = actingPersonId(ctx)
  if ((await endSessionsOf(ctx, personId, { id })) === 0) throw new Problem(notFound)
}

/** Where a person is signed in. */
export async function listSessions(ctx: Context, personId: string, page: Page) {
  allow(ctx, 'people.write')
  await getPerson(ctx, personId)
  return findSessions(ctx, { personId, currentToken: undefined }, page)
}

/** Signs a person out everywhere. Returns how many sessions ended. */
export async function endSessions(ctx: Context, personId: string): Promise<number> {
  allow(ctx, 'people.write')
  await getPerson(ctx, personId)
  allowGiving(ctx, await findPermissionsOf(ctx, personId))
  return endSessionsOf(ctx, personId)
}

function endSessionsOf(ctx: Context, personId: string, which: { id?: string } = {}): Promise<number> {
  return inTransaction(ctx, async (ctx) => {
    const ended = await deleteSessionsOf(ctx, personId, which)
    const about = { module: 'people', id: personId }
    await recordAudit(ctx, { action: 'people.end-sessions', about, detail: { ended } })
    await announce(ctx, rightsChanged, { personId })
    return ended
  })
}
