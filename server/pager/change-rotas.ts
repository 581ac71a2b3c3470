import { said } from '@bellwether/contract/said.ts'
import { recordAudit } from '../platform/audit/record-audit.ts'
import { type Context, now } from '../platform/context.ts'
import { inTransaction } from '../platform/database/in-transaction.ts'
import { getTeam, namesById } from '../people/people.ts'
import { allow } from '../platform/permissions.ts'
import { alreadyThere } from '../platform/problem.ts'
import { beginVersions } from './begin-versions.ts'
import { endRota } from './end-rotas.ts'
import { lockRota } from './lock-rota.ts'
import { type PresentedRota, presentRota, rotaNames } from './present-rota.ts'
import { type DraftLayers, layersOf } from './rota-draft.ts'
import { onCallOf } from './rota.rules.ts'
import { findNamesake, findRotasFor, insertRota, lockRotas, peopleOf, type Rota, updateRota } from './rota.store.ts'
import { getWork } from './works.ts'

interface Draft {
  readonly name: string
  readonly layers: DraftLayers
}

/** Adds a rota to a team; everyone on it must be on staff. A new one moves nobody's shifts. */
export async function addRota(
  ctx: Context,
  { team: slug, work, name, layers }: Draft & { team: string; work: string },
) {
  allow(ctx, 'pager.write')
  return inTransaction(ctx, async (ctx) => {
    const team = await getTeam(ctx, slug)
    await lockRotas(ctx, team.id)
    await getWork(ctx, work)
    const rota = { teamId: team.id, name, work }
    await requireFreeName(ctx, rota)
    const written = await layersOf(ctx, layers, [])
    const id = await insertRota(ctx, rota)
    await beginVersions(ctx, { ...rota, id, written: [], layers: [], overrides: [] }, written)
    await recordAudit(ctx, auditOf('add-rota', id, { team: slug, name, work, people: peopleOf({ written }) }))
    return presentOne(ctx, { ...rota, id, written })
  })
}

/**
 * Changes a rota. What was stays as it was, whoever is on call stays until the next hand-over, and
 * everyone whose shifts move gets a mail.
 */
export async function changeRota(ctx: Context, id: string, { name, layers }: Draft) {
  allow(ctx, 'pager.write')
  return inTransaction(ctx, async (ctx) => {
    const before = await lockRota(ctx, id)
    await requireFreeName(ctx, { ...before, name })
    const written = await layersOf(ctx, layers, before.written)
    await updateRota(ctx, id, { name })
    const told = await beginVersions(ctx, { ...before, name }, written)
    await recordAudit(ctx, auditOf('change-rota', id, { name, people: peopleOf({ written }) }))
    const names = await namesById(ctx, { people: told })
    return { ...(await presentOne(ctx, { ...before, name, written })), told: told.map(names.person) }
  })
}

/** Removes a rota: nobody has turns on it from now on, and who had gets a mail. Says who is on call for the team then. */
export async function removeRota(ctx: Context, id: string) {
  allow(ctx, 'pager.write')
  return inTransaction(ctx, async (ctx) => {
    const rota = await lockRota(ctx, id)
    await updateRota(ctx, id, { removedAt: now(ctx) })
    const told = await endRota(ctx, rota)
    await recordAudit(ctx, auditOf('remove-rota', id, { name: rota.name }))
    const onCall = onCallOf(await findRotasFor(ctx, rota), now(ctx))
    const names = await namesById(ctx, { people: [...told, ...onCall] })
    return { told: told.map(names.person), onCall: onCall.map(names.person) }
  })
}

const auditOf = (action: string, id: string, detail: Record<string, unknown>) => ({
  action: `pager.${action}`,
  about: { module: 'pager', id },
  detail,
})

async function requireFreeName(ctx: Context, rota: Pick<Rota, 'teamId' | 'name'> & { id?: string }): Promise<void> {
  if (await findNamesake(ctx, rota)) throw alreadyThere('/name', said`The team has a rota "${rota.name}".`)
}

async function presentOne(ctx: Context, rota: PresentedRota) {
  return presentRota(rota, await rotaNames(ctx, [rota]))
}
