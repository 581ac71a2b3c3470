import { permissionsOf } from '@bellwether/contract/permissions.ts'
import type { Actor, Context } from '../platform/context.ts'
import type { Credentials } from '../platform/http/credentials.ts'
import { findSessionPerson, findTokenActor } from './session.store.ts'

/** Finds out who sent a request: a program by its token, a person by the session cookie, or nobody. */
export async function identify(db: Context['db'], credentials: Credentials): Promise<Actor> {
  if (credentials.bearerToken) return programOf(db, credentials.bearerToken)
  if (!credentials.sessionToken) return { kind: 'nobody' }
  const person = await findSessionPerson(db, credentials.sessionToken)
  if (!person) return { kind: 'nobody' }
  return { kind: 'person', personId: person.id, name: person.name, permissions: new Set(permissionsOf(person.role)) }
}

/** A program can at most what its maker can today: a role that was taken away is taken from the tokens, too. */
async function programOf(db: Context['db'], bearerToken: string): Promise<Actor> {
  const token = await findTokenActor(db, bearerToken)
  if (!token) return { kind: 'nobody' }
  const given = new Set(token.permissions)
  const permissions = token.makerRole === null ? given : given.intersection(new Set(permissionsOf(token.makerRole)))
  return { kind: 'program', tokenId: token.id, name: token.name, permissions }
}
