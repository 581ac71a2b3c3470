import type { Context } from '../platform/context.ts'
import { findIncomingMails, type IncomingMailRow } from './incoming.store.ts'
import type { SenderProof } from './proof/sender-proof.rules.ts'

/** Whether the sender of a mail is proven; undefined for one that was taken before that was judged. */
export const proofIn = (row: IncomingMailRow): SenderProof | undefined =>
  row.senderVerdict === null
    ? undefined
    : { verdict: row.senderVerdict, domain: row.senderDomain, reason: row.senderReason ?? '' }

/** For verbs: the proofs of the senders of these mails, by the id of the mail. */
export async function senderProofs(ctx: Context, mailIds: readonly string[]): Promise<Map<string, SenderProof>> {
  const rows = await findIncomingMails(ctx, mailIds)
  return new Map(
    rows.flatMap((row) => {
      const proof = proofIn(row)
      return proof ? [[row.id, proof] as const] : []
    }),
  )
}
