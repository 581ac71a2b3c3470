import { badInput } from '@bellwether/contract/problem.ts'
import { said } from '@bellwether/contract/said.ts'
import type { Context } from '../../platform/context.ts'
import { allow } from '../../platform/permissions.ts'
import { Problem } from '../../platform/problem.ts'
import { askTeam } from './ask-team.ts'
import { endHandOff } from './end-hand-off.ts'
import { finishHandOffChange, withHandOff } from './with-hand-off.ts'

export interface PassingOn {
  readonly toTeam: string
  readonly toPerson: string | null
  readonly reason: string
}

/**
 * Passes a question on to the team that can answer it: the same round, asked by the same person. What ran for
 * the first team is over and stays beside it; the clocks of the other one start now, so that nobody has to answer
 * in what somebody else left of the time.
 */
export async function passOnHandOff(
  ctx: Context,
  id: string,
  { toTeam, toPerson, reason }: PassingOn,
): Promise<string> {
  allow(ctx, 'desk.write')
  return withHandOff(ctx, id, async (ctx, at) => {
    const { handOff, ticket } = at
    if (toTeam === handOff.askedTeamId) {
      const detail = said`Choose another team: this one is asked.`
      throw new Problem(badInput, undefined, { errors: [{ pointer: '/toTeam', detail }] })
    }
    await endHandOff(ctx, at, { outcome: 'passed-on', answer: reason })
    await askTeam(ctx, ticket, { ...handOff, toTeam, toPerson, dueAt: null, passedOnFromId: handOff.id })
    await finishHandOffChange(ctx, at, { action: 'pass-on-hand-off', what: said`passed the question on` })
  })
}
