import type { z } from 'zod'
import { badInput } from '@bellwether/contract/problem.ts'
import type { PagingPolicy } from '@bellwether/contract/pager.ts'
import { said } from '@bellwether/contract/said.ts'
import { recordAudit } from '../platform/audit/record-audit.ts'
import type { Context } from '../platform/context.ts'
import { inTransaction } from '../platform/database/in-transaction.ts'
import { getTeam, namesById, staffById, teamDirectory } from '../people/people.ts'
import { allow } from '../platform/permissions.ts'
import { Problem } from '../platform/problem.ts'
import { readReach, rotasOf } from './people-of-step.ts'
import { findRotasById } from './rota.store.ts'
import { deletePolicy, findPolicies, upsertPolicy } from './policy.store.ts'
import { type Policy, standardPolicy } from './policy.rules.ts'

type WrittenPolicy = z.output<typeof PagingPolicy>

/** How the pages of each team go on while nobody answers, and whom they would reach if one rang now. */
export async function listPolicies(ctx: Context) {
  allow(ctx, 'pager.read')
  const teams = await teamDirectory(ctx)
  const policies = await findPolicies(ctx)
  return {
    items: await present(
      ctx,
      teams.map(({ id }) => ({ teamId: id, own: policies.get(id) })),
    ),
  }
}

/** Sets how the pages of a team go on, or that they go on by the standard. */
export async function setPolicy(ctx: Context, slug: string, policy: WrittenPolicy | null) {
  allow(ctx, 'pager.write')
  return inTransaction(ctx, async (ctx) => {
    const { id } = await getTeam(ctx, slug)
    if (policy === null) await deletePolicy(ctx, id)
    else {
      await requireKnown(ctx, policy)
      await upsertPolicy(ctx, id, policy)
    }
    await recordAudit(ctx, {
      action: 'pager.set-policy',
      about: { module: 'pager', id },
      detail: { team: slug, policy },
    })
    const [presented] = await present(ctx, [{ teamId: id, own: policy ?? undefined }])
    if (!presented) throw new Error('a policy was presented as nothing')
    return presented
  })
}

async function requireKnown(ctx: Context, { steps }: WrittenPolicy): Promise<void> {
  const teams = new Set((await teamDirectory(ctx)).map(({ id }) => id))
  const named = steps.flatMap(({ targets }) =>
    targets.flatMap((target) => (target.kind === 'person' ? target.person : [])),
  )
  const staff = new Set((await staffById(ctx, named)).map(({ id }) => id))
  const rotas = new Set((await findRotasById(ctx, rotasOf(steps))).map(({ id }) => id))
  const errors = steps.flatMap(({ targets }, step) =>
    targets.flatMap((target, place) => {
      const pointer = `/policy/steps/${step}/targets/${place}`
      if (target.kind === 'person' && !staff.has(target.person))
        return [{ pointer: `${pointer}/person`, detail: said`Nobody on staff has this id.` }]
      if (target.kind === 'rota' && !rotas.has(target.rota))
        return [{ pointer: `${pointer}/rota`, detail: said`There is no such rota.` }]
      if ('team' in target && target.team !== null && !teams.has(target.team))
        return [{ pointer: `${pointer}/team`, detail: said`There is no such team.` }]
      return []
    }),
  )
  if (errors.length > 0) throw new Problem(badInput, undefined, { errors })
}

/** Policies with whom each of their steps would reach now. */
async function present(ctx: Context, teams: readonly { teamId: string; own: Policy | undefined }[]) {
  const steps = teams.flatMap(({ own = standardPolicy }) => own.steps)
  const teamIds = teams.map(({ teamId }) => teamId)
  const reach = await readReach(ctx, teamIds, steps)
  const shown = teams.map(({ teamId, own }) => {
    const policy = own ?? standardPolicy
    return { teamId, own, policy, reached: policy.steps.map((step) => reach.ofStep(teamId, step)) }
  })
  const rotas = await findRotasById(ctx, rotasOf(steps))
  const names = await namesById(ctx, {
    teams: [...teamIds, ...rotas.map(({ teamId }) => teamId)],
    people: shown.flatMap(({ reached }) => reached.flat()),
  })
  return shown.map(({ teamId, own, policy, reached }) => ({
    team: names.team(teamId),
    isStandard: own === undefined,
    policy: { ...policy, steps: policy.steps.map((step) => ({ ...step, targets: [...step.targets] })) },
    rotas: rotas
      .filter(({ id }) => rotasOf(policy.steps).includes(id))
      .map(({ id, name, teamId }) => ({ id, name: `${name} (${names.team(teamId).name})` })),
    ifItRangNow: reached.map((people) => people.map(names.person)),
  }))
}
