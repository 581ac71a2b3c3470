import type { Generated } from 'kysely'
import type { Context } from '../platform/context.ts'

export type EvidenceTables = {
  'evidence.deploys': {
    id: Generated<string>
    service: string
    version: string
    startedAt: Date
    deployedBy: string
    title: string
    url: string | null
    isRollback: boolean
    recordedAt: Date
    /** What the report said, where the clock that it came from was wrong. */
    reportedAt: Date
  }
  'evidence.rollOutHosts': { deployId: string; host: string; updatedAt: Date }
  'evidence.rejectedLines': {
    id: Generated<string>
    source: string
    sourceName: string
    receivedAt: Date
    line: number
    pointer: string
    detail: string
    text: string
  }
  'evidence.intakeDays': {
    source: string
    /** In UTC. */
    day: string
    sourceName: string
    accepted: number
    corrected: number
    refused: number
    withoutService: number
    withoutInstant: number
    withoutStatus: number
    lastAt: Date
  }
}

export const evidenceDb = (ctx: Context) => ctx.db.withTables<EvidenceTables>()
