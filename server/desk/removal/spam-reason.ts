import { said } from '@bellwether/contract/said.ts'
import { findSender } from '../../customers/customers.ts'
import type { ReceivedMail } from '../../mail/mail.ts'
import type { Context } from '../../platform/context.ts'
import { asPart } from '../../platform/permissions.ts'
import { blockedAs } from './blocked-senders.ts'
import { spamHeader } from './spam.rules.ts'

const ofFilter = (header: string | undefined): string | undefined =>
  header === undefined ? undefined : said`It came to spam, since a mail filter on its way said so (${header}).`

/**
 * Why a mail goes into spam, in words for people; undefined where it does not. No mail of a customer ever does, and of an answer
 * to us no filter decides.
 */
export async function spamReason(
  ctx: Context,
  { mail }: ReceivedMail,
  { isAnswer }: { isAnswer: boolean },
): Promise<string | undefined> {
  const header = isAnswer ? undefined : spamHeader(mail.headers)
  const address = mail.sender?.address ?? ''
  const blocked = await blockedAs(ctx, address)
  const reason = blocked === undefined ? ofFilter(header) : said`It came to spam, since ${blocked} is blocked.`
  return reason !== undefined && (await findSender(asPart(ctx), address)) ? undefined : reason
}
