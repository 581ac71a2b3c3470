import type { Generated, JSONColumnType } from 'kysely'
import type { Check } from '@bellwether/contract/probes.ts'
import type { Context } from '../platform/context.ts'

export type ProbesTables = {
  'probes.probes': {
    id: Generated<string>
    name: string
    teamId: string
    check: JSONColumnType<Check>
    intervalSeconds: number
    timeoutSeconds: number
    tries: number
    service: string
    site: string
    version: Generated<number>
    addedAt: Date
    changedBy: string | null
    removedAt: Date | null
    pausedAt: Date | null
    pausedBy: string | null
    dueAt: Date
    state: Generated<'new' | 'up' | 'failing' | 'down'>
    stateSince: Date | null
    pagedAbout: string | null
    ticketedCertificate: string | null
    locations: string[]
  }
  'probes.locations': { name: string; seenAt: Date }
  'probes.looks': {
    probeId: string
    location: Generated<string>
    at: Date
    failedInRow: number
    error: string | null
    durationMs: number
    certificateEndsAt: Date | null
    certificate: string | null
  }
}

export const probesDb = (ctx: Context) => ctx.db.withTables<ProbesTables>()
