import { type Context, now } from '../platform/context.ts'
import { inTransaction } from '../platform/database/in-transaction.ts'
import { eachApart } from '../platform/each-apart.ts'
import { announce } from '../platform/events/announce.ts'
import { allowJobsOnly } from '../platform/permissions.ts'
import { isMaintained } from '../pager/pager.ts'
import { openCertificateTicket, endsSoon } from './certificate-ticket.ts'
import { findLooks, type Looked, type LookRow, noteLooks } from './look.store.ts'
import { tellEvidence } from './probe-event.ts'
import { endPageOf, openPageOf } from './probe-page.ts'
import { lockProbe, type ProbeRow, updateProbe } from './probe.store.ts'
import { probeCameBack, probeWentDown } from './probes.events.ts'
import { stateOf } from './verdict.rules.ts'

/**
 * Takes what was seen, from here or elsewhere. What most looks change is one statement for all of them; where a state changes, a page or a
 * ticket is to be opened, that is a transaction for each probe, which asks anew what became of it meanwhile.
 */
export async function takeLooks(ctx: Context, looked: readonly Looked[]): Promise<void> {
  allowJobsOnly(ctx)
  await tellEvidence(ctx, looked)
  const probes = await noteLooks(ctx, newest(looked))
  const looks = Map.groupBy(
    await findLooks(
      ctx,
      probes.map(({ id }) => id),
    ),
    ({ probeId }) => probeId,
  )
  const toSettle = probes.filter((probe) => needsMore(ctx, probe, looks.get(probe.id) ?? []))
  await eachApart(toSettle, ({ id }) => inTransaction(ctx, (ctx) => settle(ctx, id)))
}

/** One of each location, as a statement keeps it once. */
const newest = (looked: readonly Looked[]): Looked[] => [
  ...new Map(looked.map((one) => [`${one.probe.id} ${one.location}`, one])).values(),
]

const needsMore = (ctx: Context, probe: ProbeRow, looks: readonly LookRow[]): boolean =>
  stateOf(probe, looks, now(ctx)) !== probe.state || isUnpaged(probe) || endsSoon(ctx, probe, looks) !== undefined

const isUnpaged = ({ state, pagedAbout }: ProbeRow): boolean => state === 'down' && pagedAbout === null

async function settle(ctx: Context, id: string): Promise<void> {
  const before = await lockProbe(ctx, id)
  if (!before || before.pausedAt !== null) return
  const looks = await findLooks(ctx, [id])
  const state = stateOf(before, looks, now(ctx))
  const probe = state === before.state ? before : await follow(ctx, before, state)
  if (isUnpaged(probe) && !(await isMaintained(ctx, probe.teamId))) await openPageOf(ctx, probe, looks)
  const ending = endsSoon(ctx, probe, looks)
  if (ending) await openCertificateTicket(ctx, probe, ending)
}

async function follow(ctx: Context, before: ProbeRow, state: ProbeRow['state']): Promise<ProbeRow> {
  const { id } = before
  const probe = await updateProbe(ctx, id, { state, stateSince: now(ctx) })
  if (state === 'down') await announce(ctx, probeWentDown, { probeId: id })
  if (before.state !== 'down') return probe
  await announce(ctx, probeCameBack, { probeId: id })
  await endPageOf(ctx, probe)
  return { ...probe, pagedAbout: null }
}
