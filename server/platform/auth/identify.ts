import { permissionsOf } from '@bellwether/contract/permissions.ts'
import type { Actor, Context } from '../context.ts'
import { findSessionPerson, findTokenActor } from './session.store.ts'

/** Finds out who sent a request: a program by its token, a person by the session cookie, or nobody. */
export async function identify(
  db: Context['db'],
  credentials: { sessionToken: string | undefined; bearerToken: string | undefined },
): Promise<Actor> {
  if (credentials.bearerToken) {
    const token = await findTokenActor(db, credentials.bearerToken)
    if (!token) return { kind: 'nobody' }
    return { kind: 'program', tokenId: token.id, name: token.name, permissions: new Set(token.permissions) }
  }
  if (!credentials.sessionToken) return { kind: 'nobody' }
  const person = await findSessionPerson(db, credentials.sessionToken)
  if (!person) return { kind: 'nobody' }
  return { kind: 'person', personId: person.id, name: person.name, permissions: new Set(permissionsOf(person.role)) }
}
