import type { Actor, Context } from '../platform/context.ts'
import type { Credentials } from '../platform/http/credentials.ts'
import { findSessionPerson, findTokenActor } from './session.store.ts'

/** Finds out who sent a request: a program by its token, a person by the session cookie, or nobody. */
export async function identify(db: Context['db'], credentials: Credentials): Promise<Actor> {
  if (credentials.bearerToken) return (await findTokenActor(db, credentials.bearerToken)) ?? { kind: 'nobody' }
  if (!credentials.sessionToken) return { kind: 'nobody' }
  const person = await findSessionPerson(db, credentials.sessionToken)
  if (!person) return { kind: 'nobody' }
  const { id: personId, name, teamIds, permissions } = person
  return { kind: 'person', personId, name, teamIds, permissions: new Set(permissions) }
}
