import type { Context } from '../platform/context.ts'
import { isAdministrator, staffById, staffDirectory, teamMembers } from '../people/people.ts'
import { hasRota, onCallFor } from './on-call.ts'
import type { Step, Target } from './policy.rules.ts'

/** Whom a step notifies now, each once; nobody where nobody is on call, or everybody it names has left. */
export async function peopleOfStep(ctx: Context, teamId: string, { targets }: Step): Promise<string[]> {
  const people: string[] = []
  for (const target of targets) people.push(...(await peopleOf(ctx, teamId, target)))
  return [...new Set(people)]
}

async function peopleOf(ctx: Context, teamId: string, target: Target): Promise<string[]> {
  switch (target.kind) {
    case 'on-call':
      return onCallOrTeam(ctx, target.team ?? teamId)
    case 'team':
      return (await teamMembers(ctx, target.team ?? teamId)).map(({ id }) => id)
    case 'person':
      return (await staffById(ctx, [target.person])).map(({ id }) => id)
    case 'administrators':
      return administrators(ctx)
  }
}

/** Until a team has a rota, everyone on it is on call; where its rota has a gap, nobody is. */
async function onCallOrTeam(ctx: Context, teamId: string): Promise<string[]> {
  const onCall = await onCallFor(ctx, teamId)
  const people = onCall.length > 0 || (await hasRota(ctx, teamId)) ? onCall : await teamMembers(ctx, teamId)
  return people.map(({ id }) => id)
}

/** The last resort: there is always one. */
export const administrators = async (ctx: Context): Promise<string[]> =>
  (await staffDirectory(ctx)).filter(isAdministrator).map(({ id }) => id)
