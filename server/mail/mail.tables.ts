import type { MailState } from '@bellwether/contract/mail.ts'
import type { Generated, JSONColumnType } from 'kysely'
import type { Context } from '../platform/context.ts'

/** A file that goes out with a mail, by what people fetch it by. */
export interface MailFile {
  readonly fileId: string
  readonly fileName: string
  readonly contentType: string
}

export type MailTables = {
  'mail.incomingMails': {
    id: Generated<string>
    receivedAt: Date
    rawSha256: string
    sizeBytes: number
    envelopeFrom: string
    envelopeTo: string[]
    /** Null for mails that were taken before it was kept. */
    remoteAddress: string | null
    helo: string | null
    /** It answers a private question: nobody reads it here. */
    isPrivate: Generated<boolean>
    senderVerdict: 'proven' | 'unproven' | 'forged' | 'unknown' | null
    senderDomain: string | null
    senderReason: string | null
    messageId: string
    fromAddress: string | null
    subject: string | null
    outcome: 'waiting' | 'ticket' | 'message' | 'alert' | 'held' | 'rejected'
    reason: string | null
    ticketId: string | null
    /** Of what it says; null where it was not read. */
    contentSha256: Generated<string | null>
    /** Addresses that nobody has set up; null where it came to none. */
    strayTo: Generated<string[] | null>
    /** Set where nothing but this row is left of it. */
    erasedAt: Generated<Date | null>
  }
  'mail.outgoingMails': {
    id: Generated<string>
    createdAt: Date
    kind: 'reply' | 'acknowledgement' | 'page' | 'notice' | 'sign-in' | 'told' | 'follow-up' | 'forward'
    toAddress: string
    subject: string
    text: string
    headers: JSONColumnType<Record<string, string>>
    messageId: string
    state: MailState
    reason: string | null
    sentAt: Date | null
    ticketId: string | null
    sourceId: string | null
    /** Which maker fills in the link when the mail is sent, and what the link is about. */
    linkKind: string | null
    linkAbout: string | null
    files: JSONColumnType<MailFile[], string, string>
    /** null in mails that left before there were several mailboxes. */
    fromAddress: string | null
    /** Set where nothing but this row is left of it. */
    erasedAt: Generated<Date | null>
  }
  'mail.mailboxes': {
    id: Generated<string>
    address: string
    name: string
    teamId: string | null
    isEmergency: boolean
    receives: boolean
    sends: boolean
    isDefault: boolean
    createdAt: Date
    removedAt: Date | null
  }
  /** Those who get an outgoing mail in Cc. */
  'mail.outgoingCopies': {
    mailId: string
    address: string
    state: MailState
    reason: string | null
  }
}

export const mailDb = ({ db }: Pick<Context, 'db'>) => db.withTables<MailTables>()
