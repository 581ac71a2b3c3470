import type { Generated, JSONColumnType } from 'kysely'

/** What PostgreSQL holds for the platform. Column types as they come from the driver. */
export interface PlatformTables {
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
  'platform.subscribers': {
    name: string
    event: string
    onlyFacts: Readonly<Record<string, readonly string[]>>
    position: number
  }
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
  /** Stored bytes that are to go, once nothing names them any more. */
  'platform.doomedFiles': { sha256: string }
  'platform.files': {
    id: Generated<string>
    sha256: string
    sizeBytes: number
    contentType: string
    fileName: string
    createdAt: Date
  }
}
