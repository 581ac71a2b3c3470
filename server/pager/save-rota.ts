import { badInput } from '@bellwether/contract/problem.ts'
import { recordAudit } from '../platform/audit/record-audit.ts'
import { type Context, now } from '../platform/context.ts'
import { inTransaction } from '../platform/database/in-transaction.ts'
import { requireTimeZone } from '../platform/clock/require-time-zone.ts'
import { getTeam, staffDirectory } from '../people/people.ts'
import { allow } from '../platform/permissions.ts'
import { Problem } from '../platform/problem.ts'
import { presentRota, rotaNames } from './list-rotas.ts'
import { findRota, insertRotaVersion, lockRota } from './rota.store.ts'
import { versionAfter } from './rota-version.rules.ts'
import type { TurnRule } from './rota.rules.ts'
import { tellMovedShifts } from './tell-moved-shifts.ts'

/**
 * Sets the rota of a team; everyone on it must be on staff. What was stays as it was, whoever is on
 * call stays until the next hand-over, and everyone whose shifts move gets a mail.
 */
export async function saveRota(ctx: Context, teamSlug: string, written: TurnRule) {
  allow(ctx, 'pager.write')
  return inTransaction(ctx, async (ctx) => {
    requireTimeZone(written.timeZone)
    const team = await getTeam(ctx, teamSlug)
    await requireStaff(ctx, written.people)
    const { id, told } = await changeRota(ctx, team, written)
    const names = await rotaNames(ctx)
    return { ...presentRota({ id, teamId: team.id, written }, names), told: told.map(names.person) }
  })
}

async function requireStaff(ctx: Context, people: readonly string[]): Promise<void> {
  const staff = new Set((await staffDirectory(ctx)).map((person) => person.id))
  const strangers = people.flatMap((id, position) =>
    staff.has(id) ? [] : [{ pointer: `/people/${position}`, detail: 'Nobody on staff has this id.' }],
  )
  if (strangers.length > 0) throw new Problem(badInput, undefined, { errors: strangers })
}

/** Begins another version of a team's rota and tells those whose shifts move; their ids are returned. */
export async function changeRota(
  ctx: Context,
  team: { id: string; name: string },
  written: TurnRule,
): Promise<{ id: string; told: string[] }> {
  const id = await lockRota(ctx, team.id)
  const before = (await findRota(ctx, team.id))?.versions ?? []
  const begun = before.filter((version) => version.beginsAt <= now(ctx))
  await insertRotaVersion(ctx, id, { written, version: versionAfter(begun, written, now(ctx)) })
  const after = (await findRota(ctx, team.id))?.versions ?? []
  // A first rota moves nobody's shifts.
  const told = before.length === 0 ? [] : await tellMovedShifts(ctx, team, { before, after })
  await recordAudit(ctx, {
    action: 'pager.save-rota',
    about: { module: 'pager', id },
    detail: { people: written.people },
  })
  return { id, told }
}
