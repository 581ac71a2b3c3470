import { z } from 'zod'
import { Email, Id, Instant, pageOf, pageQuery } from './paging.ts'
import { alreadyExists, conflict, notFound, problemKind } from './problem.ts'
import { fileRoute, route } from './route.ts'

/** What became of an incoming mail: always exactly one of these once it is filed. */
export const MailOutcome = z.enum(['waiting', 'ticket', 'message', 'alert', 'held', 'rejected'])

/** Whether a mail is from whom it says (SPF, DKIM, DMARC). */
export const SenderProof = z.object({
  verdict: z
    .enum(['proven', 'unproven', 'forged', 'unknown'])
    .describe('`forged` is what the domain of the sender denies; `unknown` where nobody could be asked'),
  domain: z.string().nullable(),
  reason: z.string().describe('In words for people'),
})
export type SenderProof = z.infer<typeof SenderProof>

/** What stands before the reason wherever a sender is shown; undefined for one who is proven. */
export const senderWords: Readonly<Partial<Record<SenderProof['verdict'], string>>> = {
  unproven: 'Sender not proven',
  forged: 'Sender looks forged',
  unknown: 'Sender not checked',
}

export const IncomingMail = z.object({
  id: Id,
  receivedAt: Instant,
  envelopeFrom: z.string(),
  envelopeTo: z.array(z.string()),
  from: z.string().nullable(),
  subject: z.string().nullable(),
  sizeBytes: z.number().int(),
  outcome: MailOutcome,
  reason: z.string().nullable().describe('Why it was held or rejected'),
  sender: SenderProof.nullable().describe('null while it waits, and for mails that were taken before this was judged'),
  strayTo: z.array(z.string()).describe('Held mail: the addresses that nobody has set up to which it came'),
  ticketId: Id.nullable(),
})
export type IncomingMail = z.infer<typeof IncomingMail>

/** What became of a mail of ours; what was kept in the outbox folder has reached nobody. */
export const MailState = z.enum(['queued', 'sent', 'kept', 'suppressed', 'failed'])
export type MailState = z.infer<typeof MailState>

/** On screen. */
export const mailStateWords: Readonly<Record<MailState, string>> = {
  queued: 'queued',
  sent: 'sent',
  kept: 'kept in the outbox, not sent',
  suppressed: 'not sent',
  failed: 'failed',
}

export const OutgoingMail = z.object({
  id: Id,
  createdAt: Instant,
  to: z.string(),
  subject: z.string(),
  kind: z.enum(['reply', 'acknowledgement', 'page', 'notice', 'sign-in', 'told', 'follow-up', 'forward']),
  state: MailState,
  reason: z.string().nullable(),
  sentAt: Instant.nullable(),
  text: z.string(),
  ticketId: Id.nullable(),
})
export type OutgoingMail = z.infer<typeof OutgoingMail>

export const getMailLedger = route({
  method: 'GET',
  path: '/api/mail/ledger',
  summary: 'How many mails came in and what became of each',
  answer: z.object({
    received: z.number().int(),
    outcomes: z.record(MailOutcome, z.number().int()),
    heldBack: z.number().int().describe('Mails of ours that the brakes did not let out within the last day'),
    astray: z
      .number()
      .int()
      .describe('Waiting for over ten minutes, or filed without a ticket: always 0 unless something is broken'),
  }),
})

export const getMailDebt = route({
  method: 'GET',
  path: '/api/mail/debt',
  summary: 'Mails that are on no ticket and that somebody has to look at, and answers that nobody gets',
  answer: z.object({
    held: z.number().int(),
    astray: z.number().int().describe('As in the ledger'),
    silenced: z.number().int().describe('Automatic mails of the last hour that the brake over everybody held back'),
  }),
})

export const listIncomingMails = route({
  method: 'GET',
  path: '/api/mail/incoming',
  summary: 'Incoming mails, newest first; outcome=held is the held queue',
  query: z.object({ ...pageQuery, outcome: MailOutcome.optional() }),
  answer: pageOf(IncomingMail),
})

