import { said } from '@bellwether/contract/said.ts'
import { endPagesAbout, countPagesAbout, pageTeam } from '../../pager/pager.ts'
import { type Context, now } from '../../platform/context.ts'
import { allowJobsOnly, asPart } from '../../platform/permissions.ts'
import { staffById } from '../../people/people.ts'
import { stopClocks } from '../clock.store.ts'
import { pagesWhenLate } from '../targets/team-targets.ts'
import { maySee } from './hand-off-visibility.rules.ts'
import { findHandOff, moveHandOff } from './hand-off.store.ts'
import { type AtWork, finishHandOffChange, withHandOff } from './with-hand-off.ts'

const module = 'hand-offs'

/**
 * For verbs: pages whom the asked team has on call, where the team wants that of a question that nobody acknowledged. To
 * repeat it is harmless.
 */
export async function pageLateQuestion(ctx: Context, { handOff, ticket }: AtWork): Promise<void> {
  const urgency = await pagesWhenLate(ctx, handOff.askedTeamId)
  if (urgency === null || (await countPagesAbout(asPart(ctx), { module, id: handOff.id })) > 0) return
  // Whoever is on call may not know of a private question; that one waits they have to.
  const isShown = !handOff.isPrivate
  await pageTeam(asPart(ctx), {
    teamId: handOff.askedTeamId,
    title: isShown
      ? said`Nobody has acknowledged the question on #${ticket.number}: ${ticket.subject}`
      : said`Nobody has acknowledged a private question on #${ticket.number}`,
    body: isShown ? handOff.question : said`Whom it is for can read it on the ticket.`,
    urgency,
    about: { module, id: handOff.id, path: `/tickets/${ticket.number}` },
  })
}

/** For verbs: nobody is woken any more for a question that has moved on. */
export const endPagesOfQuestion = (ctx: Context, handOffId: string): Promise<unknown> =>
  endPagesAbout(asPart(ctx), { module, id: handOffId })

/**
 * Whoever acknowledges the page of a question has acknowledged the question, if they may know of it: the pages of a team may
 * reach somebody who is not in it. To repeat it is harmless.
 */
export async function acknowledgePagedQuestion(
  ctx: Context,
  page: { aboutModule: string; aboutId: string; personId: string },
): Promise<void> {
  allowJobsOnly(ctx)
  if (page.aboutModule !== module || !(await findHandOff(ctx, page.aboutId))) return
  const [person] = await staffById(ctx, [page.personId])
  if (!person) return
  await withHandOff(ctx, page.aboutId, async (ctx, at) => {
    if (!maySee({ personId: person.id, teamIds: person.teams.map(({ id }) => id) }, at.handOff)) return
    const seen = { acknowledgedBy: person.id, acknowledgedAt: now(ctx) }
    if (!(await moveHandOff(ctx, at.handOff.id, ['asked'], { state: 'acknowledged', ...seen }))) return
    await stopClocks(ctx, { ticketId: at.ticket.id, handOffId: at.handOff.id }, ['acknowledge'])
    await finishHandOffChange(ctx, at, {
      action: 'acknowledge-hand-off',
      what: said`${person.name} acknowledged the question by its page`,
    })
  })
}
