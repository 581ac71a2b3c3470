import { randomUUID } from 'node:crypto'
import { type Context, now } from '../platform/context.ts'
import { announce } from '../platform/events/announce.ts'
import { type NewJob, sendJobs } from '../platform/jobs/send-jobs.ts'
import { signToken } from '../platform/links/signed-token.ts'
import { oneLine } from '../platform/one-line.ts'
import { mailFailed } from './mail.events.ts'
import type { MailFile } from './mail.tables.ts'
import { sendingMailbox } from './our-address.ts'
import { brakeCopy, brakeMail } from './brake-mail.ts'
import { type CopyRow, insertCopies } from './copy.store.ts'
import { insertOutgoingMails, type OutgoingMailRow } from './outgoing.store.ts'
import { openCounts, type SentCounts } from './sent-counts.ts'

export interface NewMail {
  readonly kind: OutgoingMailRow['kind']
  readonly to: string
  /** Who else gets it, and sees that the others do. */
  readonly cc?: readonly string[]
  readonly subject: string
  readonly text: string
  readonly headers?: Readonly<Record<string, string>>
  readonly files?: readonly MailFile[]
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

/** What became of a mail at the door. */
export interface LeftMail {
  readonly id: string
  /** Why the brakes hold it back; undefined where it goes out. */
  readonly suppressed: string | undefined
}

/** For verbs: `sendMails` for one. */
export async function sendMail(ctx: Context, mail: NewMail): Promise<LeftMail> {
  const [left] = await sendMails(ctx, [mail])
  return left!
}

/**
 * For verbs: the one door for outgoing mail: every mail passes the brakes here, which count those beside it, is stored
 * in the caller's transaction and sent after its commit, at least once and with the same Message-ID.
 */
export async function sendMails(ctx: Context, mails: readonly NewMail[]): Promise<LeftMail[]> {
  if (mails.length === 0) return []
  const letters = mails.map(addressed)
  const sent = openCounts(
    ctx,
    letters.flatMap(({ to, cc }) => [to, ...cc]),
  )
  const leaving: Leaving[] = []
  // One after the other, so that the brakes see those before.
  for (const letter of letters) leaving.push(await passBrakes(ctx, letter, sent))
  for (let from = 0; from < leaving.length; from += mailsInStatement) {
    const some = leaving.slice(from, from + mailsInStatement)
    await insertOutgoingMails(
      ctx,
      some.map((one) => storedMail(ctx, one)),
    )
  }
  await insertCopies(
    ctx,
    leaving.flatMap(({ copies }) => copies),
  )
  for (const { id: mailId, kind, suppressed } of leaving)
    if (suppressed !== undefined) await announce(ctx, mailFailed, { mailId, kind, state: 'suppressed' })
  await sendJobs(ctx, deliveries(leaving.filter(({ suppressed }) => suppressed === undefined)))
  return leaving.map(({ id, suppressed }) => ({ id, suppressed }))
}

/** So that a job ends within its quarter of an hour where a server takes two minutes for each of its mails. */
const mailsInJob = 5
/** A statement has room for so many; a team may be large. */
const mailsInStatement = 500

/** The jobs that hand mails over: those of one batch together, as far as they leave by the same queue. */
const deliveries = (mails: readonly Leaving[]): NewJob[] =>
  [...Map.groupBy(mails, ({ kind }) => (kind === 'page' ? mailQueues.pages : mailQueues.others))].flatMap(
    ([queue, some]) =>
      Array.from({ length: Math.ceil(some.length / mailsInJob) }, (_, n) => ({
        queue,
        data: {
          mailIds: some
            .slice(n * mailsInJob, (n + 1) * mailsInJob)
            .map(({ id }) => id)
            .join(' '),
        },
      })),
  )

type Letter = NewMail & { readonly id: string; readonly cc: readonly string[] }
type Leaving = Letter & LeftMail & { readonly copies: readonly CopyRow[] }

function addressed(mail: NewMail): Letter {
  const to = mail.to.toLowerCase()
  const others = new Set((mail.cc ?? []).map((address) => address.toLowerCase()))
  others.delete(to)
  return { ...mail, id: randomUUID(), to, cc: [...others] }
}

/** The brakes hold back a copy, never for it the whole mail. */
async function passBrakes(ctx: Context, letter: Letter, sent: SentCounts): Promise<Leaving> {
  const suppressed = await brakeMail(ctx, letter, sent)
  if (suppressed !== undefined) return { ...letter, suppressed, copies: [] }
  sent.add(letter)
  const copies: CopyRow[] = []
  for (const address of letter.cc) {
    const reason = (await brakeCopy(ctx, address, sent)) ?? null
    if (reason === null) sent.addCopy(address)
    copies.push({ mailId: letter.id, address, state: reason === null ? 'queued' : 'suppressed', reason })
  }
  return { ...letter, suppressed, copies }
}

function storedMail(ctx: Context, mail: Leaving) {
  const fromAddress = sendingMailbox(ctx, mail.mailboxId).address
  return {
    id: mail.id,
    createdAt: now(ctx),
    kind: mail.kind,
    toAddress: mail.to,
    subject: oneLine(mail.subject),
    text: mail.text,
    headers: JSON.stringify({ ...automaticHeaders(mail.kind), ...mail.headers }),
    messageId: messageIdOf(ctx, mail.id, fromAddress),
    fromAddress,
    state: mail.suppressed === undefined ? ('queued' as const) : ('suppressed' as const),
    reason: mail.suppressed ?? null,
    sentAt: null,
    ticketId: mail.ticketId ?? null,
    sourceId: mail.sourceId ?? null,
    linkKind: mail.link?.kind ?? null,
    linkAbout: mail.link?.about ?? null,
    files: JSON.stringify((mail.files ?? []).map(mailFile)),
  }
}

const mailFile = ({ fileId, fileName, contentType }: MailFile): MailFile => ({ fileId, fileName, contentType })

/** `<token@domain>`: the signed token names the mail, so that an answer finds its ticket. */
const messageIdOf = (ctx: Context, mailId: string, fromAddress: string): string =>
  `<${signToken(ctx.secret, mailTokenPurpose, mailId)}@${fromAddress.split('@')[1]}>`

export const mailTokenPurpose = 'outgoing-mail'
/** Pages go past everything else, on a connection of their own: a slow server for one does not hold the other. */
export const mailQueues = { pages: 'mail.send-page', others: 'mail.send-mail' } as const

/** People's answers carry no marks of automatic mail; machines' do, so that other machines stay silent. */
function automaticHeaders(kind: OutgoingMailRow['kind']): Record<string, string> {
  if (kind === 'reply' || kind === 'told' || kind === 'forward') return {}
  const value = kind === 'acknowledgement' ? 'auto-replied' : 'auto-generated'
  return { 'Auto-Submitted': value, 'X-Auto-Response-Suppress': 'All', Precedence: 'bulk' }
}
