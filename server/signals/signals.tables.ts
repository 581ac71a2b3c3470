import type { Generated, JSONColumnType } from 'kysely'
import type { AlertTrigger, Firing, Signal, SignalLevel } from '@bellwether/contract/signals.ts'
import type { Context } from '../platform/context.ts'
import type { Settled } from './alert-rules/firing.rules.ts'

export type SignalsTables = {
  'signals.signals': {
    id: Generated<string>
    detector: string
    subject: string
    level: SignalLevel
    /** What it is about: a class with what follows of it, or else a rule with its version and peak. */
    classId: string | null
    template: string | null
    example: string | null
    detectedAt: Date
    firstSeenAt: Date
    lastSeenAt: Date
    errors: number
    slices: JSONColumnType<Signal['slices']>
    deploy: JSONColumnType<NonNullable<Signal['deploy']>> | null
    customersSeen: number | null
    customersExposed: number | null
    customersEstimated: number | null
    countedTo: Date
    recoveredAt: Date | null
    ruleId: string | null
    ruleVersion: number | null
    peak: number | null
  }
  'signals.consideredSubjects': { detector: string; subject: string; errors: number; consideredTo: Date }
  'signals.alertRules': {
    id: Generated<string>
    version: number
    isPaused: Generated<boolean>
    removedAt: Date | null
    settled: JSONColumnType<SettledRule> | null
    lookedTo: Date | null
    failure: string | null
  }
  'signals.alertRuleVersions': {
    ruleId: string
    version: number
    name: string
    trigger: JSONColumnType<AlertTrigger>
    holdMinutes: number
    level: SignalLevel
    teamId: string | null
    changedAt: Date
    changedBy: string | null
  }
  'signals.ruleReplays': {
    id: Generated<string>
    ruleId: string
    version: number
    fromAt: Date
    toAt: Date
    isCut: boolean
    count: number
    firings: JSONColumnType<Firing[]>
    madeAt: Date
    madeBy: string | null
  }
}

/** As a rule stood; `lastAt` is the minute of the last event whose absence it watches. */
export type SettledRule = Settled & { readonly lastAt: number | null }

export const signalsDb = (ctx: Context) => ctx.db.withTables<SignalsTables>()
