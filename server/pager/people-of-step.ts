import { type Context, now } from '../platform/context.ts'
import { isAdministrator, staffDirectory } from '../people/people.ts'
import type { Step, Target } from './policy.rules.ts'
import { onCallOf } from './rota.rules.ts'
import { findPagingRotasOf, findRotasById, peopleOf } from './rota.store.ts'

/** Whom steps and targets mean now, each once; nobody where nobody is on call, or everybody they name has left. */
export interface Reach {
  ofStep(teamId: string, step: Step): string[]
  /** The last resort: there is always one. */
  readonly administrators: string[]
}

/** The rotas that steps name. */
export const rotasOf = (steps: readonly Step[]): string[] => [
  ...new Set(steps.flatMap(({ targets }) => targets.flatMap((target) => (target.kind === 'rota' ? target.rota : [])))),
]

/** For verbs: reads whom the pages of these teams reach by these steps. */
export async function readReach(ctx: Context, teamIds: readonly string[], steps: readonly Step[]): Promise<Reach> {
  const named = steps.flatMap(({ targets }) => targets.flatMap((target) => ('team' in target && target.team) || []))
  const rotas = Map.groupBy(await findPagingRotasOf(ctx, [...new Set([...teamIds, ...named])]), (rota) => rota.teamId)
  const alone = await findRotasById(ctx, rotasOf(steps))
  const staff = await staffDirectory(ctx)
  const at = now(ctx)
  const membersOf = (teamId: string): string[] =>
    staff.filter(({ teams }) => teams.some(({ id }) => id === teamId)).map(({ id }) => id)
  /** Until a team has a rota, everyone on it is on call; where its rota has a gap, nobody is. */
  const onCallFor = (teamId: string): string[] => {
    const ofTeam = (rotas.get(teamId) ?? []).filter((rota) => peopleOf(rota).length > 0)
    return ofTeam.length === 0 ? membersOf(teamId) : onCallOf(ofTeam, at)
  }
  const administrators = staff.filter(isAdministrator).map(({ id }) => id)
  const idsOf = (teamId: string, target: Target): string[] => {
    switch (target.kind) {
      case 'on-call':
        return onCallFor(target.team ?? teamId)
      case 'rota':
        return onCallOf(
          alone.filter(({ id }) => id === target.rota),
          at,
        )
      case 'team':
        return membersOf(target.team ?? teamId)
      case 'person':
        return [target.person]
      case 'administrators':
        return administrators
    }
  }
  const isHere = new Set(staff.map(({ id }) => id))
  return {
    administrators,
    ofStep: (teamId, { targets }) => [
      ...new Set(targets.flatMap((target) => idsOf(teamId, target)).filter((id) => isHere.has(id))),
    ],
  }
}
