import type { RuleAct } from '@bellwether/contract/desk.ts'
import { badInput } from '@bellwether/contract/problem.ts'
import { said } from '@bellwether/contract/said.ts'
import { staffById } from '../../people/people.ts'
import type { Context } from '../../platform/context.ts'
import { Problem } from '../../platform/problem.ts'
import { fieldFaults } from '../fields/set-fields.ts'

/** Refuses acts that name people who are not here, or fields that there are none of: all of them at once. */
export async function checkActs(ctx: Context, acts: readonly RuleAct[]): Promise<void> {
  const errors = []
  for (const [at, act] of acts.entries()) {
    const ids = act.kind === 'give' ? [act.to] : act.kind === 'assign' ? act.among : []
    if ((await staffById(ctx, ids)).length < new Set(ids).size)
      errors.push({ pointer: `/acts/${at}`, detail: said`Choose people who are on staff.` })
    if (act.kind === 'set-fields') errors.push(...(await fieldFaults(ctx, act.values, `/acts/${at}/values`)))
  }
  if (errors.length > 0) throw new Problem(badInput, undefined, { errors })
}
