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
    return presentRota(ctx, row)
  })
}

/** All rotas, who is on call and the shifts of the next four weeks. */
export async function listRotas(ctx: Context) {
  allow(ctx, 'pager.read')
  const nameOf = await personNames(ctx)
  const from = now(ctx)
  const present = async (row: RotaRow) => {
    const onCall = turnAt(row, from)
    return {
      ...(await presentRota(ctx, row)),
      onCall: onCall ? nameOf(onCall.personId) : null,
      shifts: turnsBetween(row, from, new Date(from.getTime() + shownMilliseconds)).map((turn) => ({
        person: nameOf(turn.personId),
        startsAt: turn.startsAt,
        endsAt: turn.endsAt,
      })),
    }
  }
  return Promise.all((await findRotas(ctx)).map(present))
}

async function presentRota(ctx: Context, row: RotaRow) {
  const nameOf = await personNames(ctx)
  const team = (await listTeams(ctx)).find((one) => one.id === row.teamId)
  return {
    ...row,
    team: team ?? { id: row.teamId, slug: 'gone', name: 'a team that was removed' },
    people: row.people.map(nameOf),
  }
}

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
