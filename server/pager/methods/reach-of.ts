import type { Context } from '../../platform/context.ts'
import { shownAddress } from '../channels/page-channels.ts'
import { type ContactMethod, findContactMethodsForShare } from './contact-method.store.ts'
import { type MethodTrouble, methodTroubles } from './method-troubles.ts'

export interface Reach {
  readonly reachedBy: readonly ContactMethod['kind'][]
  /** Ways to which their last page did not go. */
  readonly failing: readonly ({ readonly kind: ContactMethod['kind']; readonly address: string } & MethodTrouble)[]
}

/** For verbs: by what each of these people is reached. */
export async function readReachOf(
  ctx: Context,
  people: readonly { readonly id: string; readonly email: string }[],
): Promise<(personId: string) => Reach> {
  const ids = people.map(({ id }) => id)
  const methodsOf = await findContactMethodsForShare(ctx, ids)
  const troubleOf = await methodTroubles(
    ctx,
    ids.map((personId) => ({ personId, methods: methodsOf(personId) })),
  )
  const mails = new Map(people.map(({ id, email }) => [id, email]))
  return (personId) => ({
    reachedBy: methodsOf(personId).map(({ kind }) => kind),
    failing: methodsOf(personId).flatMap((one) => {
      const trouble = troubleOf(personId, one)
      const address = one.kind === 'mail' ? (mails.get(personId) ?? '') : shownAddress(ctx, one)
      return trouble ? [{ kind: one.kind, address, ...trouble }] : []
    }),
  })
}
