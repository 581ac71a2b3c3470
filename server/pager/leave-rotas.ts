import type { Say } from '@bellwether/contract/said.ts'
import { recordAudit } from '../platform/audit/record-audit.ts'
import type { Context } from '../platform/context.ts'
import { inTransaction } from '../platform/database/in-transaction.ts'
import { sendMail } from '../mail/mail.ts'
import { isAdministrator, personName, sayTo, staffDirectory, teamDirectory } from '../people/people.ts'
import { allowJobsOnly } from '../platform/permissions.ts'
import { beginVersions, tellOfChange } from './begin-versions.ts'
import { endOverrides } from './override.store.ts'
import { findRotasWith, lockRotas, peopleOf, type Rota } from './rota.store.ts'

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
    const left: ((say: Say) => string)[] = []
    await endOverrides(ctx, { personId })
    for (const rota of rotas) {
      const layers = layersWithout(rota, personId)
      const people = peopleOf({ written: layers })
      if (people.length < peopleOf(rota).length) await beginVersions(ctx, rota, layers)
      else await tellOfChange(ctx, rota)
      await recordAudit(ctx, {
        action: 'pager.leave-rota',
        about: { module: 'pager', id: rota.id },
        detail: { people },
      })
      left.push((say) => `- ${whatIsLeft(say, teams.get(rota.teamId), { name: rota.name, people: people.length })}`)
    }
    await tellAdministrators(ctx, personId, left)
  })
}

/** A layer whose last person leaves has nobody, and is no more. */
const layersWithout = ({ written }: Rota, personId: string) =>
  written
    .map((layer) => ({ ...layer, rule: { ...layer.rule, people: layer.rule.people.filter((id) => id !== personId) } }))
    .filter(({ rule }) => rule.people.length > 0)

function whatIsLeft(say: Say, known: string | undefined, { name, people }: { name: string; people: number }): string {
  const team = known ?? say`A team that was removed`
  if (people === 1) return say`${team}, ${name}: 1 person stays on the rota.`
  if (people > 1) return say`${team}, ${name}: ${people} people stay on the rota.`
  return say`${team}, ${name}: NOBODY is on the rota any more. Unless another rota of the team has somebody on call, its pages go to the whole team, or to administrators.`
}

async function tellAdministrators(
  ctx: Context,
  personId: string,
  left: readonly ((say: Say) => string)[],
): Promise<void> {
  const { name } = await personName(ctx, personId)
  for (const person of (await staffDirectory(ctx)).filter(isAdministrator)) {
    const say = sayTo(person)
    const text = [
      say`${name} was deactivated and had turns on call:`,
      left.map((one) => one(say)).join('\n'),
      say`Rotas: ${`${ctx.baseUrl}/settings/rotas`}`,
    ].join('\n\n')
    await sendMail(ctx, { kind: 'notice', to: person.email, subject: say`${name} left these rotas`, text })
  }
}
