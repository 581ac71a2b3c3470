import type { CustomerAsk } from '@bellwether/contract/desk.ts'
import { namesById } from '../../people/people.ts'
import type { Context } from '../../platform/context.ts'
import type { Presented } from '../../platform/http/handle.ts'
import { findClocks } from '../clock.store.ts'
import { findOpenHandOffs } from '../hand-offs/hand-off.store.ts'
import type { TicketRow } from '../ticket.store.ts'
import { findShownTeams } from './shown-team.store.ts'

type Stand = Pick<Presented<CustomerAsk>, 'isOpen' | 'turn' | 'hearBy' | 'works'>

/**
 * For verbs: what the customer of a ticket may be told of where it stands: whose turn it is, what they were promised,
 * and the teams that customers are shown. Targets of support, and a private question, are our own business.
 */
export async function whereItStands(ctx: Context, ticket: TicketRow): Promise<Stand> {
  if (ticket.state !== 'open') return { isOpen: false, turn: 'nobody', hearBy: null, works: [] }
  const running = (await findClocks(ctx, [ticket.id])).filter(({ stoppedAt }) => stoppedAt === null)
  const promises = running.flatMap(({ name, dueAt }) => (name === 'promise' && dueAt ? [dueAt] : []))
  const [hearBy = null] = promises.toSorted((a, b) => a.getTime() - b.getTime())
  const shown = new Set(await findShownTeams(ctx))
  const asked = (await findOpenHandOffs(ctx, [ticket.id])).filter(
    ({ isPrivate, askedTeamId }) => !isPrivate && shown.has(askedTeamId),
  )
  const names = await namesById(ctx, { teams: asked.map(({ askedTeamId }) => askedTeamId) })
  const works = asked.map(({ id, askedTeamId, askedAt }) => ({
    team: names.team(askedTeamId).name,
    since: askedAt,
    answerBy: running.find(({ handOffId, name }) => handOffId === id && name === 'answer')?.dueAt ?? null,
  }))
  return { isOpen: true, turn: ticket.waitingOn === 'customer' ? 'you' : 'us', hearBy, works }
}
