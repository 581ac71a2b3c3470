import { type Selectable, sql } from 'kysely'
import type { Outcome } from '@bellwether/contract/probes.ts'
import { type Context, now } from '../platform/context.ts'
import type { ProbeRow } from './probe.store.ts'
import { probesDb, type ProbesTables } from './probes.tables.ts'
import { retrySeconds } from './verdict.rules.ts'

export type LookRow = Selectable<ProbesTables['probes.looks']>

/** A look at a probe as it was, from somewhere. */
export interface Looked {
  readonly probe: ProbeRow
  readonly location: string
  readonly at: Date
  readonly outcome: Outcome
}

export async function findLooks(ctx: Context, probeIds: readonly string[]): Promise<LookRow[]> {
  return probesDb(ctx)
    .selectFrom('probes.looks')
    .selectAll()
    .where(sql<boolean>`probe_id = any(${probeIds}::uuid[])`)
    .orderBy('location')
    .execute()
}

/** What was seen of a probe as it was before counts no more; but for what these locations saw. */
export async function deleteLooks(ctx: Context, probeId: string, but: readonly string[] = []): Promise<void> {
  await probesDb(ctx)
    .deleteFrom('probes.looks')
    .where('probeId', '=', probeId)
    .where(sql<boolean>`location <> all(${but}::text[])`)
    .execute()
}

/**
 * Keeps what was seen, in one statement however much it is, and has what failed looked at again soon. What was changed,
 * paused or removed meanwhile is left out. Answers with the probes as they are.
 */
export async function noteLooks(ctx: Context, looked: readonly Looked[]): Promise<ProbeRow[]> {
  const seen = JSON.stringify(
    looked.map(({ probe: { id, version }, location, at, outcome: { error, durationMs, certificate } }) => ({
      probe_id: id,
      version,
      location,
      at,
      error,
      duration_ms: durationMs,
      certificate_ends_at: certificate?.endsAt ?? null,
      certificate: certificate?.fingerprint ?? null,
    })),
  )
  const { rows } = await sql<{ probeId: string }>`
    insert into probes.looks as looks
      (probe_id, location, at, failed_in_row, error, duration_ms, certificate_ends_at, certificate)
    select seen.probe_id, seen.location, seen.at, case when seen.error is null then 0 else 1 end,
      seen.error, seen.duration_ms, seen.certificate_ends_at, seen.certificate
    from jsonb_to_recordset(${seen}::jsonb) as seen (probe_id uuid, version integer, location text, at timestamptz,
      error text, duration_ms real, certificate_ends_at timestamptz, certificate text)
    join probes.probes on probes.id = seen.probe_id and probes.version = seen.version
      and removed_at is null and paused_at is null and seen.location = any(probes.locations)
    on conflict (probe_id, location) do update set
      at = excluded.at, error = excluded.error, duration_ms = excluded.duration_ms,
      failed_in_row = case when excluded.error is null then 0 else looks.failed_in_row + 1 end,
      -- A look that failed may have seen no certificate.
      certificate_ends_at = coalesce(excluded.certificate_ends_at, looks.certificate_ends_at),
      certificate = coalesce(excluded.certificate, looks.certificate)
    returning probe_id`.execute(ctx.db)
  const ids = [...new Set(rows.map(({ probeId }) => probeId))]
  const failed = looked.filter(({ outcome }) => outcome.error !== null).map(({ probe }) => probe.id)
  if (failed.length > 0) await hastenProbes(ctx, failed)
  return probesDb(ctx)
    .selectFrom('probes.probes')
    .selectAll()
    .where(sql<boolean>`id = any(${ids}::uuid[])`)
    .execute()
}

async function hastenProbes(ctx: Context, ids: readonly string[]): Promise<void> {
  await probesDb(ctx)
    .updateTable('probes.probes')
    .set({
      dueAt: sql<Date>`least(due_at, ${now(ctx)}::timestamptz + interval '1 second'
        * case state when 'down' then ${retrySeconds.down}::integer else ${retrySeconds.failing}::integer end)`,
    })
    .where(sql<boolean>`id = any(${ids}::uuid[])`)
    .execute()
}
