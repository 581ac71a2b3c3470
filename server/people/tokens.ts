import type { Permission } from '@bellwether/contract/permissions.ts'
import { forbidden, notFound } from '@bellwether/contract/problem.ts'
import { said } from '@bellwether/contract/said.ts'
import { recordAudit } from '../platform/audit/record-audit.ts'
import type { Actor, Context } from '../platform/context.ts'
import type { Page } from '../platform/database/page-by-key.ts'
import { inTransaction } from '../platform/database/in-transaction.ts'
import { namesById } from './names-by-id.ts'
import { allow, allowGiving } from '../platform/permissions.ts'
import { Problem } from '../platform/problem.ts'
import { type ApiTokenRow, findApiTokens, getApiToken, insertApiToken, markTokenRevoked } from './session.store.ts'

/** A page of the tokens of programs, without their secrets. */
export async function listTokens(ctx: Context, page: Page) {
  allow(ctx, 'people.write')
  const { items, nextCursor } = await findApiTokens(ctx, page)
  return { items: await presentTokens(ctx, items), nextCursor }
}

async function presentTokens(ctx: Context, tokens: readonly ApiTokenRow[]) {
  const names = await namesById(ctx, { people: tokens.map(({ createdBy }) => createdBy) })
  return tokens.map(({ createdBy, actsForMaker, ...one }) => {
    const maker = createdBy ? names.person(createdBy) : null
    return { ...one, createdBy: maker, onBehalfOf: actsForMaker ? maker : null }
  })
}

/**
 * Makes a token for a program; its secret is in this answer and nowhere else. It can at most what its maker
 * can, and acts for its maker or for nobody.
 */
export async function createToken(
  ctx: Context,
  input: { name: string; permissions: readonly Permission[]; onBehalfOfMe?: boolean },
) {
  allow(ctx, 'people.write')
  allowGiving(ctx, input.permissions)
  const { name, permissions, onBehalfOfMe = false } = input
  if (onBehalfOfMe && !isOrActsForPerson(ctx.actor))
    throw new Problem(
      forbidden,
      said`Only a person, or a program that acts for one, can have a program act on their behalf.`,
    )
  return inTransaction(ctx, async (ctx) => {
    const { id, token } = await insertApiToken(ctx, { name, permissions, actsForMaker: onBehalfOfMe })
    const detail = { name, permissions, onBehalfOfMe }
    await recordAudit(ctx, { action: 'people.create-token', about: { module: 'people', id }, detail })
    const [row] = await presentTokens(ctx, [await getApiToken(ctx, id)])
    if (!row) throw new Error('a token that was made is not shown')
    return { ...row, token }
  })
}

/** A program in its own name would make itself one that speaks as the person who made it. */
const isOrActsForPerson = (actor: Actor): boolean =>
  actor.kind === 'person' || (actor.kind === 'program' && actor.onBehalfOf !== null)

/** From now on the token opens nothing. */
export async function revokeToken(ctx: Context, id: string): Promise<void> {
  allow(ctx, 'people.write')
  await inTransaction(ctx, async (ctx) => {
    if (!(await markTokenRevoked(ctx, id))) throw new Problem(notFound)
    await recordAudit(ctx, { action: 'people.revoke-token', about: { module: 'people', id } })
  })
}
