import { sql } from 'kysely'
import { type Actor, type Context, now } from '../platform/context.ts'
import { newestFirst, onePage, type Page } from '../platform/database/page-by-key.ts'
import { hashToken, newSecretToken } from '../platform/links/secret-token.ts'
import { teamIdsOf } from './people.store.ts'
import { peopleDb } from './people.tables.ts'
import { permissionsOf } from './role.store.ts'

const sessionDays = 14
const day = 86_400_000
/** How exactly the last use of a session or token is known. */
const useNotedMilliseconds = 60_000

// Logins live in real time: a demo's fast clock must not end them.
const realNow = (): Date => new Date()

/** Starts a session and returns its token for the cookie. */
export async function insertSession(
  ctx: Context,
  personId: string,
  userAgent: string,
): Promise<{ token: string; expiresAt: Date }> {
  const token = newSecretToken()
  const expiresAt = new Date(realNow().getTime() + sessionDays * day)
  const at = { createdAt: realNow(), lastUsedAt: realNow(), expiresAt }
  await peopleDb(ctx)
    .insertInto('people.sessions')
    .values({ tokenHash: hashToken(token), personId, userAgent: userAgent.slice(0, 300), ...at })
    .execute()
  return { token, expiresAt }
}

export async function deleteSession(ctx: Context, token: string): Promise<{ personId: string } | undefined> {
  return peopleDb(ctx)
    .deleteFrom('people.sessions')
    .where('tokenHash', '=', hashToken(token))
    .returning('personId')
    .executeTakeFirst()
}

/** Ends sessions of a person: one, all but the one with this token, or all. Returns how many. */
export async function deleteSessionsOf(
  ctx: Context,
  personId: string,
  which: { id?: string; exceptToken?: string | undefined } = {},
): Promise<number> {
  const { id, exceptToken } = which
  const result = await peopleDb(ctx)
    .deleteFrom('people.sessions')
    .where('personId', '=', personId)
    .$if(id !== undefined, (query) => query.where('id', '=', id ?? ''))
    .$if(exceptToken !== undefined, (query) => query.where('tokenHash', '!=', hashToken(exceptToken ?? '')))
    .executeTakeFirst()
  return Number(result.numDeletedRows)
}

/** A page of the sessions of a person that still hold, the newest first; `isCurrent` marks the one with this token. */
export async function findSessions(
  ctx: Context,
  { personId, currentToken }: { personId: string; currentToken: string | undefined },
  page: Page,
) {
  const rows = peopleDb(ctx)
    .selectFrom('people.sessions')
    .selectAll()
    .where('personId', '=', personId)
    .where('expiresAt', '>', realNow())
  const { items, nextCursor } = await onePage(rows, newestFirst('createdAt'), page)
  const current = currentToken === undefined ? undefined : hashToken(currentToken)
  const shown = items.map(({ tokenHash, ...row }) => ({ ...row, isCurrent: current?.equals(tokenHash) ?? false }))
  return { items: shown, nextCursor }
}

/** The person who is signed in with a session; its last use is noted at most once a minute. */
export async function findSessionPerson(db: Context['db'], token: string) {
  const found = await peopleDb({ db })
    .selectFrom('people.sessions as session')
    .innerJoin('people.people as person', 'person.id', 'session.personId')
    .select(['person.id', 'person.name', 'session.lastUsedAt', 'session.id as sessionId'])
    .select([permissionsOf('person.id').as('permissions'), teamIdsOf('person.id').as('teamIds')])
    .where('session.tokenHash', '=', hashToken(token))
    .where('session.expiresAt', '>', realNow())
    .where('person.deactivatedAt', 'is', null)
    .executeTakeFirst()
  if (found && wasUsedLongAgo(found.lastUsedAt)) {
    await peopleDb({ db })
      .updateTable('people.sessions')
      .set({ lastUsedAt: realNow() })
      .where('id', '=', found.sessionId)
      .execute()
  }
  return found
}

export async function insertSignInLink(ctx: Context, personId: string, validMinutes: number): Promise<string> {
  const token = newSecretToken()
  const expiresAt = new Date(realNow().getTime() + validMinutes * 60_000)
  await peopleDb(ctx)
    .insertInto('people.signInLinks')
    .values({ tokenHash: hashToken(token), personId, expiresAt, usedAt: null })
    .execute()
  return token
}

/** The link's person, once: a second use of the same link finds nobody. */
export async function useSignInLink(ctx: Context, token: string): Promise<string | undefined> {
  const used = await peopleDb(ctx)
    .updateTable('people.signInLinks as link')
    .from('people.people as person')
    .set({ usedAt: realNow() })
    .whereRef('person.id', '=', 'link.personId')
    .where('person.deactivatedAt', 'is', null)
    .where('link.tokenHash', '=', hashToken(token))
    .where('link.usedAt', 'is', null)
    .where('link.expiresAt', '>', realNow())
    .returning('link.personId')
    .executeTakeFirst()
  return used?.personId
}

/** Drops the links of a person that were not used. Returns how many. */
export async function deleteSignInLinksOf(ctx: Context, personId: string): Promise<number> {
  const result = await peopleDb(ctx)
    .deleteFrom('people.signInLinks')
    .where('personId', '=', personId)
    .where('usedAt', 'is', null)
    .executeTakeFirst()
  return Number(result.numDeletedRows)
}

/** Drops these links where they were not used. Returns whose they were. */
export async function deleteSignInLinks(ctx: Context, tokens: readonly string[]): Promise<string[]> {
  const dropped = await peopleDb(ctx)
    .deleteFrom('people.signInLinks')
    .where('tokenHash', 'in', tokens.map(hashToken))
    .where('usedAt', 'is', null)
    .returning('personId')
    .execute()
  return dropped.map(({ personId }) => personId)
}

