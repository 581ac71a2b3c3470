import { type Context, now } from '../platform/context.ts'
import { getTeam, namesById } from '../people/people.ts'
import { allow } from '../platform/permissions.ts'
import { presentStanding, standingPeople } from './present-rota.ts'
import { onCallOf, standingAt } from './rota.rules.ts'
import { findRotasFor } from './rota.store.ts'
import { getWork } from './works.ts'

interface Asked {
  readonly team: string
  readonly work: string
  readonly at?: Date | undefined
}

/** Who is on for a kind of work of a team at an instant, until when, and who is next. */
export async function getCover(ctx: Context, { team: slug, work: workSlug, at = now(ctx) }: Asked) {
  allow(ctx, 'pager.read')
  const { id: teamId } = await getTeam(ctx, slug)
  const work = await getWork(ctx, workSlug)
  const rotas = await findRotasFor(ctx, { teamId, work: workSlug })
  const standings = rotas.map((rota) => ({ rota, standing: standingAt(rota, at) }))
  const people = onCallOf(rotas, at)
  const names = await namesById(ctx, {
    teams: [teamId],
    people: [...people, ...standings.flatMap(({ standing }) => standingPeople(standing))],
  })
  return {
    team: names.team(teamId),
    work: { slug: work.slug, name: work.name },
    at,
    people: people.map(names.person),
    rotas: standings.map(({ rota: { id, name }, standing }) => ({ id, name, ...presentStanding(standing, names) })),
  }
}
