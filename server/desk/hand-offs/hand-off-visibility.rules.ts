import type { ActingPerson, Actor } from '../../platform/context.ts'

/** Whom a question concerns. */
interface Asked {
  readonly isPrivate: boolean
  readonly askedBy: string
  readonly askedTeamId: string
}

/** The person who acts, or for whom a program acts. */
export const personOf = (actor: Actor): ActingPerson | null => {
  if (actor.kind === 'person') return actor
  return actor.kind === 'program' ? actor.onBehalfOf : null
}

/**
 * Whether a person may know what is asked. A private question is between whoever is in the team and whoever asked: not
 * the owner of the ticket, which anybody can become, no administrator, and nobody who was asked by name and left the team.
 */
export const maySee = (
  { personId, teamIds }: Pick<ActingPerson, 'personId' | 'teamIds'>,
  { isPrivate, askedBy, askedTeamId }: Asked,
): boolean => !isPrivate || personId === askedBy || teamIds.includes(askedTeamId)

/** The same of an actor. */
export function canSeeHandOff(actor: Actor, asked: Asked): boolean {
  if (!asked.isPrivate || actor.kind === 'job') return true
  const person = personOf(actor)
  return person !== null && maySee(person, asked)
}

/** Whether the team's notes to itself are this actor's to read. */
export const isOfAskedTeam = (actor: Actor, { askedTeamId }: Pick<Asked, 'askedTeamId'>): boolean =>
  personOf(actor)?.teamIds.includes(askedTeamId) ?? false
