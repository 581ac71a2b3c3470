import type { Team } from '@bellwether/contract/people.ts'
import { conflict, notFound } from '@bellwether/contract/problem.ts'
import { said } from '@bellwether/contract/said.ts'
import { recordAudit } from '../platform/audit/record-audit.ts'
import { type Context, now } from '../platform/context.ts'
import { inTransaction } from '../platform/database/in-transaction.ts'
import { announce } from '../platform/events/announce.ts'
import { allow } from '../platform/permissions.ts'
import { Problem } from '../platform/problem.ts'
import { rightsChanged, teamDissolved } from './people.events.ts'
import { deleteMembers, findTeamForUpdate, markDissolved } from './people.store.ts'

/** Dissolves a team: it is asked nothing more, and nobody is in it. Its name stays on what it did. */
export async function dissolveTeam(ctx: Context, id: string): Promise<Team> {
  allow(ctx, 'people.write')
  return inTransaction(ctx, async (ctx) => {
    const team = await findTeamForUpdate(ctx, id)
    if (!team) throw new Problem(notFound, said`There is no such team.`)
    if (team.slug === 'support') throw new Problem(conflict, said`Customers write to Support: it stays.`)
    await markDissolved(ctx, id, now(ctx))
    const people = await deleteMembers(ctx, id)
    for (const personId of people) await announce(ctx, rightsChanged, { personId })
    const detail = { name: team.name, slug: team.slug, people }
    await recordAudit(ctx, { action: 'people.dissolve-team', about: { module: 'people', id }, detail })
    await announce(ctx, teamDissolved, { teamId: id })
    return team
  })
}
