import type { Generated, JSONColumnType } from 'kysely'
import type { Permission, Role } from '@bellwether/contract/permissions.ts'

/** What PostgreSQL holds for the platform. Column types as they come from the driver. */
export interface PlatformTables {
  'platform.installation': {
    id: Generated<number>
    name: string | null
    kind: 'empty' | 'demo' | 'regular'
    secret: Buffer
    demoStartsAt: Date | null
    demoAnchoredAt: Date | null
    demoSpeed: number | null
  }
  'platform.people': {
    id: Generated<string>
    name: string
    email: string
    role: Role
    timeZone: string
    passwordHash: string | null
    createdAt: Date
    deactivatedAt: Date | null
  }
  'platform.teams': { id: Generated<string>; slug: string; name: string }
  'platform.teamPeople': { teamId: string; personId: string }
  'platform.sessions': {
    id: Generated<string>
    tokenHash: Buffer
    personId: string
    createdAt: Date
    expiresAt: Date
    lastUsedAt: Date | null
    userAgent: string
  }
  'platform.signInLinks': { tokenHash: Buffer; personId: string; expiresAt: Date; usedAt: Date | null }
  'platform.apiTokens': {
    id: Generated<string>
    name: string
    tokenHash: Buffer
    permissions: Permission[]
    createdAt: Date
    lastUsedAt: Date | null
    revokedAt: Date | null
    /** null for tokens of the command line. */
    createdBy: string | null
  }
  'platform.idempotentAnswers': {
    caller: string
    keyHash: Buffer
    fingerprint: Buffer
    /** null while the call runs. */
    answer: Buffer | null
    createdAt: Generated<Date>
  }
  'platform.attempts': { key: string; count: number; endsAt: Date }
  'platform.events': {
    id: string
    name: string
    payload: JSONColumnType<Record<string, string>>
    announcedAt: Date
    requestId: string
    /** The order in which facts were written down, before their transactions ended. */
    entry: Generated<number>
    /** null until it is delivered. */
    number: number | null
  }
  'platform.subscribers': { name: string; event: string; position: number }
  'platform.auditEntries': {
    id: Generated<string>
    at: Date
    actorKind: string
    actorId: string | null
    actorName: string
    action: string
    aboutModule: string
    aboutId: string
    detail: JSONColumnType<Record<string, unknown>>
    requestId: string
  }
  'platform.files': {
    id: Generated<string>
    sha256: string
    sizeBytes: number
    contentType: string
    fileName: string
    createdAt: Date
  }
  'platform.incomingMails': {
    id: Generated<string>
    receivedAt: Date
    rawSha256: string
    sizeBytes: number
    envelopeFrom: string
    envelopeTo: string[]
    /** Null for mails that were taken before it was kept. */
    remoteAddress: string | null
    helo: string | null
    senderVerdict: 'proven' | 'unproven' | 'forged' | 'unknown' | null
    senderDomain: string | null
    senderReason: string | null
    messageId: string
    fromAddress: string | null
    subject: string | null
    outcome: 'waiting' | 'ticket' | 'message' | 'held' | 'rejected'
    reason: string | null
    ticketId: string | null
    /** Of what it says; null where it was not read. */
    contentSha256: Generated<string | null>
  }
  'platform.outgoingMails': {
    id: Generated<string>
    createdAt: Date
    kind: 'reply' | 'acknowledgement' | 'page' | 'notice' | 'sign-in' | 'told'
    toAddress: string
    subject: string
    text: string
    headers: JSONColumnType<Record<string, string>>
    messageId: string
    state: 'queued' | 'sent' | 'suppressed' | 'failed'
    reason: string | null
    sentAt: Date | null
    ticketId: string | null
    sourceId: string | null
    /** Which maker fills in the link when the mail is sent, and what the link is about. */
    linkKind: string | null
    linkAbout: string | null
  }
  /** Those who get an outgoing mail in Cc. */
  'platform.outgoingCopies': {
    mailId: string
    address: string
    state: 'queued' | 'sent' | 'suppressed' | 'failed'
    reason: string | null
  }
}
