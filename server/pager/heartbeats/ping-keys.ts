import { randomBytes } from 'node:crypto'
import { notFound } from '@bellwether/contract/problem.ts'
import { said } from '@bellwether/contract/said.ts'
import { recordAudit } from '../../platform/audit/record-audit.ts'
import type { Context } from '../../platform/context.ts'
import { inTransaction } from '../../platform/database/in-transaction.ts'
import { hashToken } from '../../platform/links/secret-token.ts'
import { getTeam, namesById } from '../../people/people.ts'
import { allow, allowJobsOnly } from '../../platform/permissions.ts'
import { Problem } from '../../platform/problem.ts'
import { deletePingKey, findPingKeys, putPingKey } from './ping-key.store.ts'

/** Which teams have a key with which their heartbeats are pinged by slug. */
export async function listPingKeys(ctx: Context) {
  allow(ctx, 'pager.read')
  const keys = await findPingKeys(ctx)
  const names = await namesById(ctx, { teams: keys.map(({ teamId }) => teamId) })
  return { items: keys.map(({ teamId, madeAt }) => ({ team: names.team(teamId), madeAt })) }
}

/** Makes the ping key of a team; the one that it had works no more. It is shown this once: only its hash is kept. */
export async function makePingKey(ctx: Context, slug: string) {
  allow(ctx, 'pager.write')
  return inTransaction(ctx, async (ctx) => {
    const { id: teamId } = await getTeam(ctx, slug)
    // As long as that of Healthchecks, and no UUID: by that an address tells it from the key of one heartbeat.
    const key = randomBytes(16).toString('base64url')
    const { madeAt } = await putPingKey(ctx, teamId, hashToken(key))
    await audit(ctx, 'make-ping-key', teamId)
    const names = await namesById(ctx, { teams: [teamId] })
    return { team: names.team(teamId), madeAt, key, pingUrl: `${ctx.baseUrl}/ping/${key}` }
  })
}

/** Removes the ping key of a team: its heartbeats are pinged by their own addresses alone. */
export async function removePingKey(ctx: Context, slug: string): Promise<{ removed: true }> {
  allow(ctx, 'pager.write')
  return inTransaction(ctx, async (ctx) => {
    const { id: teamId } = await getTeam(ctx, slug)
    if (!(await deletePingKey(ctx, teamId))) throw new Problem(notFound, said`The team has no ping key.`)
    await audit(ctx, 'remove-ping-key', teamId)
    return { removed: true }
  })
}

/** The ping key of a team that is dissolved works no more. */
export async function forgetPingKey(ctx: Context, { teamId }: { teamId: string }): Promise<void> {
  allowJobsOnly(ctx)
  await inTransaction(ctx, async (ctx) => {
    if (await deletePingKey(ctx, teamId)) await audit(ctx, 'remove-ping-key', teamId)
  })
}

const audit = (ctx: Context, action: string, teamId: string) =>
  recordAudit(ctx, { action: `pager.${action}`, about: { module: 'pager', id: teamId }, detail: { teamId } })
