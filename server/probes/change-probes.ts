import { isDeepStrictEqual } from 'node:util'
import { notFound } from '@bellwether/contract/problem.ts'
import { type addProbe as addRoute, probesMax, tooManyProbes } from '@bellwether/contract/probes.ts'
import type { BodyOf } from '@bellwether/contract/route.ts'
import { said } from '@bellwether/contract/said.ts'
import { getTeam } from '../people/people.ts'
import { recordAudit } from '../platform/audit/record-audit.ts'
import { type Context, now } from '../platform/context.ts'
import { inTransaction } from '../platform/database/in-transaction.ts'
import { allow } from '../platform/permissions.ts'
import { alreadyThere, Problem } from '../platform/problem.ts'
import { deleteLooks } from './look.store.ts'
import { presentProbe } from './present-probe.ts'
import { endPageOf } from './probe-page.ts'
import * as store from './probe.store.ts'

type Written = BodyOf<typeof addRoute>

/** Has something looked at again and again, from now on. */
export async function addProbe(ctx: Context, written: Written) {
  allow(ctx, 'probes.write')
  return inTransaction(ctx, async (ctx) => {
    const values = await valuesOf(ctx, written)
    await requireFreeName(ctx, written.name)
    if ((await store.countProbes(ctx)) >= probesMax) throw new Problem(tooManyProbes)
    const at = now(ctx)
    const none = { removedAt: null, pausedAt: null, pausedBy: null, stateSince: null, pagedAbout: null }
    const probe = await store.insertProbe(ctx, {
      ...values,
      ...none,
      ticketedCertificate: null,
      addedAt: at,
      dueAt: at,
    })
    await audit(ctx, 'add-probe', probe)
    return presentProbe(ctx, probe)
  })
}

/**
 * Has something looked at otherwise, at once. What was seen of it until now counts no more; what is down stays down until
 * it is looked at, and pages another team from then on where it has one.
 */
export async function changeProbe(ctx: Context, id: string, written: Written) {
  allow(ctx, 'probes.write')
  return inTransaction(ctx, async (ctx) => {
    const values = await valuesOf(ctx, written)
    await requireFreeName(ctx, written.name, id)
    const before = await getLocked(ctx, id)
    if (before.teamId !== values.teamId) await endPageOf(ctx, before)
    await deleteLooks(ctx, id, isDeepStrictEqual(before.check, written.check) ? written.locations : [])
    const changed = { ...values, version: before.version + 1, dueAt: now(ctx) }
    const probe = await store.updateProbe(ctx, id, changed)
    await audit(ctx, 'change-probe', probe)
    return presentProbe(ctx, probe)
  })
}

async function valuesOf(ctx: Context, { team, check, locations, ...rest }: Written) {
  const { id: teamId } = await getTeam(ctx, team)
  return { ...rest, locations: [...new Set(locations)], teamId, check: JSON.stringify(check), changedBy: personOf(ctx) }
}

/** Also the one for whom a program does it. */
function personOf({ actor }: Context): string | null {
  if (actor.kind === 'person') return actor.personId
  return actor.kind === 'program' ? (actor.onBehalfOf?.personId ?? null) : null
}

async function requireFreeName(ctx: Context, name: string, own?: string): Promise<void> {
  await store.lockNames(ctx)
  const taken = await store.findByName(ctx, name)
  if (taken !== undefined && taken !== own) throw alreadyThere('/name', said`There is a probe "${name}".`)
}

/** Looks no more for the time being, or again from now on. What rests has no page, and nothing is known of it afterwards. */
export async function pauseProbe(ctx: Context, id: string, { isPaused }: { isPaused: boolean }) {
  allow(ctx, 'probes.write')
  return inTransaction(ctx, async (ctx) => {
    const before = await getLocked(ctx, id)
    if (isPaused === (before.pausedAt !== null)) return presentProbe(ctx, before)
    await endPageOf(ctx, before)
    await deleteLooks(ctx, id)
    const rests = isPaused ? { pausedAt: now(ctx), pausedBy: personOf(ctx) } : { pausedAt: null, pausedBy: null }
    const anew = { state: 'new', stateSince: null, pagedAbout: null, dueAt: now(ctx) } as const
    const probe = await store.updateProbe(ctx, id, { ...rests, ...anew, version: before.version + 1 })
    await audit(ctx, isPaused ? 'pause-probe' : 'resume-probe', probe)
    return presentProbe(ctx, probe)
  })
}

/** Looks no more: its page is over. What was seen stays in the evidence. */
export async function removeProbe(ctx: Context, id: string): Promise<{ removed: true }> {
  allow(ctx, 'probes.write')
  return inTransaction(ctx, async (ctx) => {
    const probe = await getLocked(ctx, id)
    await endPageOf(ctx, probe)
    await store.updateProbe(ctx, id, { removedAt: now(ctx), version: probe.version + 1 })
    await audit(ctx, 'remove-probe', probe)
    return { removed: true }
  })
}

async function getLocked(ctx: Context, id: string): Promise<store.ProbeRow> {
  const probe = await store.lockProbe(ctx, id)
  if (!probe) throw new Problem(notFound, said`There is no such probe.`)
  return probe
}

const audit = (ctx: Context, action: string, { id, name, teamId, check }: store.ProbeRow): Promise<void> =>
  recordAudit(ctx, { action: `probes.${action}`, about: { module: 'probes', id }, detail: { name, teamId, check } })
