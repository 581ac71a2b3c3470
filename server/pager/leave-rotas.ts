import type { Context } from '../platform/context.ts'
import { inTransaction } from '../platform/database/in-transaction.ts'
import { sendMail } from '../mail/mail.ts'
import { isAdministrator, personNames, staffDirectory, teamDirectory } from '../people/people.ts'
import { allowJobsOnly } from '../platform/permissions.ts'
import { changeRota } from './save-rota.ts'
import { listRotas } from './rota.store.ts'

/** Takes somebody who left off every rota. Those whose turns move are told, and the administrators are. */
export async function leaveRotas(ctx: Context, { personId }: { personId: string }): Promise<void> {
  allowJobsOnly(ctx)
  await inTransaction(ctx, async (ctx) => {
    const rotas = (await listRotas(ctx)).filter((rota) => rota.written.people.includes(personId))
    if (rotas.length === 0) return
    const teams = new Map((await teamDirectory(ctx)).map((team) => [team.id, team]))
    const lines: string[] = []
    for (const { teamId, written } of rotas) {
      const team = teams.get(teamId) ?? { id: teamId, name: 'a team that was removed' }
      const people = written.people.filter((id) => id !== personId)
      await changeRota(ctx, team, { ...written, people })
      lines.push(
        people.length > 0
          ? `- ${team.name}: ${people.length} ${people.length === 1 ? 'person stays' : 'people stay'} on the rota.`
          : `- ${team.name}: NOBODY is on the rota any more. Its pages go to the whole team, or to administrators.`,
      )
    }
    await tellAdministrators(ctx, personId, lines)
  })
}

async function tellAdministrators(ctx: Context, personId: string, lines: readonly string[]): Promise<void> {
  const { name } = (await personNames(ctx))(personId)
  const text = `${name} was deactivated and had turns on call:\n\n${lines.join('\n')}\n\nRotas: ${ctx.baseUrl}/settings/rotas`
  for (const person of (await staffDirectory(ctx)).filter(isAdministrator))
    await sendMail(ctx, { kind: 'notice', to: person.email, subject: `${name} left these rotas`, text })
}