export const openRawMail = fileRoute({
  path: '/api/mail/incoming/{id}/raw',
  summary: 'An incoming mail as it came, whatever became of it',
  params: z.object({ id: Id }),
  file: { contentTypes: ['message/rfc822'], description: 'The raw mail, to be saved' },
})

export const listOutgoingMails = route({
  method: 'GET',
  path: '/api/mail/outgoing',
  summary: 'Outgoing mails, newest first: the outbox',
  query: z.object(pageQuery),
  answer: pageOf(OutgoingMail),
})

export const rejectMail = route({
  method: 'POST',
  path: '/api/mail/incoming/{id}/rejection',
  summary: 'Say why a held mail needs no ticket; it is kept and can still be recovered',
  params: z.object({ id: Id }),
  body: z.object({ reason: z.string().trim().min(1).max(500) }),
  answer: z.object({ id: Id }),
  problems: [notFound],
})

export const recoverMail = route({
  method: 'POST',
  path: '/api/mail/incoming/{id}/recovery',
  summary: 'File a held or rejected mail after all: on the ticket that it answers, or as a new one',
  params: z.object({ id: Id }),
  body: z.object({ from: Email.nullable().default(null).describe('Whom it is from, where the mail does not say') }),
  answer: z.object({ ticketId: Id }),
  status: 201,
  problems: [notFound, conflict],
})

export const mailboxNeeded = problemKind(
  'mailbox-needed',
  409,
  'Mail leaves by this mailbox',
  'Make another one the default first.',
)

export const Mailbox = z.object({
  id: Id,
  address: z.string(),
  name: z.string(),
  team: z
    .object({ id: Id, slug: z.string(), name: z.string() })
    .nullable()
    .describe('Whom an emergency pages; null is support'),
  isEmergency: z.boolean().describe('Mail of a VIP to it pages'),
  receives: z.boolean().describe('Mail to it becomes a ticket'),
  sends: z.boolean().describe('Answers to what came to it leave by it, else by the default one'),
  isDefault: z.boolean().describe('What belongs to no other mailbox leaves by it'),
})
export type Mailbox = z.infer<typeof Mailbox>

const MailboxInput = z.object({
  name: z.string().trim().min(1).max(80),
  teamId: Id.nullable().default(null),
  isEmergency: z.boolean().default(false),
  receives: z.boolean().default(true),
  sends: z.boolean().default(true),
  isDefault: z.boolean().default(false),
})
/** What a mailbox must be to be of use, and to be the default one. */
const useful = <Mailbox extends typeof MailboxInput>(mailbox: Mailbox) =>
  mailbox
    .refine(({ receives, sends }) => receives || sends, {
      error: 'A mailbox takes mail in, or sends it, or both.',
      path: ['receives'],
    })
    .refine(({ isDefault, sends }) => !isDefault || sends, { error: 'The default mailbox sends.', path: ['sends'] })
const Mailboxes = z.object({ items: z.array(Mailbox) })

export const listMailboxes = route({
  method: 'GET',
  path: '/api/mail/mailboxes',
  summary: 'The mailboxes of the desk, the default one first',
  answer: Mailboxes,
})

export const addMailbox = route({
  method: 'POST',
  path: '/api/mail/mailboxes',
  summary: 'Add a mailbox; mail that was held for its address is filed',
  body: useful(MailboxInput.extend({ address: Email })),
  answer: Mailboxes,
  status: 201,
  problems: [alreadyExists, notFound],
})

export const changeMailbox = route({
  method: 'PUT',
  path: '/api/mail/mailboxes/{id}',
  summary: 'Change a mailbox; its address stays',
  params: z.object({ id: Id }),
  body: useful(MailboxInput),
  answer: Mailboxes,
  problems: [notFound, mailboxNeeded],
})

export const removeMailbox = route({
  method: 'DELETE',
  path: '/api/mail/mailboxes/{id}',
  summary: 'Take a mailbox away: mail to it is refused from now on',
  params: z.object({ id: Id }),
  answer: Mailboxes,
  problems: [notFound, mailboxNeeded],
})
