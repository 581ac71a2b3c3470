import type { Actor, Context } from '../context.ts'

type WithoutRights<A> = A extends { permissions: unknown } ? Omit<A, 'permissions'> : A

/** Who asked for something that goes on after their request: without their rights, which were asked for then. */
export type StoredActor = WithoutRights<Actor>

/** As JSON keeps it. */
export function storedActor({ actor }: Pick<Context, 'actor'>): StoredActor {
  if (!('permissions' in actor)) return actor
  const { permissions: _, ...stored } = actor
  return stored
}

/** Who it was, without any right. */
export const actorOf = (stored: StoredActor): Actor =>
  stored.kind === 'person' || stored.kind === 'program' ? { ...stored, permissions: new Set() } : stored
