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
  }
  'evidence.rollOutHosts': { deployId: string; host: string; updatedAt: Date }
}

export const evidenceDb = (ctx: Context) => ctx.db.withTables<EvidenceTables>()
