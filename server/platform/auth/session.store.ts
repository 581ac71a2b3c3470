import { type Context, now } from '../context.ts'
import { hashToken, newSecretToken } from './secret-token.ts'

const sessionDays = 14
const day = 86_400_000

// Logins live in real time: a demo's fast clock must not end them.
const realNow = (): Date => new Date()

/** Starts a session and returns its token for the cookie. */
export async function insertSession(ctx: Context, personId: string): Promise<{ token: string; expiresAt: Date }> {
  const token = newSecretToken()
  const expiresAt = new Date(realNow().getTime() + sessionDays * day)
  await ctx.db
    .insertInto('platform.sessions')
    .values({ tokenHash: hashToken(token), personId, createdAt: realNow(), expiresAt })
    .execute()
  return { token, expiresAt }
}

export async function deleteSession(ctx: Context, token: string): Promise<void> {
  await ctx.db.deleteFrom('platform.sessions').where('tokenHash', '=', hashToken(token)).execute()
}

export async function findSessionPerson(db: Context['db'], token: string) {
  return db
    .selectFrom('platform.sessions as session')
    .innerJoin('platform.people as person', 'person.id', 'session.personId')
    .select(['person.id', 'person.name', 'person.role'])
    .where('session.tokenHash', '=', hashToken(token))
    .where('session.expiresAt', '>', realNow())
    .executeTakeFirst()
}

export async function insertSignInLink(ctx: Context, personId: string, validMinutes: number): Promise<string> {
  const token = newSecretToken()
  const expiresAt = new Date(realNow().getTime() + validMinutes * 60_000)
  await ctx.db
    .insertInto('platform.signInLinks')
    .values({ tokenHash: hashToken(token), personId, expiresAt, usedAt: null })
    .execute()
  return token
}

/** The link's person, once: a second use of the same link finds nobody. */
export async function useSignInLink(ctx: Context, token: string): Promise<string | undefined> {
  const used = await ctx.db
    .updateTable('platform.signInLinks')
    .set({ usedAt: realNow() })
    .where('tokenHash', '=', hashToken(token))
    .where('usedAt', 'is', null)
    .where('expiresAt', '>', realNow())
    .returning('personId')
    .executeTakeFirst()
  return used?.personId
}

/** The program behind a token; its last use is noted at most once a minute, since intakes call often. */
export async function findTokenActor(db: Context['db'], token: string) {
  const found = await db
    .selectFrom('platform.apiTokens')
    .select(['id', 'name', 'permissions', 'lastUsedAt'])
    .where('tokenHash', '=', hashToken(token))
    .where('revokedAt', 'is', null)
    .executeTakeFirst()
  const usedAt = found?.lastUsedAt?.getTime() ?? 0
  if (found && realNow().getTime() - usedAt > 60_000) {
    await db.updateTable('platform.apiTokens').set({ lastUsedAt: realNow() }).where('id', '=', found.id).execute()
  }
  return found
}

export async function insertApiToken(ctx: Context, input: { name: string; permissions: readonly string[] }) {
  const token = newSecretToken()
  const row = await ctx.db
    .insertInto('platform.apiTokens')
    .values({
      name: input.name,
      tokenHash: hashToken(token),
      permissions: [...input.permissions] as never,
      createdAt: now(ctx),
      lastUsedAt: null,
      revokedAt: null,
    })
    .returning(['id', 'name', 'permissions', 'createdAt', 'lastUsedAt'])
    .executeTakeFirstOrThrow()
  return { ...row, token }
}

export async function findApiTokens(ctx: Context) {
  return ctx.db
    .selectFrom('platform.apiTokens')
    .select(['id', 'name', 'permissions', 'createdAt', 'lastUsedAt'])
    .where('revokedAt', 'is', null)
    .orderBy('createdAt')
    .execute()
}

export async function markTokenRevoked(ctx: Context, id: string): Promise<boolean> {
  const result = await ctx.db
    .updateTable('platform.apiTokens')
    .set({ revokedAt: realNow() })
    .where('id', '=', id)
    .where('revokedAt', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}
