import type { Generated, JSONColumnType } from 'kysely'
import type { Signal, SignalLevel } from '@bellwether/contract/signals.ts'
import type { Context } from '../platform/context.ts'

export type SignalsTables = {
  'signals.signals': {
    id: Generated<string>
    detector: string
    subject: string
    level: SignalLevel
    classId: string
    template: string
    example: string
    detectedAt: Date
    firstSeenAt: Date
    lastSeenAt: Date
    errors: number
    slices: JSONColumnType<Signal['slices']>
    deploy: JSONColumnType<NonNullable<Signal['deploy']>> | null
    customersSeen: number
    customersExposed: number
    customersEstimated: number
    countedTo: Date
    recoveredAt: Date | null
  }
  'signals.consideredSubjects': { detector: string; subject: string; errors: number; consideredTo: Date }
}

export const signalsDb = (ctx: Context) => ctx.db.withTables<SignalsTables>()