/** Somebody who is on staff, with what they may do today. */
export async function findPersonActor(ctx: Context, personId: string): Promise<Actor | undefined> {
  const found = await peopleDb(ctx)
    .selectFrom('people.people as person')
    .select(['person.id', 'person.name'])
    .select([permissionsOf('person.id').as('permissions'), teamIdsOf('person.id').as('teamIds')])
    .where('person.id', '=', personId)
    .where('person.deactivatedAt', 'is', null)
    .executeTakeFirst()
  if (!found) return undefined
  const { name, teamIds, permissions } = found
  return { kind: 'person', personId, name, teamIds, permissions: new Set(permissions) }
}

const listTokenActors = (db: Context['db']) =>
  peopleDb({ db })
    .selectFrom('people.apiTokens as token')
    .leftJoin('people.people as maker', 'maker.id', 'token.createdBy')
    .select(['token.id', 'token.name', 'token.permissions', 'token.lastUsedAt', 'token.actsForMaker'])
    .select(['maker.id as makerId', 'maker.name as makerName', teamIdsOf('maker.id').as('makerTeamIds')])
    .select(permissionsOf('maker.id').as('makerPermissions'))
    .where('token.revokedAt', 'is', null)
    .where('maker.deactivatedAt', 'is', null)

type TokenRow = NonNullable<Awaited<ReturnType<ReturnType<typeof listTokenActors>['executeTakeFirst']>>>

/** A program can at most what its maker can today: a right that was taken away is taken from the tokens, too. */
function programOf(token: TokenRow): Actor {
  const { id: tokenId, name, makerId, makerName, makerTeamIds: teamIds } = token
  const given = new Set(token.permissions)
  if (makerId === null || makerName === null)
    return { kind: 'program', tokenId, name, permissions: given, onBehalfOf: null }
  const permissions = given.intersection(new Set(token.makerPermissions))
  const onBehalfOf = token.actsForMaker ? { personId: makerId, name: makerName, teamIds } : null
  return { kind: 'program', tokenId, name, permissions, onBehalfOf }
}

/** A program by the id of its token, as long as that is good. */
export async function findTokenActorById(ctx: Context, tokenId: string): Promise<Actor | undefined> {
  const found = await listTokenActors(ctx.db).where('token.id', '=', tokenId).executeTakeFirst()
  return found && programOf(found)
}

/** The program behind a token, for whoever made it with what they may do today. */
export async function findTokenActor(db: Context['db'], token: string): Promise<Actor | undefined> {
  const found = await listTokenActors(db).where('token.tokenHash', '=', hashToken(token)).executeTakeFirst()
  // Intakes call often.
  if (found && wasUsedLongAgo(found.lastUsedAt)) {
    await peopleDb({ db })
      .updateTable('people.apiTokens')
      .set({ lastUsedAt: realNow() })
      .where('id', '=', found.id)
      .execute()
  }
  return found && programOf(found)
}

const wasUsedLongAgo = (lastUsedAt: Date | null): boolean =>
  realNow().getTime() - (lastUsedAt?.getTime() ?? 0) > useNotedMilliseconds

/** Adds a token. One that a program makes belongs to the person who made the program's. */
export async function insertApiToken(
  ctx: Context,
  input: { name: string; permissions: readonly string[]; actsForMaker: boolean },
) {
  const token = newSecretToken()
  const { id } = await peopleDb(ctx)
    .insertInto('people.apiTokens')
    .values({
      name: input.name,
      tokenHash: hashToken(token),
      permissions: [...input.permissions] as never,
      createdAt: now(ctx),
      lastUsedAt: null,
      revokedAt: null,
      createdBy: await makerOf(ctx),
      actsForMaker: input.actsForMaker,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return { id, token }
}

async function makerOf({ actor, db }: Context): Promise<string | null> {
  if (actor.kind === 'person') return actor.personId
  if (actor.kind !== 'program') return null
  const maker = await peopleDb({ db })
    .selectFrom('people.apiTokens')
    .select('createdBy')
    .where('id', '=', actor.tokenId)
    .executeTakeFirst()
  return maker?.createdBy ?? null
}

const findHeldTokens = (ctx: Context) =>
  peopleDb(ctx)
    .selectFrom('people.apiTokens')
    .select(['id', 'name', 'permissions', 'createdAt', 'lastUsedAt', 'createdBy', 'actsForMaker'])
    .where('revokedAt', 'is', null)

/** A page of the tokens that hold, the newest first. */
export const findApiTokens = (ctx: Context, page: Page) => onePage(findHeldTokens(ctx), newestFirst('createdAt'), page)

export const getApiToken = (ctx: Context, id: string) =>
  findHeldTokens(ctx).where('id', '=', id).executeTakeFirstOrThrow()

export type ApiTokenRow = Awaited<ReturnType<typeof getApiToken>>

export async function markTokenRevoked(ctx: Context, id: string): Promise<boolean> {
  const result = await peopleDb(ctx)
    .updateTable('people.apiTokens')
    .set({ revokedAt: realNow() })
    .where('id', '=', id)
    .where('revokedAt', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

/** Revokes every token that a person made. Returns how many. */
export async function revokeTokensOf(ctx: Context, personId: string): Promise<number> {
  const result = await peopleDb(ctx)
    .updateTable('people.apiTokens')
    .set({ revokedAt: sql<Date>`coalesce(revoked_at, ${realNow()})` })
    .where('createdBy', '=', personId)
    .where('revokedAt', 'is', null)
    .executeTakeFirst()
  return Number(result.numUpdatedRows)
}
