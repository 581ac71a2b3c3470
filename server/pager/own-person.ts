import type { Context } from '../platform/context.ts'

/** For verbs: who acts, or for whom a program does; null for the server itself. */
export function ownPerson({ actor }: Context): string | null {
  if (actor.kind === 'program') return actor.onBehalfOf?.personId ?? null
  return actor.kind === 'person' ? actor.personId : null
}
