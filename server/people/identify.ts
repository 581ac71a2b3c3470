import type { Actor, Context } from '../platform/context.ts'
import type { Credentials } from '../platform/http/credentials.ts'
import { findSessionPerson, findTokenActor } from './session.store.ts'

/** Finds out who sent a request: a program by its token, a person by the session cookie, or nobody. */
export async function identify(db: Context['db'], credentials: Credentials): Promise<Actor> {
  if (credentials.bearerToken) return programOf(db, credentials.bearerToken)
  if (!credentials.sessionToken) return { kind: 'nobody' }
  const person = await findSessionPerson(db, credentials.sessionToken)
  if (!person) return { kind: 'nobody' }
  const { id: personId, name, teamIds, permissions } = person
  return { kind: 'person', personId, name, teamIds, permissions: new Set(permissions) }
}

/** A program can at most what its maker can today: a right that was taken away is taken from the tokens, too. */
async function programOf(db: Context['db'], bearerToken: string): Promise<Actor> {
  const token = await findTokenActor(db, bearerToken)
  if (!token) return { kind: 'nobody' }
  const { id: tokenId, name, makerId, makerName, makerTeamIds: teamIds } = token
  const given = new Set(token.permissions)
  if (makerId === null || makerName === null)
    return { kind: 'program', tokenId, name, permissions: given, onBehalfOf: null }
  const permissions = given.intersection(new Set(token.makerPermissions))
  const onBehalfOf = token.actsForMaker ? { personId: makerId, name: makerName, teamIds } : null
  return { kind: 'program', tokenId, name, permissions, onBehalfOf }
}
