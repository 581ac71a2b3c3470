import { randomBytes } from 'node:crypto'
import { badInput } from '@bellwether/contract/problem.ts'
import { recordAudit } from '../platform/audit/record-audit.ts'
import { type Context, now } from '../platform/context.ts'
import { inTransaction } from '../platform/database/in-transaction.ts'
import { getPerson, getTeam, listPeople, listTeams, personNames, requireTimeZone } from '../platform/people/people.ts'
import { allow } from '../platform/permissions.ts'
import { Problem } from '../platform/problem.ts'
import { findRotas, findWebhook, type RotaRow, saveWebhook, upsertRota } from './pager.store.ts'
import { turnAt, turnsBetween, type TurnRule } from './rota.rules.ts'

const shownMilliseconds = 28 * 86_400_000

/** Sets the rota of a team; everyone on it must be on staff. */
export async function saveRota(ctx: Context, teamSlug: string, rule: TurnRule) {
  allow(ctx, 'pager.write')
  return inTransaction(ctx, async (ctx) => {
    requireTimeZone(rule.timeZone)
    const team = await getTeam(ctx, teamSlug)
    const staff = new Set((await listPeople(ctx)).map((person) => person.id))
    const strangers = rule.people.flatMap((id, position) =>
      staff.has(id) ? [] : [{ pointer: `/people/${position}`, detail: 'Nobody on staff has this id.' }],
    )
    if (strangers.length > 0) throw new Problem(badInput, undefined, { errors: strangers })
    const row = await upsertRota(ctx, { ...rule, people: [...rule.people], teamId: team.id })
    await recordAudit(ctx, { action: 'pager.save-rota', about: { module: 'pager', id: row.id } })
    return presentRota(row, await rotaNames(ctx))
  })
}

/** All rotas, who is on call and the shifts of the next four weeks. */
export async function listRotas(ctx: Context) {
  allow(ctx, 'pager.read')
  const names = await rotaNames(ctx)
  const from = now(ctx)
  const to = new Date(from.getTime() + shownMilliseconds)
  return (await findRotas(ctx)).map((row) => {
    const onCall = turnAt(row, from)
    return {
      ...presentRota(row, names),
      onCall: onCall ? names.person(onCall.personId) : null,
      shifts: turnsBetween(row, from, to).map(({ personId, startsAt, endsAt }) => ({
        person: names.person(personId),
        startsAt,
        endsAt,
      })),
    }
  })
}

async function rotaNames(ctx: Context) {
  const teams = new Map((await listTeams(ctx)).map((team) => [team.id, team]))
  return {
    person: await personNames(ctx),
    team: (id: string) => teams.get(id) ?? { id, slug: 'gone', name: 'a team that was removed' },
  }
}
type Names = Awaited<ReturnType<typeof rotaNames>>

const presentRota = (row: RotaRow, names: Names) => ({
  ...row,
  team: names.team(row.teamId),
  people: row.people.map(names.person),
})

/** Sets the webhook through which a person is paged besides mail; people may set their own. */
export async function setContactMethods(ctx: Context, personId: string, webhookUrl: string | null) {
  allow(ctx, ctx.actor.kind === 'person' && ctx.actor.personId === personId ? 'pager.acknowledge' : 'pager.write')
  return inTransaction(ctx, async (ctx) => {
    const person = await getPerson(ctx, personId)
    const webhook = webhookUrl ? { url: webhookUrl, secret: randomBytes(24).toString('base64url') } : null
    await saveWebhook(ctx, personId, webhook)
    await recordAudit(ctx, { action: 'pager.set-contact-methods', about: { module: 'pager', id: personId } })
    const saved = await findWebhook(ctx, personId)
    return {
      methods: [
        { kind: 'mail' as const, address: person.email },
        ...(saved ? [{ kind: 'webhook' as const, address: saved.url }] : []),
      ],
      webhookSecret: webhook?.secret ?? null,
    }
  })
}
