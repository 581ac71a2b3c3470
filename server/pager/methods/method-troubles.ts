import type { Context } from '../../platform/context.ts'
import { mailDeliveries } from '../../mail/mail.ts'
import type { ContactMethod } from './contact-method.store.ts'
import { findLastMails, findLastTried } from './method-troubles.store.ts'

/** Why the last page to a contact method was not taken, and when it was first tried. */
export interface MethodTrouble {
  readonly at: Date
  readonly error: string
}

/** For verbs: whether the last page went to a method of a person, or why not; what was never tried is in no trouble. */
export async function methodTroubles(
  ctx: Context,
  people: readonly { readonly personId: string; readonly methods: readonly ContactMethod[] }[],
): Promise<(personId: string, method: ContactMethod) => MethodTrouble | null> {
  const ids = people.flatMap(({ methods }) => methods.flatMap((one) => (one.kind === 'mail' ? [] : [one.id])))
  const tried = new Map((await findLastTried(ctx, ids)).map((row) => [row.methodId, row]))
  const mails = await findLastMails(
    ctx,
    people.map(({ personId }) => personId),
  )
  const deliveries = await mailDeliveries(
    ctx,
    mails.map(({ id }) => id),
  )
  const ofMail = new Map(
    mails.flatMap(({ personId, id, createdAt }) => {
      const mail = deliveries.get(id)
      const isRefused = mail?.state === 'failed' || mail?.state === 'suppressed'
      return isRefused ? [[personId, { at: createdAt, error: mail.reason ?? '' }] as const] : []
    }),
  )
  return (personId, method) => {
    if (method.kind === 'mail') return ofMail.get(personId) ?? null
    const last = tried.get(method.id)
    return last && last.sentAt === null ? { at: last.firstTriedAt, error: last.lastError ?? '' } : null
  }
}
