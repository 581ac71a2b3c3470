import { randomUUID } from 'node:crypto'
import { type Context, now } from '../platform/context.ts'
import { announce } from '../platform/events/announce.ts'
import { sendJobs } from '../platform/jobs/send-jobs.ts'
import { signToken } from '../platform/links/signed-token.ts'
import { oneLine } from '../platform/one-line.ts'
import { mailFailed } from './mail.events.ts'
import { sendingMailbox } from './our-address.ts'
import { brakeCopy, brakeMail } from './brake-mail.ts'
import { type CopyRow, insertCopies } from './copy.store.ts'
import { insertOutgoingMail, type OutgoingMailRow } from './outgoing.store.ts'

export interface NewMail {
  readonly kind: OutgoingMailRow['kind']
  readonly to: string
  /** Who else gets it, and sees that the others do. */
  readonly cc?: readonly string[]
  readonly subject: string
  readonly text: string
  readonly headers?: Readonly<Record<string, string>>
  /** A link that lets somebody in. `{link}` in the text stands for it; it is made when the mail is sent. */
  readonly link?: { readonly kind: string; readonly about: string }
  /** They are a contact of ours, or on a ticket that they name; not somebody that a mail only names. */
  readonly isKnown?: boolean
  /** The mailbox by which it leaves; the default one where it is left out or may not send. */
  readonly mailboxId?: string | null
  /** Ticket and message that this mail carries; replies to it come back to them. */
  readonly ticketId?: string
  readonly sourceId?: string
}

/**
 * For verbs: the one door for outgoing mail: every mail passes the brakes here, is stored in
 * the caller's transaction and sent after its commit, at least once and with the same Message-ID.
 */
export async function sendMail(ctx: Context, mail: NewMail): Promise<string> {
  const id = randomUUID()
  const to = mail.to.toLowerCase()
  const suppressed = await brakeMail(ctx, { ...mail, to })
  const fromAddress = sendingMailbox(ctx, mail.mailboxId).address
  await insertOutgoingMail(ctx, {
    id,
    createdAt: now(ctx),
    kind: mail.kind,
    toAddress: to,
    subject: oneLine(mail.subject),
    text: mail.text,
    headers: JSON.stringify({ ...automaticHeaders(mail.kind), ...mail.headers }),
    messageId: messageIdOf(ctx, id, fromAddress),
    fromAddress,
    state: suppressed ? 'suppressed' : 'queued',
    reason: suppressed ?? null,
    sentAt: null,
    ticketId: mail.ticketId ?? null,
    sourceId: mail.sourceId ?? null,
    linkKind: mail.link?.kind ?? null,
    linkAbout: mail.link?.about ?? null,
  })
  if (suppressed) await announce(ctx, mailFailed, { mailId: id })
  else await queueMail(ctx, id, { ...mail, to })
  return id
}

async function queueMail(ctx: Context, mailId: string, { kind, to, cc = [] }: NewMail): Promise<void> {
  await copyTo(ctx, mailId, { to, cc })
  await sendJobs(ctx, [{ queue: mailQueues[kind === 'page' ? 'pages' : 'others'], data: { mailId } }])
}

/** The brakes hold back a copy, never for it the whole mail. */
async function copyTo(ctx: Context, mailId: string, { to, cc }: { to: string; cc: readonly string[] }): Promise<void> {
  const addresses = new Set(cc.map((address) => address.toLowerCase()).filter((address) => address !== to))
  const copies: CopyRow[] = []
  for (const address of addresses) {
    const reason = (await brakeCopy(ctx, address)) ?? null
    copies.push({ mailId, address, state: reason === null ? 'queued' : 'suppressed', reason })
  }
  await insertCopies(ctx, copies)
}

/** `<token@domain>`: the signed token names the mail, so that an answer finds its ticket. */
const messageIdOf = (ctx: Context, mailId: string, fromAddress: string): string =>
  `<${signToken(ctx.secret, mailTokenPurpose, mailId)}@${fromAddress.split('@')[1]}>`

export const mailTokenPurpose = 'outgoing-mail'
/** Pages go past everything else, on a connection of their own: a slow server for one does not hold the other. */
export const mailQueues = { pages: 'mail.send-page', others: 'mail.send-mail' } as const

/** People's answers carry no marks of automatic mail; machines' do, so that other machines stay silent. */
function automaticHeaders(kind: OutgoingMailRow['kind']): Record<string, string> {
  if (kind === 'reply' || kind === 'told') return {}
  const value = kind === 'acknowledgement' ? 'auto-replied' : 'auto-generated'
  return { 'Auto-Submitted': value, 'X-Auto-Response-Suppress': 'All', Precedence: 'bulk' }
}
