import { randomUUID } from 'node:crypto'
import { type Context, now } from '../context.ts'
import { inTransaction } from '../database/in-transaction.ts'
import { announce } from '../events/announce.ts'
import { sendJobs } from '../jobs/send-jobs.ts'
import type { JobKind } from '../jobs/start-jobs.ts'
import { signToken } from '../links/signed-token.ts'
import { failDelivery } from './fail-delivery.ts'
import { mailFailed, mailSent } from './mail.events.ts'
import { brakeMail } from './brake-mail.ts'
import { findOutgoingMail, insertOutgoingMail, type OutgoingMailRow, updateDelivery } from './outgoing.store.ts'
import type { MailTransport } from './mail-transport.ts'

const hour = 3_600_000

export interface NewMail {
  readonly kind: OutgoingMailRow['kind']
  readonly to: string
  readonly subject: string
  readonly text: string
  readonly headers?: Readonly<Record<string, string>>
  /** A link that lets somebody in. `{link}` in the text stands for it; it is made when the mail is sent. */
  readonly link?: { readonly kind: string; readonly about: string }
  /** They are a contact of ours, not somebody that a mail only names. */
  readonly isKnown?: boolean
  /** Ticket and message that this mail carries; replies to it come back to them. */
  readonly ticketId?: string
  readonly sourceId?: string
}

/**
 * The one door for outgoing mail: every mail passes the brakes here, is stored in
 * the caller's transaction and sent after its commit, at least once and with the same Message-ID.
 */
export async function sendMail(ctx: Context, mail: NewMail): Promise<string> {
  const id = randomUUID()
  const to = mail.to.toLowerCase()
  const suppressed = await brakeMail(ctx, { ...mail, to })
  await insertOutgoingMail(ctx, {
    id,
    createdAt: now(ctx),
    kind: mail.kind,
    toAddress: to,
    subject: oneLine(mail.subject),
    text: mail.text,
    headers: JSON.stringify({ ...automaticHeaders(mail.kind), ...mail.headers }),
    messageId: messageIdOf(ctx, id),
    state: suppressed ? 'suppressed' : 'queued',
    reason: suppressed ?? null,
    sentAt: null,
    ticketId: mail.ticketId ?? null,
    sourceId: mail.sourceId ?? null,
    linkKind: mail.link?.kind ?? null,
    linkAbout: mail.link?.about ?? null,
  })
  if (suppressed) await announce(ctx, mailFailed, { mailId: id })
  else await sendJobs(ctx, [{ queue: mailQueues[mail.kind === 'page' ? 'pages' : 'others'], data: { mailId: id } }])
  return id
}

/** `<token@domain>`: the signed token names the mail, so that an answer finds its ticket. */
export const messageIdOf = (ctx: Context, mailId: string): string =>
  `<${signToken(ctx.secret, mailTokenPurpose, mailId)}@${ctx.supportAddress.split('@')[1]}>`

export const mailTokenPurpose = 'outgoing-mail'
/** Pages go past everything else, on a connection of their own: a slow server for one does not hold the other. */
const mailQueues = { pages: 'platform.send-page', others: 'platform.send-mail' } as const

/** People's answers carry no marks of automatic mail; machines' do, so that other machines stay silent. */
function automaticHeaders(kind: OutgoingMailRow['kind']): Record<string, string> {
  if (kind === 'reply' || kind === 'told') return {}
  const value = kind === 'acknowledgement' ? 'auto-replied' : 'auto-generated'
  return { 'Auto-Submitted': value, 'X-Auto-Response-Suppress': 'All', Precedence: 'bulk' }
}

const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').trim()

/** A mail that no server took for so long has failed (RFC 5321 asks for four to five days of trying). */
const patienceMilliseconds = 5 * 24 * hour

/** Makes a link of one kind about one thing, e.g. a sign-in link for a person. */
export type LinkMaker = (ctx: Context, about: string) => Promise<string>

/** The job that hands a stored mail of one queue to the transport. */
export function sendMailJob(
  queue: keyof typeof mailQueues,
  transport: MailTransport,
  linkMakers: Readonly<Record<string, LinkMaker>>,
): JobKind {
  return {
    queue: mailQueues[queue],
    // More attempts than fit into the patience: the mail's age ends them, never their number.
    retryLimit: 5000,
    verb: async function deliverMail(ctx, { mailId }) {
      const mail = await findOutgoingMail(ctx, mailId ?? '')
      if (mail?.state !== 'queued') return
      const refusal = await handOver(ctx, transport, { ...mail, text: await textWithLink(ctx, mail, linkMakers) })
      await inTransaction(ctx, async (ctx) => {
        if (refusal) return failDelivery(ctx, mail.id, refusal)
        const sent = { state: 'sent' as const, reason: null, sentAt: now(ctx) }
        if (await updateDelivery(ctx, mail.id, ['queued'], sent)) await announce(ctx, mailSent, { mailId: mail.id })
      })
    },
  }
}

/** A secret stands in the mail alone: what the ledger keeps is the text without its link. */
async function textWithLink(
  ctx: Context,
  { text, linkKind, linkAbout }: OutgoingMailRow,
  linkMakers: Readonly<Record<string, LinkMaker>>,
): Promise<string> {
  if (linkKind === null || linkAbout === null) return text
  const make = linkMakers[linkKind]
  if (!make) throw new Error(`nobody makes links of the kind "${linkKind}"`)
  const link = await make(ctx, linkAbout)
  return text.replaceAll('{link}', () => link)
}

/** Why the mail is refused for good, if it is; throws where it may work later. */
async function handOver(ctx: Context, transport: MailTransport, mail: OutgoingMailRow): Promise<string | undefined> {
  try {
    return await transport.send(mail)
  } catch (error) {
    if (now(ctx).getTime() - mail.createdAt.getTime() < patienceMilliseconds) throw error
    return `no server took it for five days: ${(error as Error).message}`
  }
}
