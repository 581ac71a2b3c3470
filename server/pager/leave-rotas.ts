import { recordAudit } from '../platform/audit/record-audit.ts'
import type { Context } from '../platform/context.ts'
import { inTransaction } from '../platform/database/in-transaction.ts'
import { sendMail } from '../mail/mail.ts'
import { isAdministrator, personName, staffDirectory, teamDirectory } from '../people/people.ts'
import { allowJobsOnly } from '../platform/permissions.ts'
import { beginVersion } from './begin-version.ts'
import { findRotasWith, lockRotas, type Rota } from './rota.store.ts'

/** Takes somebody who left off every rota. Those whose turns move are told, and the administrators are. */
export async function leaveRotas(ctx: Context, { personId }: { personId: string }): Promise<void> {
  allowJobsOnly(ctx)
  await inTransaction(ctx, async (ctx) => {
    const teamIds = new Set((await findRotasWith(ctx, personId)).map(({ teamId }) => teamId))
    // In one order, so that two who leave at once wait for each other.
    for (const teamId of [...teamIds].toSorted()) await lockRotas(ctx, teamId)
    const rotas = (await findRotasWith(ctx, personId)).filter(({ teamId }) => teamIds.has(teamId))
    if (rotas.length === 0) return
    const teams = new Map((await teamDirectory(ctx)).map((team) => [team.id, team.name]))
    const lines: string[] = []
    for (const rota of rotas) {
      const people = rota.written.people.filter((id) => id !== personId)
      await beginVersion(ctx, rota, { ...rota.written, people })
      await recordAudit(ctx, {
        action: 'pager.leave-rota',
        about: { module: 'pager', id: rota.id },
        detail: { people },
      })
      lines.push(`- ${teams.get(rota.teamId) ?? 'A team that was removed'}, ${whatIsLeft(rota, people.length)}`)
    }
    await tellAdministrators(ctx, personId, lines)
  })
}

function whatIsLeft({ name }: Rota, people: number): string {
  if (people > 0) return `${name}: ${people} ${people === 1 ? 'person stays' : 'people stay'} on the rota.`
  return `${name}: NOBODY is on the rota any more. Unless another rota of the team has somebody on call, its pages go to the whole team, or to administrators.`
}

async function tellAdministrators(ctx: Context, personId: string, lines: readonly string[]): Promise<void> {
  const { name } = await personName(ctx, personId)
  const text = `${name} was deactivated and had turns on call:\n\n${lines.join('\n')}\n\nRotas: ${ctx.baseUrl}/settings/rotas`
  for (const person of (await staffDirectory(ctx)).filter(isAdministrator))
    await sendMail(ctx, { kind: 'notice', to: person.email, subject: `${name} left these rotas`, text })
}
