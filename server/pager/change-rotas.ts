import { isDeepStrictEqual } from 'node:util'
import { badInput, notFound } from '@bellwether/contract/problem.ts'
import { said } from '@bellwether/contract/said.ts'
import { recordAudit } from '../platform/audit/record-audit.ts'
import { type Context, now } from '../platform/context.ts'
import { inTransaction } from '../platform/database/in-transaction.ts'
import { getTeam, namesById, staffById } from '../people/people.ts'
import { allow } from '../platform/permissions.ts'
import { alreadyThere, Problem } from '../platform/problem.ts'
import { presentRota, rotaNames } from './list-rotas.ts'
import { beginVersion } from './begin-version.ts'
import { findNamesake, findPagingRotas, findRota, insertRota, lockRotas, type Rota, updateRota } from './rota.store.ts'
import { onCallOf } from './rota-version.rules.ts'
import type { TurnRule } from './rota.rules.ts'

/** A rota as somebody wrote it. */
interface Written extends TurnRule {
  readonly name: string
}

/** Adds a rota to a team; everyone on it must be on staff. A new one moves nobody's shifts. */
export async function addRota(ctx: Context, { team: slug, name, ...written }: Written & { team: string }) {
  allow(ctx, 'pager.write')
  return inTransaction(ctx, async (ctx) => {
    const team = await getTeam(ctx, slug)
    await lockRotas(ctx, team.id)
    const rota = { teamId: team.id, name, work: 'paging' as const }
    await requireRight(ctx, { ...rota, written })
    const id = await insertRota(ctx, rota)
    await beginVersion(ctx, { ...rota, id, versions: [] }, written)
    await recordAudit(ctx, auditOf('add-rota', id, { team: slug, name, people: written.people }))
    const added = { ...rota, id, written }
    return presentRota(added, await rotaNames(ctx, [added]))
  })
}

/**
 * Changes a rota. What was stays as it was, whoever is on call stays until the next hand-over, and
 * everyone whose shifts move gets a mail.
 */
export async function changeRota(ctx: Context, id: string, { name, ...written }: Written) {
  allow(ctx, 'pager.write')
  return inTransaction(ctx, async (ctx) => {
    const before = await lockRota(ctx, id)
    const rota = { ...before, name, written }
    await requireRight(ctx, rota)
    await updateRota(ctx, id, { name })
    // Nobody's turn begins anew because somebody looked and saved.
    const told = isDeepStrictEqual(before.written, written) ? [] : await beginVersion(ctx, rota, written)
    await recordAudit(ctx, auditOf('change-rota', id, { name, people: written.people }))
    const names = await rotaNames(ctx, [rota], told)
    return { ...presentRota(rota, names), told: told.map(names.person) }
  })
}

/** Removes a rota: nobody has turns on it from now on, and who had gets a mail. Says who is on call for the team then. */
export async function removeRota(ctx: Context, id: string) {
  allow(ctx, 'pager.write')
  return inTransaction(ctx, async (ctx) => {
    const rota = await lockRota(ctx, id)
    const told = await beginVersion(ctx, rota, { ...rota.written, people: [] })
    await updateRota(ctx, id, { removedAt: now(ctx) })
    await recordAudit(ctx, auditOf('remove-rota', id, { name: rota.name }))
    const onCall = onCallOf(await findPagingRotas(ctx, rota.teamId), now(ctx))
    const names = await namesById(ctx, { people: [...told, ...onCall] })
    return { told: told.map(names.person), onCall: onCall.map(names.person) }
  })
}

const auditOf = (action: string, id: string, detail: Record<string, unknown>) => ({
  action: `pager.${action}`,
  about: { module: 'pager', id },
  detail,
})

async function lockRota(ctx: Context, id: string): Promise<Rota> {
  const found = await findRota(ctx, id)
  if (found) await lockRotas(ctx, found.teamId)
  // Somebody may have changed or removed it while this one waited.
  const rota = found && (await findRota(ctx, id))
  if (!rota) throw new Problem(notFound, said`There is no such rota.`)
  return rota
}

type Candidate = Pick<Rota, 'teamId' | 'name' | 'written'> & Partial<Pick<Rota, 'id'>>

async function requireRight(ctx: Context, { id, teamId, name, written }: Candidate): Promise<void> {
  const staff = new Set((await staffById(ctx, written.people)).map((person) => person.id))
  const strangers = written.people.flatMap((person, position) =>
    staff.has(person) ? [] : [{ pointer: `/people/${position}`, detail: said`Nobody on staff has this id.` }],
  )
  if (strangers.length > 0) throw new Problem(badInput, undefined, { errors: strangers })
  if (await findNamesake(ctx, { id, teamId, name })) throw alreadyThere('/name', said`The team has a rota "${name}".`)
}
