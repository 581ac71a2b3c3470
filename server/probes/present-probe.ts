import type { z } from 'zod'
import type { Probe } from '@bellwether/contract/probes.ts'
import { namesById } from '../people/people.ts'
import type { Context } from '../platform/context.ts'
import type { Presented } from '../platform/http/handle.ts'
import { findLooks } from './look.store.ts'
import type { ProbeRow } from './probe.store.ts'

type Shown = Presented<z.input<typeof Probe>>

/** For verbs: probes with their last looks. */
export async function presentProbes(ctx: Context, rows: readonly ProbeRow[]): Promise<Shown[]> {
  const found = await findLooks(
    ctx,
    rows.map(({ id }) => id),
  )
  const looks = Map.groupBy(found, ({ probeId }) => probeId)
  const names = await namesById(ctx, {
    teams: rows.map(({ teamId }) => teamId),
    people: rows.map(({ pausedBy }) => pausedBy),
  })
  return rows.map((row) => {
    const { id, name, check, intervalSeconds, timeoutSeconds, tries, service, site, pausedAt, pausedBy } = row
    const { locations } = row
    const own = looks.get(id) ?? []
    return {
      id,
      name,
      team: names.team(row.teamId),
      check,
      intervalSeconds,
      timeoutSeconds,
      tries,
      service,
      site,
      locations,
      state: pausedAt === null ? row.state : 'paused',
      since: pausedAt ?? row.stateSince,
      looks: own.map(({ location, at, failedInRow, error, durationMs }) => {
        return { location, at, failedInRow, error, durationMs }
      }),
      certificateEndsAt: own.map((one) => one.certificateEndsAt).find((at) => at !== null) ?? null,
      paused: pausedAt && { since: pausedAt, by: pausedBy === null ? null : names.person(pausedBy) },
    }
  })
}

/** For verbs: one of them. */
export async function presentProbe(ctx: Context, row: ProbeRow): Promise<Shown> {
  const [shown] = await presentProbes(ctx, [row])
  if (!shown) throw new Error('a probe was presented as nothing')
  return shown
}
