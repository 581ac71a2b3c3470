import { type Insertable, type Selectable, sql } from 'kysely'
import type { Context } from '../../platform/context.ts'
import type { SignalRow } from '../signal.store.ts'
import { signalsDb, type SettledRule, type SignalsTables } from '../signals.tables.ts'

export type VersionRow = Selectable<SignalsTables['signals.alertRuleVersions']>
export type RuleRow = Selectable<SignalsTables['signals.alertRules']> & Omit<VersionRow, 'ruleId'>
export type VersionFields = Omit<Insertable<SignalsTables['signals.alertRuleVersions']>, 'ruleId' | 'version'>

/** Each with what it says now. */
const findAll = (ctx: Context) =>
  signalsDb(ctx)
    .selectFrom('signals.alertRules as rules')
    .innerJoin('signals.alertRuleVersions as versions', (join) =>
      join.onRef('versions.ruleId', '=', 'rules.id').onRef('versions.version', '=', 'rules.version'),
    )
    .selectAll('rules')
    .select(['name', 'trigger', 'holdMinutes', 'level', 'teamId', 'changedAt', 'changedBy'])

const findStanding = (ctx: Context) => findAll(ctx).where('removedAt', 'is', null)

export async function findRules(ctx: Context): Promise<RuleRow[]> {
  return findStanding(ctx).orderBy('name').orderBy('id').execute()
}

export async function findRule(ctx: Context, id: string): Promise<RuleRow | undefined> {
  return findStanding(ctx).where('id', '=', id).executeTakeFirst()
}

/** Locked until the transaction ends. */
export async function findRuleForUpdate(ctx: Context, id: string): Promise<RuleRow | undefined> {
  return findStanding(ctx).where('id', '=', id).forUpdate('rules').executeTakeFirst()
}

/** Held until the transaction ends: rules are added one after the other. */
export async function lockRules(ctx: Context): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('signals.alert-rules', 23))`.execute(signalsDb(ctx))
}

export async function insertRule(ctx: Context, fields: VersionFields): Promise<string> {
  const { id } = await signalsDb(ctx)
    .insertInto('signals.alertRules')
    .values({ version: 1, removedAt: null, settled: null, lookedTo: null, failure: null })
    .returning('id')
    .executeTakeFirstOrThrow()
  await signalsDb(ctx)
    .insertInto('signals.alertRuleVersions')
    .values({ ...fields, ruleId: id, version: 1 })
    .execute()
  return id
}

/** Begins the next version of a locked rule. */
export async function insertVersion(
  ctx: Context,
  { id, version }: { id: string; version: number },
  fields: VersionFields,
): Promise<void> {
  await signalsDb(ctx)
    .insertInto('signals.alertRuleVersions')
    .values({ ...fields, ruleId: id, version })
    .execute()
  await signalsDb(ctx).updateTable('signals.alertRules').set({ version }).where('id', '=', id).execute()
}

type State = Partial<Pick<RuleRow, 'isPaused' | 'removedAt' | 'failure' | 'lookedTo'>> & { settled?: null }

export async function updateRule(ctx: Context, id: string, state: State): Promise<void> {
  await signalsDb(ctx).updateTable('signals.alertRules').set(state).where('id', '=', id).execute()
}

/** Writes down how far a rule was looked at; false when it was changed, or another process has looked, meanwhile. */
export async function updateLook(
  ctx: Context,
  rule: RuleRow,
  { settled, lookedTo }: { settled: SettledRule; lookedTo: Date },
): Promise<boolean> {
  const result = await signalsDb(ctx)
    .updateTable('signals.alertRules')
    .set({ settled: JSON.stringify(settled), lookedTo, failure: null })
    .where('id', '=', rule.id)
    .where('version', '=', rule.version)
    .where('isPaused', '=', false)
    .where('removedAt', 'is', null)
    .where(({ eb, or }) => or([eb('lookedTo', 'is', null), eb('lookedTo', '<', lookedTo)]))
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** Also those of a rule that was removed; the newest first. */
export async function findVersions(ctx: Context, ruleId: string): Promise<VersionRow[]> {
  return signalsDb(ctx)
    .selectFrom('signals.alertRuleVersions')
    .selectAll()
    .where('ruleId', '=', ruleId)
    .orderBy('version', 'desc')
    .execute()
}

/** What the rules of these signals said when they fired, by the signal's id. */
export async function findVersionsOf(ctx: Context, signalIds: readonly string[]): Promise<Map<string, VersionRow>> {
  if (signalIds.length === 0) return new Map()
  const rows = await signalsDb(ctx)
    .selectFrom('signals.signals as signals')
    .innerJoin('signals.alertRuleVersions as versions', (join) =>
      join.onRef('versions.ruleId', '=', 'signals.ruleId').onRef('versions.version', '=', 'signals.ruleVersion'),
    )
    .selectAll('versions')
    .select('signals.id as signalId')
    .where('signals.id', 'in', signalIds)
    .execute()
  return new Map(rows.map(({ signalId, ...version }) => [signalId, version]))
}

/** When each of these rules fired last, and the signal that is open. */
export async function findFired(ctx: Context): Promise<Map<string, { lastFiredAt: Date; openId: string | null }>> {
  const rows = await signalsDb(ctx)
    .selectFrom('signals.signals')
    .select(({ fn }) => ['ruleId', fn.max('detectedAt').as('lastFiredAt')])
    .select(sql<string | null>`max(id::text) filter (where recovered_at is null)`.as('openId'))
    .where('ruleId', 'is not', null)
    .groupBy('ruleId')
    .$narrowType<{ ruleId: string }>()
    .execute()
  return new Map(rows.map(({ ruleId, ...fired }) => [ruleId, fired]))
}

export type RuleSignal = Pick<SignalRow, 'id' | 'subject' | 'peak'>

export async function findOpenSignalOf(ctx: Context, ruleId: string): Promise<RuleSignal | undefined> {
  return signalsDb(ctx)
    .selectFrom('signals.signals')
    .select(['id', 'subject', 'peak'])
    .where('ruleId', '=', ruleId)
    .where('recoveredAt', 'is', null)
    .executeTakeFirst()
}

/** Opens a rule's signal; undefined when there is one. */
export async function insertRuleSignal(
  ctx: Context,
  signal: Pick<SignalRow, 'level' | 'detectedAt' | 'firstSeenAt' | 'lastSeenAt' | 'peak'> & {
    ruleId: string
    ruleVersion: number
  },
): Promise<string | undefined> {
  const row = await signalsDb(ctx)
    .insertInto('signals.signals')
    .values({
      ...signal,
      detector: 'alert-rule',
      subject: signal.ruleId,
      errors: 0,
      slices: '[]',
      countedTo: signal.lastSeenAt,
      recoveredAt: null,
    })
    .onConflict((conflict) => conflict.columns(['detector', 'subject']).where('recoveredAt', 'is', null).doNothing())
    .returning('id')
    .executeTakeFirst()
  return row?.id
}
